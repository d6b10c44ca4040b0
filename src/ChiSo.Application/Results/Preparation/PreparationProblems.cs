using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Problems of preparing a round, in both languages.</summary>
internal static class PreparationProblems
{
    public static Problem Unknown(string code) => new("round.unknown", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Chọn kỳ trong danh sách.", "Choose one from the list."));

    public static Problem CodeKnown(string code) => new("prepare.code-known", "code",
        new($"Đã có kỳ đánh giá mang mã {code}.", $"There is a round {code} already."),
        new("Đặt mã khác, hoặc mở kỳ đó để sửa.", "Choose another code, or go to that round to change it."));

    public static Problem NoBlocks() => new("prepare.no-blocks", "blocks",
        new("Chưa chọn khối nào có đơn vị.", "No block with units is chosen."),
        new("Chọn ít nhất một khối và một đơn vị của khối đó.", "Choose at least one block and a unit of it."));

    /// <summary><c>null</c> while the round is being prepared.</summary>
    public static Problem? Started(Round round) => round switch
    {
        { FrozenAt: not null } => new("round.frozen", round.Code,
            new("Kỳ này đã chốt kết quả nên không chuẩn bị lại được.", "The round's results are frozen, so it can't be prepared again."),
            new("Lập kỳ mới từ kỳ này.", "Make a new round from it.")),
        { OpenedAt: { } at } => new("round.open", round.Code,
            new($"Kỳ này đã mở từ {VietnamTime.Write(at)} và các đơn vị đang nhập.", $"The round has been open since {VietnamTime.Write(at)} and people work in it."),
            new("Muốn thay bộ tiêu chí, cần quyết định điều chỉnh; xem hướng dẫn thay bộ tiêu chí giữa kỳ.", "Its criteria change only by a decision; see how to replace a set while a round runs.")),
        _ => null,
    };

    /// <summary>Why no form changes the round: it began, or holds entries; <c>null</c> when one may.</summary>
    internal static Problem? Refusal(Round stored, RoundDocument document) => Started(stored) ?? (document.Blocks.Any(block => !block.Positions.IsEmpty) ? HoldsEntries(stored.Code) : null);

    /// <summary>The same of a form about one block, which must be there.</summary>
    internal static Problem? Refusal(Round stored, RoundDocument document, string block) => Refusal(stored, document) ?? (document.Blocks.All(one => one.Code != block) ? Unknown(block) : null);

    public static Problem HasEntries(string where) => new("prepare.has-entries", where,
        new("Kỳ đang chuẩn bị không thể có sẵn điểm, số liệu hay quyết định: các đơn vị nhập sau khi kỳ mở.", "A round being prepared can't have entries or decisions: units enter them once it is open."),
        new("Bỏ bảng positions và bảng decisions khỏi tệp rồi gửi lại.", "Take the tables positions and decisions out of the file and send it again."));

    public static Problem HoldsEntries(string code) => new("prepare.holds-entries", code,
        new("Kỳ này đã có điểm hoặc số liệu nên không chuẩn bị trên trang được.", "The round holds entries already, so it can't be prepared in the browser."),
        new("Nhập lại bằng chiso import trên máy chủ, hoặc lập kỳ mới từ kỳ này.", "Import it again with chiso import on the server, or make a new round from it."));

    public static Problem OtherRound(string wanted, string found) => new("prepare.other-round", "code",
        new($"Tệp ghi mã kỳ {found}, không phải {wanted}.", $"The file is of round {found}, not {wanted}."),
        new("Gửi đúng tệp của kỳ này, hoặc gửi ở trang lập kỳ mới.", "Send the file of this round, or send it where new rounds are made."));

    public static Problem Stage(string stage) => new("prepare.stage", "stages",
        new($"Không ai làm việc được trong giai đoạn \"{stage}\".", $"Nobody can work in a stage \"{stage}\"."),
        new($"Trong thiết đặt stages chỉ ghi: {string.Join(", ", Stages.All)}.", $"Write in the setting stages only: {string.Join(", ", Stages.All)}."));

    public static Problem NoSelf() => new("prepare.no-self", "stages",
        new("Kỳ chưa có giai đoạn tự đánh giá, nên không đơn vị nào nhập được.", "The round has no self-assessment, so no unit can enter anything."),
        new("Thêm giai đoạn tự đánh giá (self).", "Add the stage self-assessment (self)."));

    public static Problem HalfDates(string where) => new("prepare.half-dates", where,
        new("Giai đoạn mới có ngày mở hoặc ngày đóng.", "The stage has only one of its two dates."),
        new("Ghi ngày còn thiếu, hoặc xóa trống cả hai để ghi sau.", "Write the other, or empty both to set them later."));

    public static Problem DatesWithoutStage(string where) => new("prepare.dates-without-stage", where,
        new("Giai đoạn này có ngày nhưng chưa được chọn vào kỳ.", "This stage has dates, and is not ticked as one of the round."),
        new("Chọn giai đoạn, hoặc xóa trống ngày của nó.", "Tick the stage, or empty its dates."));

    public static Problem NoName(string where) => new("prepare.no-name", where, new("Đơn vị chưa có tên.", "The unit has no name."), new("Ghi tên đơn vị, hoặc bỏ chọn đơn vị.", "Write its name, or untick the unit."));

    public static Problem NoFile() => new("prepare.no-file", "file", new("Chưa chọn tệp, hoặc tệp rỗng.", "No file is chosen, or it is empty."),
        new("Chọn bảng tính .xlsx, tệp .json, hoặc thư mục CSV nén thành .zip.", "Choose a workbook .xlsx, a .json file, or the CSV folder as .zip."));

    public static Problem Overtaken(string code) => new("prepare.overtaken", code,
        new("Kỳ này vừa được người khác thay đổi sau khi trang này được mở.", "Somebody changed the round after this page was opened."),
        new("Xem lại các thay đổi dưới đây rồi quyết định tiếp.", "Look at the changes below again, then decide."));

    public static Problem TakenAlready(DateTime at) => new("prepare.taken-already", "file",
        new($"Tệp này đã được nhận vào lúc {VietnamTime.Write(at)}.", $"This file was taken in at {VietnamTime.Write(at)}."),
        new("Mở trang chuẩn bị của kỳ để xem; muốn nhận lại thì gửi lại tệp.", "Go to the round to see it; to take it in again, send it again."));
}
