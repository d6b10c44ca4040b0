using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why something can't be done with a request that a line doesn't apply.</summary>
internal static class NotApplicableProblems
{
    public static Problem Unknown(string where) => new("not-applicable.unknown", where, new("Không có đề nghị, đơn vị hoặc tiêu chí này.", "There is no such request, unit or line."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem NotAllowed(string where) => new("not-applicable.not-allowed", where, new("Việc này không thuộc vai trò của bạn ở dòng này.", "Your role doesn't let you do this on the line."),
        new("Lãnh đạo đơn vị đề nghị, cơ quan thẩm định dòng đề xuất, cơ quan được bộ tiêu chí giao quyết định.", "The unit's leader asks, the appraiser of the line proposes, the body the criteria name decides."));

    public static Problem NoPolicy(string where) => new("not-applicable.no-policy", where, new("Bộ tiêu chí không cho phép đề nghị không áp dụng ở dòng này.", "The criteria don't let anybody ask for this on the line."),
        new("Nhập số liệu, hoặc giải trình ở dòng.", "Enter the figures, or explain on the line."));

    public static Problem StageClosed(string where) => new("not-applicable.stage-closed", where, new("Giai đoạn cho việc này chưa mở hoặc đã hết hạn.", "The stage for this is not open."), new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem AskedAlready(string where) => new("not-applicable.asked-already", where, new("Dòng này, hoặc dòng trên hay dưới nó, đã có một đề nghị.", "The line, or one above or below it, has a request already."),
        new("Xem đề nghị đang có, hoặc rút lại rồi gửi đề nghị khác.", "Look at it, or withdraw it and send another."));

    public static Problem NoReason(string where) => new("not-applicable.no-reason", where, new("Chưa ghi căn cứ hoặc lý do.", "The ground or reason is missing."), new("Ghi rõ theo văn bản hoặc tình hình nào.", "Say by which document or fact."));

    public static Problem WrongStep(string where, NotApplicableState state) => new("not-applicable.wrong-step", where,
        new($"Đề nghị đang ở trạng thái “{NotApplicableStates.WordsOf(state).Vi}” nên không làm được bước này.", $"The request stands at “{NotApplicableStates.WordsOf(state).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(string where) => new("not-applicable.changed", where, new("Đề nghị này vừa thay đổi ở nơi khác.", "The request changed elsewhere meanwhile."), new("Xem lại rồi làm lần nữa nếu vẫn đúng.", "Look at it again, and repeat the step if it still holds."));
}
