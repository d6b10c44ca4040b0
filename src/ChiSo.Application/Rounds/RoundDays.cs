using ChiSo.Application.Audit;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>Declares the holidays of a round, and the weekends on which people work in exchange. What was proposed or decided by the calendar before stays as it was.</summary>
public sealed class RoundDays(LiveRounds rounds)
{
    /// <summary>As long a holiday as there is, twice over: longer ones are slips.</summary>
    private const int LongestRange = 31;

    /// <summary>Declares every day of a range; one declared already is replaced.</summary>
    /// <returns>How many days are otherwise than before.</returns>
    public Task<Result<int>> DeclareAsync(string code, DeclareDays input, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<int>(code, async (context, round) =>
    {
        var ground = input.Ground.Trim().Normalize();
        if (input.Until < input.From || input.Until.DayNumber - input.From.DayNumber >= LongestRange)
            return Problems.WrongRange();
        if (ground.Length == 0)
            return Problems.NoGround();
        var before = await context.DeclaredDays.Where(day => day.RoundId == round.Id && day.Day >= input.From && day.Day <= input.Until).ToListAsync(cancel);
        var days = Enumerable.Range(0, input.Until.DayNumber - input.From.DayNumber + 1).Select(input.From.AddDays).Where(day => !before.Exists(one => one.Day == day && one.Kind == input.Kind && one.Ground == ground)).ToList();
        if (days.Count == 0)
            return 0;

        context.DeclaredDays.RemoveRange(before.Where(one => days.Contains(one.Day)));
        await context.SaveChangesAsync(cancel);
        context.DeclaredDays.AddRange(days.Select(day => new DeclaredDay { RoundId = round.Id, Day = day, Kind = input.Kind, Ground = ground }));
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "days.declared", code, new { days, kind = input.Kind.ToString(), ground, before = before.Select(one => new { one.Day, kind = one.Kind.ToString(), one.Ground }) }, cancel);
        return days.Count;
    }, cancel);

    /// <summary>Makes a day as its weekday says again, for the reason of the change: late hand-ins count by other days from then on.</summary>
    public Task<Result<DateOnly>> WithdrawAsync(string code, DateOnly day, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<DateOnly>(code, async (context, round) =>
    {
        if (await context.DeclaredDays.SingleOrDefaultAsync(one => one.RoundId == round.Id && one.Day == day, cancel) is not { } declared)
            return Problems.Unknown(code);
        if (string.IsNullOrWhiteSpace(change.Reason))
            return Problems.NoReason(day);
        context.DeclaredDays.Remove(declared);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "days.withdrawn", code, new { declared.Day, kind = declared.Kind.ToString(), declared.Ground }, cancel);
        return day;
    }, cancel);

    private static class Problems
    {
        public static Problem Unknown(string code) => new("days.unknown", code, new("Kỳ này không có ngày đã khai này.", "The round has no such declared day."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

        public static Problem NoReason(DateOnly day) => new("days.no-reason", VietnameseDates.ToText(day), new("Chưa ghi lý do bỏ ngày đã khai: nộp chậm sẽ tính theo ngày khác.", "The reason for withdrawing the day is missing: lateness will count by other days."),
            new("Ghi vì sao, nêu văn bản thay thế nếu có.", "Write why, with the document that replaces it if there is one."));

        public static Problem WrongRange() => new("days.range", "until", new($"Ngày cuối phải từ ngày đầu trở đi và cách không quá {LongestRange} ngày.", $"The last day must not be before the first, nor the range longer than {LongestRange} days."),
            new("Ghi lại hai ngày.", "Write the two days again."));

        public static Problem NoGround() => new("days.no-ground", "ground", new("Chưa ghi văn bản quy định ngày nghỉ hoặc ngày làm bù.", "The document that says so is missing."), new("Ghi số, ngày và cơ quan ban hành.", "Write its number, date and issuer."));
    }
}

/// <summary>Days that are not as their weekday says.</summary>
/// <param name="Until">Inclusive.</param>
public sealed record DeclareDays(DateOnly From, DateOnly Until, DayKind Kind, string Ground);
