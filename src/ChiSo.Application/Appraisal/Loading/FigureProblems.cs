using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why an agency's file of figures can't be taken in.</summary>
internal static class FigureProblems
{
    public static Problem NoTable(string fileName) => new("figures.no-table", fileName,
        new($"Tệp không có trang tính nào có cột “{FigureTemplate.UnitColumn}” ở dòng đầu.", $"No sheet of the file has the column “{FigureTemplate.UnitColumn}” in its first row."),
        new("Tải biểu mẫu từ trang thẩm định, điền rồi gửi lại.", "Download the template from the page of the appraisal, fill it and send it again."));

    public static Problem NoUnit(TableCell cell) => new("figures.no-unit", cell.Where,
        new($"Khối này không có đơn vị mang mã “{cell.Text}”.", $"The block has no unit with the code “{cell.Text}”."),
        new("Giữ nguyên mã đơn vị như trong biểu mẫu.", "Keep the codes of units as the template has them."));

    public static Problem UnitTwice(TableCell cell) => new("figures.unit-twice", cell.Where,
        new($"Đơn vị “{cell.Text}” đã có ở dòng trên.", $"Unit “{cell.Text}” stands in a row above."), new("Giữ một dòng cho mỗi đơn vị.", "Keep one row for each unit."));

    public static Problem NoLine(string where) => new("figures.no-line", where,
        new("Ở giai đoạn này không thẩm định tiêu chí này của đơn vị.", "This line of the unit is not appraised at this stage."), new("Để trống ô này.", "Leave the cell empty."));

    public static Problem NothingNew(string fileName) => new("figures.nothing-new", fileName,
        new("Tệp không có số liệu nào khác với kết quả cơ quan bạn đã ghi.", "The file holds nothing that isn't your agency's mark already."), new("Không cần nạp.", "There is nothing to take in."));

    public static Problem NoFile() => new("figures.no-file", "file", new("Chưa chọn tệp, hoặc tệp rỗng.", "No file is chosen, or it is empty."), new("Chọn tệp .xlsx đã điền theo biểu mẫu.", "Choose the .xlsx filled from the template."));

    public static Problem Overtaken(string fileName) => new("figures.overtaken", fileName,
        new("Có dòng vừa thay đổi sau khi trang này được mở.", "Lines changed after this page was opened."), new("Xem lại các thay đổi dưới đây rồi quyết định tiếp.", "Look at the changes below again, then decide."));

    public static Problem TakenAlready(DateTime at) => new("figures.taken-already", "file",
        new($"Tệp này đã được nhận vào lúc {VietnamTime.Write(at)}.", $"This file was taken in at {VietnamTime.Write(at)}."), new("Muốn nạp lại thì gửi lại tệp.", "To take it in again, send it again."));

    public static Problem NotTaken() => new("figures.not-taken", "file",
        new("Tệp này chưa được nhận, hoặc đã hoàn tác.", "The file isn't taken in, or was taken back already."), new("Không có gì để hoàn tác.", "There is nothing to take back."));
}
