using ChiSo.Engine;

namespace ChiSo.Application.Results.Editing;

/// <summary>Problems of changing a criteria set in the browser, in both languages.</summary>
internal static class EditProblems
{
    public static Problem Unknown(string block) => new("round.unknown", block, new("Không có kỳ đang chuẩn bị hoặc khối này.", "There is no such round being prepared, or no such block."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem Gone(string line) => new("edit.gone", line, new($"Dòng {line} không còn trong bộ tiêu chí.", $"Line {line} is no more in the criteria set."), new("Xem lại cây tiêu chí.", "Look at the tree again."));

    public static Problem Overtaken(string where) => new("edit.overtaken", where,
        new("Người khác vừa lưu trước.", "Somebody else saved first."),
        new("Xem cả hai nội dung dưới đây, sửa cho đúng rồi lưu lại.", "Look at both below, mend yours and save again."));

    public static Problem CodeTaken(string code) => new("edit.code-taken", "code", new($"Mã {code} đã dùng cho dòng khác.", $"Another line has the code {code}."), new("Đặt mã khác.", "Choose another code."));

    public static Problem Parent() => new("edit.parent", "parent", new("Dòng cấp trên không có, hoặc nằm dưới chính dòng này.", "The line above is not there, or stands below this line."), new("Chọn dòng khác trong danh sách.", "Choose another one from the list."));

    public static Problem NothingToTake(string block) => new("edit.nothing", block, new("Không có thay đổi nào chưa đưa vào kỳ.", "There is no change that the round does not have."), new("Tải lại trang.", "Load the page again."));

    public static Problem Stale(string block) => new("edit.stale", block,
        new("Bộ tiêu chí của kỳ đã được thay bằng cách khác sau khi bắt đầu sửa ở đây.", "The round's criteria set was replaced in another way after these changes began."),
        new("Bỏ bản đang sửa rồi sửa lại từ bộ mới.", "Drop these changes and begin again from the new set."));
}
