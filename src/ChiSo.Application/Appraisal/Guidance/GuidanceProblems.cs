using ChiSo.Application.Assessment;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why guidance can't be written, or a question not be asked or answered.</summary>
internal static class GuidanceProblems
{
    /// <summary><c>null</c> when the texts can be kept.</summary>
    public static Problem? Of(GuidanceText text, string where) => new[] { text.Guide, text.Accepted, text.Refused, text.ContactName, text.ContactPhone }.Any(one => one.Length > GuidanceDesk.LongestText)
        ? new("guidance.too-long", where, new("Nội dung dài hơn 4.000 ký tự.", "A text is longer than 4,000 characters."), new("Rút gọn, hoặc đính kèm văn bản hướng dẫn đầy đủ ở nơi khác.", "Shorten it, or publish the full document elsewhere."))
        : null;

    public static Problem NoSuchRound(string round) => new("guidance.no-round", round, new("Không có kỳ đánh giá này.", "There is no such round."), new("Xem mã kỳ trong danh sách.", "Look up the code in the list of rounds."));

    public static Problem NoSuchLine(string code) => new("guidance.no-line", code, new("Không bộ tiêu chí nào của kỳ có tiêu chí chấm điểm này.", "No criteria set of the round has this scored line."), new("Xem mã trong bộ tiêu chí của kỳ.", "Look up the code in the round's criteria."));

    public static Problem NoSuchQuestion(string round) => new("guidance.no-question", round, new("Không có câu hỏi này.", "There is no such question."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

    public static Problem NotAllowed(CriteriaNode node) => new("guidance.not-allowed", Named(node), new("Việc này thuộc cơ quan thẩm định tiêu chí, cơ quan thường trực, hoặc cán bộ của chính đơn vị hỏi.", "This is for the agency that appraises the line, the standing office, or the asking unit's own people."),
        new("Nhờ người có nhiệm vụ đó.", "Ask whoever holds that mandate."));

    public static Problem Frozen(string round) => new("guidance.frozen", round, new("Kỳ này đã chốt kết quả nên hướng dẫn và hỏi đáp không đổi nữa.", "The round's results are frozen, so its guidance and answers stay as they are."), new("Ghi vào kỳ mới.", "Write it in the new round."));

    public static Problem Changed(CriteriaNode node, Guidance? now) => new("guidance.changed", Named(node),
        new($"{now?.By} đã sửa hướng dẫn này lúc {(now is null ? "" : VietnamTime.Write(now.At))}, sau khi bạn mở trang.", $"{now?.By} changed this guidance at {(now is null ? "" : VietnamTime.Write(now.At))}, after you opened the page."),
        new("Xem nội dung mới bên trên; nội dung của bạn còn trong biểu mẫu, lưu lại nếu vẫn muốn thay.", "Look at the new text above; yours is still in the form, save again to replace it."));

    public static Problem AnsweredMeanwhile(CriteriaNode node, CriterionQuestion question) => new("guidance.answered-meanwhile", Named(node),
        new($"{question.AnsweredBy} đã trả lời câu hỏi này sau khi bạn mở trang.", $"{question.AnsweredBy} answered this question after you opened the page."), new("Xem câu trả lời mới; lưu lại nếu vẫn muốn sửa.", "Look at the answer; save again to change it."));

    public static Problem NoText(CriteriaNode node) => new("guidance.no-text", Named(node), new("Nội dung còn trống hoặc dài hơn 4.000 ký tự.", "The text is empty or longer than 4,000 characters."), new("Ghi ngắn gọn, một câu hỏi mỗi lần.", "Write briefly, one question at a time."));

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}
