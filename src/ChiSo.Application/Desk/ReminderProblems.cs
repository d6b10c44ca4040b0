using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>Problems of reminding units, in both languages.</summary>
internal static class ReminderProblems
{
    public static Problem NoText(int longest) => new("reminder.text", "text", new($"Nội dung còn trống hoặc dài hơn {VietnameseNumbers.CountText(longest)} ký tự.", $"The text is empty or longer than {VietnameseNumbers.CountEnglish(longest)} characters."),
        new("Ghi ngắn gọn việc cần làm và thời hạn.", "Write shortly what is to be done and until when."));

    public static Problem NoneLate() => new("reminder.none-late", "text", new("Không đơn vị nào chưa nộp.", "No unit is late."), new("Tải lại trang để xem danh sách mới.", "Load the page again to see the list."));

    public static Problem Nobody() => new("reminder.nobody", "text", new("Không gửi được cho ai: chưa có kênh gửi, hoặc không đơn vị nào chưa nộp có địa chỉ.", "Nobody can be reached: there is no channel, or no address of any unit that is late."),
        new("Ghi thư điện tử hoặc số điện thoại ở trang tài khoản, hoặc gửi công văn bằng bản in.", "Write e-mail addresses or telephone numbers on the page of accounts, or send the letter on paper."));

    public static Problem Gone() => new("reminder.gone", "text", new("Bản đôn đốc này không còn chờ gửi.", "This reminder no longer waits to be sent."), new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem SamePerson() => new("reminder.same-person", "text", new("Người soạn đôn đốc không tự gửi được. Người làm thay và người được làm thay tính là một.", "Whoever wrote the reminder can't send it. Whoever stands in for somebody counts as both."),
        new("Nhờ một người khác có cùng vai trò gửi.", "Ask another person of the same role to send it."));
}
