using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>Why a unit's workbook can't be taken in.</summary>
internal static class SheetFileProblems
{
    public static Problem NoTable(string fileName) => new("sheet-file.no-table", fileName,
        new($"Tệp không có trang tính nào có cột “{SheetTemplate.Code}” ở dòng đầu.", $"No sheet of the file has the column “{SheetTemplate.Code}” in its first row."),
        new("Tải biểu mẫu từ trang bảng tự đánh giá, điền rồi gửi lại.", "Download the template from the page of the self-assessment, fill it and send it again."));

    public static Problem OtherUnit(TableCell cell, Sheet sheet) => new("sheet-file.other-unit", cell.Where,
        new($"Dòng này của đơn vị mang mã “{cell.Text}”, không phải {sheet.Unit.Name.Vi}.", $"This row is of the unit with the code “{cell.Text}”, not of {sheet.Unit.Name.En}."),
        new("Mở bảng của đúng đơn vị rồi gửi tệp ở đó; giữ nguyên cột này như trong biểu mẫu.", "Open the sheet of that unit and send the file there; keep this column as the template has it."));

    public static Problem OtherRound(TableCell cell, Sheet sheet) => new("sheet-file.other-round", cell.Where,
        new($"Dòng này của kỳ “{cell.Text}”, không phải {sheet.Round.Name.Vi}.", $"This row is of the round “{cell.Text}”, not of {sheet.Round.Name.En}."),
        new("Tải biểu mẫu của đúng kỳ này rồi điền; giữ nguyên cột này như trong biểu mẫu.", "Download the template of this round and fill it; keep this column as the template has it."));

    public static Problem NoLine(TableCell cell) => new("sheet-file.no-line", cell.Where,
        new($"Đơn vị không tự chấm tiêu chí “{cell.Text}”, hoặc tiêu chí này đã có ở dòng trên.", $"The unit does not score the line “{cell.Text}”, or it stands in a row above."),
        new("Xóa dòng này, hoặc tải lại biểu mẫu.", "Delete the row, or download the template again."));

    public static Problem NoEntry(TableCell cell) => new("sheet-file.no-entry", cell.Where,
        new("Dòng có giải trình hoặc tài liệu nhưng chưa có số liệu.", "The row has an explanation or documents, and no figures."),
        new("Điền số liệu hoặc chọn mức đạt được, hay để trống cả dòng.", "Fill the figures or choose an answer, or leave the whole row empty."));

    public static Problem NothingNew(string fileName) => new("sheet-file.nothing-new", fileName,
        new("Tệp không có gì khác với bảng đang có.", "The file holds nothing that isn't on the sheet already."), new("Không cần nhận.", "There is nothing to take in."));

    public static Problem NoFile() => new("sheet-file.no-file", "file", new("Chưa chọn tệp, hoặc tệp rỗng.", "No file is chosen, or it is empty."), new("Chọn tệp .xlsx đã điền theo biểu mẫu.", "Choose the .xlsx filled from the template."));

    public static Problem Overtaken(string fileName) => new("sheet-file.overtaken", fileName,
        new("Có dòng vừa thay đổi sau khi trang này được mở.", "Lines changed after this page was opened."), new("Xem lại các thay đổi dưới đây rồi quyết định tiếp.", "Look at the changes below again, then decide."));

    public static Problem TakenAlready(DateTime at) => new("sheet-file.taken-already", "file",
        new($"Tệp này đã được nhận vào lúc {VietnamTime.Write(at)}.", $"This file was taken in at {VietnamTime.Write(at)}."), new("Muốn nhận lại thì gửi lại tệp.", "To take it in again, send it again."));
}
