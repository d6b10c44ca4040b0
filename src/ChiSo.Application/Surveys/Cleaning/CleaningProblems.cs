using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What can be wrong with cleaning answers.</summary>
public static class CleaningProblems
{
    public static Problem NotDeclared(string file) => new("survey.cleaning-missing", file,
        new("Tệp thiết kế chưa khai cách làm sạch.", "The design file does not declare any cleaning."), new("Thêm \"cleaning\" theo trang mô tả tệp thiết kế mẫu.", "Add \"cleaning\" after the page on design files."));

    public static Problem SameFile(string path) => new("survey.cleaning-same-file", path,
        new("Tệp nhận phiếu đã làm sạch là chính tệp gốc.", "The file for the cleaned answers is the original itself."), new("Ghi ra tệp khác: tệp gốc không bao giờ bị sửa.", "Name another file: the original is never changed."));

    public static Problem TwiceNamed(string where, string id) => new("survey.cleaning-id", where,
        new($"Mã dòng “{id}” trống hoặc đứng hai lần.", $"The name “{id}” of a row is empty or stands twice."), new("Mỗi dòng cần một mã riêng, hoặc bỏ \"id\".", "Give each row a name of its own, or leave out \"id\"."));

    public static Problem NoRow(string where, string id) => new("survey.cleaning-no-row", where,
        new($"Không có phiếu “{id}” trong tệp trả lời.", $"The file of answers has no row “{id}”."), new("Sửa mã dòng.", "Correct the name of the row."));

    public static Problem NoColumn(string where, string column) => new("survey.cleaning-no-column", where,
        new($"Tệp trả lời không có cột “{column}”.", $"The file of answers has no column “{column}”."), new("Sửa tên cột.", "Correct the name of the column."));

    public static Problem NoReason(string where) => new("survey.review-reason", where,
        new("Chưa ghi lý do.", "The reason is missing."), new("Ghi ngắn gọn vì sao quyết định như vậy.", "Write shortly why it was decided so."));

    public static Problem Stale(string where, string before, string found) => new("survey.cleaning-before", where,
        new($"Trước khi sửa phải là “{before}”, nhưng tệp ghi “{found}”.", $"It should be “{before}” before the correction, but the file says “{found}”."), new("Xem lại phiếu gốc rồi ghi đúng cột before.", "Look at the form and write what stands there into before."));

    public static Problem NoMinutes(string where, string text) => new("survey.cleaning-minutes", where,
        new($"“{text}” không phải là số phút từ 0.", $"“{text}” is no number of minutes from 0."), new("Ghi số với dấu chấm, hoặc để trống khi không biết.", "Write a number with a point, or leave it empty where it isn't known."));
}
