using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Desk;

/// <summary>How soon something is due, the most urgent first.</summary>
public enum Urgency
{
    Overdue,
    Today,

    /// <summary>Within three days.</summary>
    Soon,

    /// <summary>Within a week.</summary>
    ThisWeek,

    /// <summary>Later, or without a deadline.</summary>
    Later,
}

/// <summary>A person's open work as one message, what is due first on top. In Vietnamese, as letters between offices are.</summary>
/// <param name="Work">What is left to do; nothing that only waits for others.</param>
/// <param name="Now">UTC.</param>
public sealed record Digest(string FullName, ImmutableArray<OpenWork> Work, DateTime Now)
{
    private const int Soon = 3;
    private const int Week = 7;

    /// <summary>What was decided or answered lately; it isn't counted as work.</summary>
    public ImmutableArray<OpenWork> News { get; init; } = [];

    public bool IsEmpty => Work.IsEmpty && News.IsEmpty;

    public Urgency Urgency => Work.Select(Of).DefaultIfEmpty(Urgency.Later).Min();

    public string Subject
    {
        get
        {
            var most = Work.Count(work => Of(work) == Urgency);
            return Urgency switch
            {
                Urgency.Overdue => $"[ChiSo] Đã quá hạn: {Count(most)} việc",
                Urgency.Today => $"[ChiSo] Hôm nay hết hạn: {Count(most)} việc",
                Urgency.Soon => $"[ChiSo] Còn {DaysTo(Work.Where(work => Of(work) == Urgency.Soon).Min(work => work.Due!.Value))} ngày: {Count(most)} việc", // what is soon has a deadline
                _ when Work.IsEmpty => $"[ChiSo] {Count(News.Length)} tin mới",
                _ => $"[ChiSo] {Count(Work.Length)} việc đang chờ",
            };
        }
    }

    /// <param name="address">Where people reach ChiSo.</param>
    public string ToText(string address)
    {
        var text = new StringBuilder($"Kính gửi {FullName},\n\n{(Work.IsEmpty ? "Ông/Bà không còn việc nào trong ChiSo." : $"Ông/Bà còn {Count(Work.Length)} việc trong ChiSo.")}\n");
        foreach (var group in Work.GroupBy(Of).OrderBy(group => group.Key))
        {
            text.Append('\n').Append(Heading(group.Key)).Append('\n');
            foreach (var work in group.OrderBy(work => work.Due ?? DateTime.MaxValue))
                text.Append(Line(work));
        }

        if (!News.IsEmpty)
            text.Append("\nTIN MỚI\n").AppendJoin("", News.Select(Line));

        return text.Append(CultureInfo.InvariantCulture, $"\nMở việc của tôi: {address}/desk\n\nThư này gửi tự động mỗi ngày khi còn việc. Không muốn nhận nữa: {address}/desk/account\n").ToString();
    }

    /// <summary>The same in one sentence, for a telephone.</summary>
    public string ToShortText(string address)
    {
        var first = Work.Where(work => work.Due is not null).MinBy(work => work.Due);
        return $"ChiSo: Ông/Bà còn {Count(Work.Length)} việc{(first?.Due is { } due ? $", việc gần nhất ({WorkWords.Of(first.Kind).Vi.ToLowerInvariant()}) hết hạn {VietnamTime.Write(due)}" : "")}. Xem tại {address}/desk";
    }

    private static string Line(OpenWork work) => $"- {WorkWords.Titled(work).Vi}. {WorkWords.Left(work).Vi}{(work.Due is { } due ? $" Hạn: {VietnamTime.Write(due)}." : "")}\n  {work.RoundName.Vi}\n";

    private Urgency Of(OpenWork work) => work.Due is not { } due ? Urgency.Later
        : due <= Now ? Urgency.Overdue
        : DaysTo(due) switch
        {
            0 => Urgency.Today,
            <= Soon => Urgency.Soon,
            <= Week => Urgency.ThisWeek,
            _ => Urgency.Later,
        };

    /// <summary>Days on the calendar in Vietnam. A deadline at midnight ends the day before.</summary>
    private int DaysTo(DateTime due) => (VietnamTime.Local(due.AddTicks(-1)).Date - VietnamTime.Local(Now).Date).Days;

    private static string Heading(Urgency urgency) => urgency switch
    {
        Urgency.Overdue => "ĐÃ QUÁ HẠN",
        Urgency.Today => "HÔM NAY HẾT HẠN",
        Urgency.Soon => "TRONG 3 NGÀY",
        Urgency.ThisWeek => "TRONG 7 NGÀY",
        _ => "SAU ĐÓ HOẶC KHÔNG CÓ HẠN",
    };

    private static string Count(int count) => VietnameseNumbers.CountText(count);
}
