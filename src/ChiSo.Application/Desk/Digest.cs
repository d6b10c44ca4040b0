using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

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

/// <summary>A person's open work as one message, what is due first on top.</summary>
/// <param name="Work">What is left to do; nothing that only waits for others.</param>
/// <param name="Now">UTC.</param>
/// <param name="InEnglish">Else in Vietnamese, as letters between offices are.</param>
public sealed record Digest(string FullName, ImmutableArray<OpenWork> Work, DateTime Now, bool InEnglish = false)
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
                Urgency.Overdue => Say($"[ChiSo] Đã quá hạn: {Count(most)} việc", $"[ChiSo] Overdue: {Count(most)}"),
                Urgency.Today => Say($"[ChiSo] Hôm nay hết hạn: {Count(most)} việc", $"[ChiSo] Due today: {Count(most)}"),
                Urgency.Soon => Say($"[ChiSo] Còn {DaysLeft} ngày: {Count(most)} việc", $"[ChiSo] Due in days: {DaysLeft}; open: {Count(most)}"),
                _ when Work.IsEmpty => Say($"[ChiSo] {Count(News.Length)} tin mới", $"[ChiSo] News: {Count(News.Length)}"),
                _ => Say($"[ChiSo] {Count(Work.Length)} việc đang chờ", $"[ChiSo] Waiting for you: {Count(Work.Length)}"),
            };
        }
    }

    /// <param name="address">Where people reach ChiSo.</param>
    public string ToText(string address)
    {
        var left = Work.IsEmpty ? Say("Ông/Bà không còn việc nào trong ChiSo.", "You have nothing left to do in ChiSo.") : Say($"Ông/Bà còn {Count(Work.Length)} việc trong ChiSo.", $"Things left for you to do in ChiSo: {Count(Work.Length)}.");
        var text = new StringBuilder($"{Say("Kính gửi", "To")} {FullName},\n\n{left}\n");
        foreach (var group in Work.GroupBy(Of).OrderBy(group => group.Key))
        {
            text.Append('\n').Append(Heading(group.Key)).Append('\n');
            foreach (var work in group.OrderBy(work => work.Due ?? DateTime.MaxValue))
                text.Append(Line(work));
        }

        if (!News.IsEmpty)
            text.Append(Say("\nTIN MỚI\n", "\nNEWS\n")).AppendJoin("", News.Select(Line));

        return text.Append(Say(
            $"\nMở việc của tôi: {address}/desk\n\nThư này gửi tự động mỗi ngày khi còn việc. Không muốn nhận nữa: {address}/desk/account\n",
            $"\nOpen my work: {address}/desk\n\nThis message is sent by itself every day on which something is left. To stop it: {address}/desk/account\n")).ToString();
    }

    /// <summary>The same in one sentence, for a telephone.</summary>
    public string ToShortText(string address)
    {
        var first = Work.Where(work => work.Due is not null).MinBy(work => work.Due);
        var next = first?.Due is { } due ? (Kind: Say(WorkWords.Of(first.Kind)).ToLowerInvariant(), At: VietnamTime.Write(due)) : default;
        return Say(
            $"ChiSo: Ông/Bà còn {Count(Work.Length)} việc{(first is null ? "" : $", việc gần nhất ({next.Kind}) hết hạn {next.At}")}. Xem tại {address}/desk",
            $"ChiSo: things left for you: {Count(Work.Length)}{(first is null ? "" : $", the first ({next.Kind}) due {next.At}")}. See {address}/desk");
    }

    private int DaysLeft => DaysTo(Work.Where(work => Of(work) == Urgency.Soon).Min(work => work.Due!.Value)); // what is soon has a deadline

    private string Line(OpenWork work) => $"- {Say(WorkWords.Titled(work))}. {Say(WorkWords.Left(work))}{(work.Due is { } due ? $" {Say("Hạn", "Due")}: {VietnamTime.Write(due)}." : "")}\n  {Say(work.RoundName)}\n";

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

    private string Heading(Urgency urgency) => urgency switch
    {
        Urgency.Overdue => Say("ĐÃ QUÁ HẠN", "OVERDUE"),
        Urgency.Today => Say("HÔM NAY HẾT HẠN", "DUE TODAY"),
        Urgency.Soon => Say("TRONG 3 NGÀY", "WITHIN 3 DAYS"),
        Urgency.ThisWeek => Say("TRONG 7 NGÀY", "WITHIN 7 DAYS"),
        _ => Say("SAU ĐÓ HOẶC KHÔNG CÓ HẠN", "LATER, OR WITHOUT A DEADLINE"),
    };

    private string Count(int count) => InEnglish ? VietnameseNumbers.CountEnglish(count) : VietnameseNumbers.CountText(count);

    private string Say(Words words) => Say(words.Vi, words.En.Length > 0 ? words.En : words.Vi);

    private string Say(string vietnamese, string english) => InEnglish ? english : vietnamese;
}
