using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Ways of answering ("cách trả lời") in words.</summary>
internal static class AnswerModeWords
{
    public static Words NameOf(AnswerMode mode) => mode switch
    {
        AnswerMode.Link => new("Liên kết riêng", "Own link"),
        AnswerMode.Open => new("Trang mở", "Open page"),
        AnswerMode.Kiosk => new("Máy tại bộ phận một cửa", "Machine at the one-stop desk"),
        AnswerMode.Paper => new("Phiếu giấy", "Paper form"),
        AnswerMode.Device => new("Máy thu thập", "Collecting device"),
        AnswerMode.Interview => new("Điều tra viên phỏng vấn", "Interviewer"),
        AnswerMode.Imported => new("Nhập từ cuộc khảo sát nơi khác", "Taken in from a survey run elsewhere"),
        _ => throw new UnreachableException($"No words for {mode}."),
    };

    /// <summary>What readers of results must know of how their answers came: those of all ways are put together as if they had been asked alike. Interviews stand with links, since only those of a whole group are known (see <see cref="InterviewerMarks"/>).</summary>
    /// <param name="least">A way of fewer answers is told with others; at least 1.</param>
    /// <returns>Empty where all came in one way and were collected here.</returns>
    public static Words Of(IEnumerable<AnswerMode> modes, int least)
    {
        var ways = modes.CountBy(mode => mode == AnswerMode.Interview ? AnswerMode.Link : mode).OrderByDescending(way => way.Value).ThenBy(way => way.Key).ToImmutableArray();
        if (ways is [] or [{ Key: not AnswerMode.Imported }])
            return Words.Same("");
        var told = ways.Count(way => way.Value >= least);
        var others = ways[told..].Sum(way => way.Value);
        if (others > 0 && others < least && told > 0)
            others += ways[--told].Value; // subtraction would tell them
        var parts = ways[..told].Select(way => Count(way.Key == AnswerMode.Link ? OwnLink : NameOf(way.Key), way.Value)).Concat(others > 0 ? [Count(new("Cách khác", "Other ways"), others)] : []).ToImmutableArray();
        var said = told == 0 ? new("Phiếu được trả lời theo nhiều cách, có cách quá ít phiếu nên không nêu số", "Answers came in several ways, some of them too rare to be counted here")
            : new Words($"Phiếu theo cách trả lời: {string.Join("; ", parts.Select(part => part.Vi))}", $"Answers by way of answering: {string.Join("; ", parts.Select(part => part.En))}");
        var elsewhere = ways.Any(way => way.Key == AnswerMode.Imported) ? new Words(" Phiếu nhập từ nơi khác không tính vào tỷ lệ trả lời.", " Answers from elsewhere count in no response rate.") : Words.Same("");
        var together = ways.Length > 1 ? new Words(" Các cách được gộp chung, chưa tách khác biệt do cách trả lời.", " All ways are put together; differences between them are not taken out.") : Words.Same("");
        return new($"{said.Vi}.{together.Vi}{elsewhere.Vi}", $"{said.En}.{together.En}{elsewhere.En}");
    }

    private static Words OwnLink => new("Liên kết riêng, tự trả lời hoặc có điều tra viên hỏi", "Own link, by oneself or with an interviewer");

    private static Words Count(Words name, int answers) => new($"{name.Vi} {VietnameseNumbers.CountText(answers)}", $"{name.En} {VietnameseNumbers.CountEnglish(answers)}");
}
