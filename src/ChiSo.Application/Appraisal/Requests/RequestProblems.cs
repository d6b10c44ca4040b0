using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why something can't be done with a request for review.</summary>
internal static class RequestProblems
{
    public static Problem Unknown(string where) => new("request.unknown", where, new("Không có đề nghị, đơn vị hoặc tiêu chí này.", "There is no such request, unit or line."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem NotAllowed(string where) => new("request.not-allowed", where, new("Việc này thuộc lãnh đạo đơn vị đề nghị hoặc thư ký Hội đồng.", "This is for the asking unit's leader or the council's secretary."), new("Nhờ người có nhiệm vụ đó.", "Ask whoever holds that mandate."));

    public static Problem NotNow(string where) => new("request.not-now", where, new("Chỉ đề nghị được khi Hội đồng đã thông qua danh sách và kết quả chưa được phê duyệt.", "A request can be filed once the council has passed the list, until the results are approved."),
        new("Chờ Hội đồng thông qua danh sách; sau khi phê duyệt, chỉ một quyết định khác sửa được kết quả.", "Wait for the list to be passed; after the approval only another decision changes results."));

    public static Problem TooLate(string where, DateTime until) => new("request.too-late", where,
        new($"Hạn gửi đề nghị xem xét lại là {VietnamTime.Write(until)}, nay đã qua.", $"Requests for review were taken until {VietnamTime.Write(until)}, which has passed."),
        new("Đề nghị đã gửi trước hạn vẫn được xem xét. Sau khi phê duyệt, sai sót được sửa bằng một quyết định khác.", "Those filed in time are still looked at. After the approval, mistakes are mended by another decision."));

    public static Problem OpenAlready(string where) => new("request.open-already", where, new("Tiêu chí này đang có một đề nghị chưa xong.", "A request on this line is still open."), new("Xem đề nghị đang có, hoặc rút lại rồi gửi đề nghị mới.", "Look at it, or withdraw it and file another."));

    public static Problem NoGrounds(string where) => new("request.no-grounds", where, new("Chưa nêu căn cứ.", "The grounds are missing."), new("Nêu kết quả chưa đúng ở đâu, theo văn bản hoặc số liệu nào.", "Say what is wrong, by which document or figure."));

    public static Problem SameValue(string where) => new("request.same-value", where, new("Giá trị đề nghị bằng kết quả hiện có.", "The value asked for is what stands."), new("Ghi giá trị khác, hoặc không cần đề nghị.", "Ask for another value, or don't ask."));

    public static Problem NoReason(string where) => new("request.no-reason", where, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi để đơn vị hiểu.", "Write it so that the unit understands."));

    public static Problem NoPanel(string where) => new("request.no-panel", where, new("Chưa chọn người xem xét.", "Nobody is named to look at it."), new("Chọn ít nhất một người chưa thẩm định tiêu chí này.", "Choose somebody who has not appraised this line."));

    public static Problem Barred(string name) => new("request.barred", name, new($"{name} đã thẩm định tiêu chí này, hoặc thuộc cơ quan thẩm định hay đơn vị đề nghị.", $"{name} appraised this line, or belongs to its appraising agency or to the asking unit."),
        new("Chọn người khác.", "Choose another person."));

    public static Problem WrongDue(string where) => new("request.due", where, new("Hạn kết luận chưa đúng hoặc đã qua.", "The deadline is wrong or has passed."), new("Ghi một ngày sắp tới, như 28/02/2026.", "Write a day to come, like 28/02/2026."));

    public static Problem WrongStep(string where, RequestState state) => new("request.wrong-step", where,
        new($"Đề nghị đang ở trạng thái “{RequestStates.WordsOf(state).Vi}” nên không làm được bước này.", $"The request stands at “{RequestStates.WordsOf(state).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(string where) => new("request.changed", where, new("Đề nghị này vừa thay đổi ở nơi khác.", "The request changed elsewhere meanwhile."), new("Xem lại rồi làm lần nữa nếu vẫn đúng.", "Look at it again, and repeat the step if it still holds."));
}
