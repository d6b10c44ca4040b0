using System.Diagnostics;
using ChiSo.Engine;

namespace ChiSo.Application.Files;

/// <summary>Why a file that came in can't be read yet, or ever.</summary>
internal static class HoldProblems
{
    /// <param name="name">As the file was sent.</param>
    public static Problem Of(FileState hold, string name) => hold switch
    {
        FileState.Pending => new("file.waits-for-scan", name,
            new("Tệp đang chờ phần mềm quét mã độc, nên chưa đọc được nội dung.", "The file waits for the virus scanner, so it isn't read yet."),
            new("Thường xong trong một phút; không cần gửi lại. Nếu sau mười phút vẫn chờ, báo quản trị hệ thống: phần mềm quét có thể đang tắt.", "It mostly takes a minute; there is no need to send it again. If it still waits after ten, tell the administrator: the scanner may be off.")),
        FileState.Infected => new("file.infected", name,
            new("Phần mềm quét thấy mã độc trong tệp, nên tệp không được đọc.", "The scanner found something harmful in the file, so it isn't read."),
            new("Quét máy đã lập tệp này, lập lại tệp sạch rồi gửi.", "Scan the computer it was made on, make a clean file and send that.")),
        FileState.Unable => new("file.not-scanned", name,
            new("Phần mềm quét không xét được tệp này, thường vì tệp lớn hoặc có mật khẩu, nên tệp chưa được đọc.", "The scanner can't judge this file, mostly because it is large or locked, so it isn't read."),
            new("Bỏ mật khẩu và phần không cần rồi gửi lại, hoặc nhờ quản trị hệ thống nâng giới hạn của phần mềm quét.", "Remove the password and what isn't needed and send it again, or ask the administrator to raise the scanner's limits.")),
        _ => throw new UnreachableException($"A file that is {hold} is not held back."),
    };
}
