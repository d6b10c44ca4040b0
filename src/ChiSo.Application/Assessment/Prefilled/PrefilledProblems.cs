using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why something can't be done with a pre-filled figure or a case about it.</summary>
internal static class PrefilledProblems
{
    public static Problem None(string where) => new("prefilled.none", where, new("Dòng này không có số liệu điền sẵn.", "The line has no pre-filled figures."), new("Nhập số liệu như các dòng khác.", "Enter the figures as on other lines."));

    public static Problem Unknown(string where) => new("prefilled.unknown", where,
        new("Không có số liệu hoặc phản ánh này; số liệu có thể vừa được nạp lại.", "There is no such figure or case; the figure may have been loaded anew."), new("Tải lại trang rồi xem lại số liệu.", "Load the page again and look at the figures."));

    public static Problem Changed(string where) => new("prefilled.changed", where, new("Dòng, số liệu điền sẵn hoặc phản ánh vừa thay đổi ở nơi khác.", "The line, a pre-filled figure or a case changed elsewhere meanwhile."),
        new("Xem lại rồi làm lần nữa nếu vẫn đúng.", "Look at it again, and repeat the step if it still holds."));

    public static Problem NoTask(string where) => new("prefilled.no-task", where, new("Mọi số liệu của dòng bằng 0 nên không tính được điểm.", "All figures of the line are 0, so no points can be computed."),
        new("Đánh dấu không phát sinh nhiệm vụ và nêu lý do, hoặc phản ánh số liệu chưa đúng.", "Tick “no task arose” with the reason, or dispute the figure that is wrong."));

    public static Problem SameValue(string where, decimal value) => new("prefilled.same-value", where,
        new($"Số liệu của đơn vị bằng số liệu điền sẵn ({VietnameseNumbers.ToText(value)}).", $"The unit's value is the pre-filled one ({VietnameseNumbers.ToEnglish(value)})."), new("Xác nhận số liệu, hoặc ghi giá trị khác.", "Confirm the figure, or write another value."));

    public static Problem HasCase(string where) => new("prefilled.has-case", where, new("Số liệu này đã có phản ánh đang chờ hoặc đã quyết định.", "A case about this figure is open or was decided."),
        new("Xem phản ánh đang có.", "Look at the case that is there."));

    public static Problem NoReason(string where) => new("prefilled.no-reason", where, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi rõ theo văn bản hoặc hệ thống nào.", "Say by which document or system."));

    public static Problem WrongStep(string where, DisputeState state) => new("prefilled.wrong-step", where,
        new($"Phản ánh đang ở trạng thái “{DisputeStates.WordsOf(state).Vi}” nên không làm được bước này.", $"The case stands at “{DisputeStates.WordsOf(state).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));
}
