using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>Outcomes and response rates of a survey as they stand beside its estimates, each rate with its formula.</summary>
/// <param name="Rates">RR1 and RR3; empty where nobody was invited or the survey is not closed.</param>
public sealed record ResponseSaid(Words Outcomes, ImmutableArray<(string Code, Words Said)> Rates)
{
    /// <summary>Those whose link served count as complete, so rates that tell partial answers apart would say the same.</summary>
    private static readonly ImmutableArray<(string Code, string Formula)> Shown = [("RR1", "I ÷ (I + R + NC + O + U)"), ("RR3", "I ÷ (I + R + NC + O + e × U)")];

    /// <summary>Everything in one text.</summary>
    public Words All => new(string.Join(' ', Rates.Select(rate => rate.Said.Vi).Prepend(Outcomes.Vi)), string.Join(' ', Rates.Select(rate => rate.Said.En).Prepend(Outcomes.En)));

    internal static ResponseSaid Of(Result<OutcomeBoard> made)
    {
        if (!made.TryGet(out var board))
            return new(new("Kết quả tiếp cận và tỷ lệ trả lời có khi khảo sát đã đóng.", "Outcomes and response rates are told once the survey is closed."), []);
        if (board.Invited == 0)
            return new(new("Không mời riêng ai, nên không có tỷ lệ trả lời.", "Nobody was invited, so there is no response rate."), []);
        var cells = board.Cells.Where(cell => cell.Count is > 0).ToList();
        string Counts(Func<Words, string> say) => string.Join("; ", cells.Select(cell => $"{string.Join(" + ", cell.Outcomes.Select(outcome => say(OutcomeWords.Of(outcome))))} {Whole(cell.Count ?? 0, say)}"));
        var outcomes = cells.Count == 0
            ? new Words($"Mời {VietnameseNumbers.CountText(board.Invited)} người; kết quả tiếp cận không nêu vì nhóm quá nhỏ.", $"{VietnameseNumbers.CountEnglish(board.Invited)} people were invited; outcomes are not told, because a group is too small.")
            : new Words($"Mời {VietnameseNumbers.CountText(board.Invited)} người: {Counts(words => words.Vi)}.", $"{VietnameseNumbers.CountEnglish(board.Invited)} people were invited: {Counts(words => words.En)}.");
        return new(outcomes, [.. Shown.Select(shown => (shown.Code, Rate(board, shown.Code, shown.Formula)))]);
    }

    private static Words Rate(OutcomeBoard board, string code, string formula)
    {
        var (rate, share) = (board.Rates.Single(one => one.Code == code), code == "RR3" && board.Eligible is { } eligible ? eligible : (double?)null);
        if (rate.Value is not { } value)
            return rate.IsHidden
                ? new($"Tỷ lệ trả lời {code}: không nêu, vì nhóm quá nhỏ.", $"Response rate {code}: not told, because a group is too small.")
                : new($"Tỷ lệ trả lời {code}: không tính được.", $"Response rate {code}: undefined.");
        return new($"Tỷ lệ trả lời {code} {Percent(value).Vi} % = {formula}{(share is { } e ? $", e = {Percent(e).Vi} %" : "")}.", $"Response rate {code} {Percent(value).En} % = {formula}{(share is { } f ? $", e = {Percent(f).En} %" : "")}.");
    }

    private static string Whole(int count, Func<Words, string> say) => say(new(VietnameseNumbers.CountText(count), VietnameseNumbers.CountEnglish(count)));

    private static Words Percent(double share)
    {
        var text = (share * 100).ToString("0.0", CultureInfo.InvariantCulture);
        return new(text.Replace('.', ','), text);
    }
}
