using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why something can't be done about lateness.</summary>
internal static class LateProblems
{
    public static Problem Unknown(string where) => new("late.unknown", where, new("Không có kỳ, khối hoặc lần nộp chậm này.", "There is no such round, block or late hand-in."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

    public static Problem NoLine(string where) => new("late.no-line", where,
        new("Quy định nộp chậm cần một dòng điểm trừ của bộ tiêu chí tính theo số lần hoặc số ngày (count).", "The rule needs a deduction line of the criteria that counts cases or days (count)."),
        new("Chọn dòng điểm trừ về nộp chậm; nếu chưa có, khai dòng đó trong bộ tiêu chí.", "Choose the deduction line for lateness; where there is none, declare one in the criteria."));

    public static Problem WrongDays(string where) => new("late.days", where, new("Số ngày còn nhận sau hạn phải từ 1 đến 60.", "The days after the deadline must be 1 to 60."), new("Ghi lại số ngày.", "Write them again."));

    public static Problem NoRule(string where) => new("late.no-rule", where, new("Khối này chưa có quy định nộp chậm.", "The block has no rule on lateness."), new("Đặt quy định trước.", "Set it first."));

    public static Problem WrongStep(string where, LateState state) => new("late.wrong-step", where,
        new($"Đang ở trạng thái “{LateStates.WordsOf(state).Vi}” nên không làm được bước này.", $"It stands at “{LateStates.WordsOf(state).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(string where) => new("late.changed", where, new("Mục này vừa thay đổi ở nơi khác.", "It changed elsewhere meanwhile."), new("Xem lại rồi làm lần nữa nếu vẫn đúng.", "Look at it again, and repeat the step if it still holds."));

    public static Problem NoReason(string where) => new("late.no-reason", where, new("Không trừ, hoặc trừ ít hơn đề xuất, thì phải ghi lý do.", "Waiving, or counting less than proposed, needs a reason."), new("Ghi lý do, văn bản nếu có.", "Write the reason, and the document if there is one."));

    public static Problem WrongCount(string where, int most) => new("late.count", where, new($"Số tính phải từ 1 đến {most}.", $"The count must be 1 to {most}."), new("Ghi lại số; không trừ thì chọn miễn.", "Write it again; to count nothing, waive it."));
}
