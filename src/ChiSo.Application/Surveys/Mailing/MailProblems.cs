using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Mailing;

/// <summary>What can be wrong with inviting people by mail.</summary>
internal static class MailProblems
{
    public static Problem Address(string where, string text) => new("survey.email", where, new($"“{text}” không phải là địa chỉ thư.", $"“{text}” is no e-mail address."), new("Ghi như ten@example.vn.", "Write it like name@example.vn."));

    public static Problem Language(string where, string text) => new("survey.language", where, new($"Không có thư mời bằng ngôn ngữ “{text}”.", $"There is no invitation in the language “{text}”."), new("Ghi vi, en hoặc km, hoặc để trống.", "Write vi, en or km, or leave it empty."));

    public static Problem NoServer(string where) => new("survey.no-mail", where, new("Chưa khai báo máy chủ thư.", "No mail server is declared."), new("Nhờ quản trị hệ thống khai báo theo trang hướng dẫn thông báo.", "Ask the administrator to declare one, after the page on notices."));

    public static Problem NotOpen(string where) => new("survey.mail-over", where, new("Cuộc khảo sát này không còn nhận phiếu.", "The survey takes no more answers."), new("Không gửi thư nữa.", "Send no more mail."));

    public static Problem NotDrawn(string where, string reference) => new("survey.not-drawn", where, new($"“{reference}” không ở trong mẫu đã chọn.", $"“{reference}” is not in the sample that was drawn."), new("Chỉ ghi người trong danh sách mẫu; người dự phòng được mời khi thay.", "List people of the sample alone; the reserve is asked in replacement."));

    public static Problem NobodyToRemind(string where) => new("survey.nobody-to-remind", where, new("Mọi người được mời qua thư đã được nhắc một lần.", "Everybody invited by mail was reminded once."), new("Không nhắc thêm.", "Remind nobody again."));
}
