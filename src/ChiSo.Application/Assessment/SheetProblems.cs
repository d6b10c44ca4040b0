using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why a line or a sheet can't be saved or moved on.</summary>
internal static class SheetProblems
{
    public static Problem NoSuchLine(CriterionCode line) => new("sheet.no-line", line.Value,
        new("Bảng này không có dòng này, hoặc dòng do cơ quan khác cung cấp số liệu.", "The sheet has no such line, or another body supplies it."), new("Tải lại bảng rồi chọn lại dòng.", "Load the sheet again and choose the line."));

    public static Problem NoSuchSheet(string unit) => new("sheet.unknown", unit, new("Không có bảng của đơn vị này.", "There is no sheet of this unit."), new("Chọn lại đơn vị từ danh sách.", "Choose the unit from the list."));

    public static Problem NotAllowed(Sheet sheet) => new("sheet.not-allowed", sheet.Unit.Name.Vi, new("Vai trò của bạn không cho phép việc này.", "Your role doesn't allow this."),
        new("Liên hệ quản trị hệ thống nếu bạn được giao việc này.", "Ask the administrator if it is your task."));

    public static Problem NotWorkable(Sheet sheet) => new("sheet.round-not-open", sheet.Round.Code,
        sheet.Round.FrozenAt is null ? new("Kỳ đánh giá chưa mở.", "The round is not open yet.") : new("Kỳ đánh giá đã chốt kết quả.", "The round's results are frozen."),
        new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem Closed(Sheet sheet, Turn turn) => new("sheet.stage-closed", sheet.Unit.Name.Vi, turn switch
    {
        Turn.Over when sheet.Round.Clock.ClosesFor(sheet.Stage, sheet.Unit.Code) is { } closed => new(
            $"Đã hết hạn lúc {VietnamTime.Write(closed)}. Nội dung đã lưu trước đó vẫn còn.", $"The deadline passed at {VietnamTime.Write(closed)}. What was saved before is still there."),
        Turn.Paused => new("Giai đoạn này đang tạm dừng. Nội dung đã lưu vẫn còn.", "The stage is paused. What was saved is still there."),
        _ => new("Giai đoạn này chưa mở.", "The stage is not open yet."),
    }, new("Nếu cần thêm thời gian, đề nghị cơ quan thường trực gia hạn.", "If more time is needed, ask the standing office for an extension."));

    public static Problem Locked(Sheet sheet) => new("sheet.locked", sheet.Unit.Name.Vi,
        sheet.State == SheetState.HandedIn
            ? new("Bảng đã gửi nên không sửa được nữa.", "The sheet is handed in and can't be changed.")
            : new("Bảng đang chờ lãnh đạo đơn vị duyệt.", "The sheet is with the unit's leader."),
        sheet.State == SheetState.HandedIn
            ? new("Đợi cơ quan thẩm định trả lại dòng cần sửa.", "Wait until an appraiser returns the line.")
            : new("Nhờ lãnh đạo trả lại nếu cần sửa.", "Ask the leader to give it back."));

    public static Problem WrongStep(Sheet sheet, SheetStep step) => new("sheet.wrong-step", sheet.Unit.Name.Vi,
        new($"Bảng đang ở trạng thái “{SheetStates.WordsOf(sheet.State).Vi}” nên không làm được bước này.", $"The sheet stands at “{SheetStates.WordsOf(sheet.State).En}”; {step} is not possible."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem NeverSeen(CriterionCode line) => new("sheet.never-seen", line.Value, new("Phiên bản bạn đang sửa không có trong hệ thống.", "The version you are changing was never stored."),
        new("Tải lại bảng rồi nhập lại dòng này.", "Load the sheet again and enter the line once more."));
}
