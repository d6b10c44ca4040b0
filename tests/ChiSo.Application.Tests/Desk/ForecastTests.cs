using ChiSo.Application.Desk;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>When work would be done at the pace so far: reckoned by hand, and what always holds.</summary>
public sealed class ForecastTests
{
    /// <summary>Midnight before a Monday.</summary>
    private static readonly DateTime Monday = VietnamTime.Utc(new(2026, 3, 2));

    private static readonly WorkingTime Usual = new(WorkDays.Usual, []);

    private static readonly Gen<DateTime> Instants = Gen.Int[0, 60 * 24].Select(hour => Monday.AddHours(hour));

    private static readonly Gen<WorkingTime> Times = Gen.Select(
        Gen.Select(Gen.Int[0, 60], Gen.Bool).Array[0, 10],
        Gen.Select(Gen.Int[0, 60 * 24], Gen.Int[1, 72]).Array[0, 4],
        (days, pauses) => new WorkingTime(
            new([.. days.DistinctBy(day => day.Item1).Select(day => new DeclaredDay { RoundId = Guid.Empty, Day = new DateOnly(2026, 3, 2).AddDays(day.Item1), Kind = day.Item2 ? DayKind.Off : DayKind.Working, Ground = "x" })]),
            [.. pauses.Select(pause => (From: Monday.AddHours(pause.Item1), Until: Monday.AddHours(pause.Item1 + pause.Item2))).OrderBy(pause => pause.From)]));

    [Fact]
    public void Ten_lines_in_five_days_leave_ten_of_twenty_undone_when_five_days_are_left()
    {
        var forecast = Forecast.Of(Usual, Monday, Monday.AddDays(7), 10, [new(Monday.AddDays(14), 20)]).ShouldNotBeNull();
        forecast.ShouldBe(new(Outlook.Late, 20, 10, 2, Monday.AddDays(19), Monday.AddDays(14))); // ten working days: until Friday midnight of the week after the next
    }

    [Fact]
    public void A_pause_and_a_day_off_are_no_working_time()
    {
        var days = new WorkDays([new() { RoundId = Guid.Empty, Day = new(2026, 3, 3), Kind = DayKind.Off, Ground = "x" }]);
        var time = new WorkingTime(days, [(Monday.AddDays(2), Monday.AddDays(2).AddHours(18)), (Monday.AddDays(2).AddHours(12), Monday.AddDays(3))]);
        time.Between(Monday, Monday.AddDays(7)).ShouldBe(TimeSpan.FromDays(3), "Monday, Thursday and Friday");
        time.After(Monday, TimeSpan.FromDays(1.25), DateTime.MaxValue.AddYears(-1)).ShouldBe(Monday.AddDays(3).AddHours(6));
        time.After(Monday, TimeSpan.FromDays(1.25), Monday.AddDays(3)).ShouldBeNull();
    }

    [Theory]
    [InlineData(5, Outlook.Late, 5)]
    [InlineData(10, Outlook.AtRisk, 0)]
    [InlineData(20, Outlook.InTime, 0)]
    [InlineData(0, Outlook.NoPace, 0)]
    public void What_is_done_in_five_days_tells_whether_ten_more_lines_are_in_five(int done, Outlook outlook, int missed)
    {
        var forecast = Forecast.Of(Usual, Monday, Monday.AddDays(7), done, [new(Monday.AddDays(14), 10)]).ShouldNotBeNull();
        (forecast.Outlook, forecast.Missed, forecast.Pace is null, forecast.Finished is null).ShouldBe((outlook, missed, done == 0, done == 0));
    }

    [Fact]
    public void Lines_of_a_unit_with_more_time_come_after_those_due_first()
    {
        LinesDue[] due = [new(Monday.AddDays(21), 10), new(Monday.AddDays(14), 12)];
        var forecast = Forecast.Of(Usual, Monday, Monday.AddDays(7), 10, due).ShouldNotBeNull();
        (forecast.Missed, forecast.Closes).ShouldBe((4, Monday.AddDays(14)), "2 of the 12 due first, 2 of the 22 due in all");
    }

    [Fact]
    public void Nothing_is_said_in_the_first_working_day_or_when_all_is_done()
    {
        Forecast.Of(Usual, Monday.AddDays(-2), Monday.AddHours(23), 3, [new(Monday.AddDays(2), 100)]).ShouldBeNull("Saturday and Sunday are no working days");
        Forecast.Of(Usual, Monday, Monday.AddDays(3), 3, []).ShouldBeNull();
        Forecast.Of(Usual, Monday, Monday.AddDays(3), 3, [new(Monday.AddDays(5), 0)]).ShouldBeNull();
    }

    [Fact]
    public void A_day_more_than_a_year_beyond_the_deadline_is_not_told() =>
        Forecast.Of(Usual, Monday, Monday.AddDays(7), 1, [new(Monday.AddDays(14), 1000)]).ShouldNotBeNull().ShouldSatisfyAllConditions(
            late => late.Finished.ShouldBeNull(), late => late.Missed.ShouldBe(999), late => late.Pace.ShouldBe(0.2m));

    [Fact]
    public void Working_time_adds_up() => Gen.Select(Times, Instants, Instants, Instants).Sample((time, one, two, three) =>
    {
        DateTime[] at = [.. new[] { one, two, three }.Order()];
        return time.Between(at[0], at[1]) + time.Between(at[1], at[2]) == time.Between(at[0], at[2]);
    });

    [Fact]
    public void The_instant_found_is_the_first_with_as_much_working_time() => Gen.Select(Times, Instants, Gen.Int[1, 20 * 24 * 60]).Sample((time, from, minutes) =>
    {
        var needed = TimeSpan.FromMinutes(minutes);
        return time.After(from, needed, from.AddDays(400)) is { } at && time.Between(from, at) == needed && time.Between(from, at.AddTicks(-1)) < needed;
    });

    [Fact]
    public void More_done_or_more_time_never_makes_it_worse() => Gen.Select(Times, Gen.Int[1, 30], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 20], Gen.Int[0, 20]).Sample((time, gone, done, left, days, more) =>
    {
        var (now, closes) = (Monday.AddDays(gone), Monday.AddDays(gone + days));
        if (Forecast.Of(time, Monday, now, done, [new(closes, left)]) is not { } plain)
            return time.Between(Monday, now) < WorkingTime.Day;
        var faster = Forecast.Of(time, Monday, now, done + more, [new(closes, left)])!; // a working day has gone for this one too
        var longer = Forecast.Of(time, Monday, now, done, [new(closes.AddDays(more), left)])!; // likewise
        return faster.Missed <= plain.Missed && longer.Missed <= plain.Missed && (plain.Finished is null || faster.Finished <= plain.Finished) && faster.Outlook <= plain.Outlook && longer.Outlook <= plain.Outlook;
    });

    [Fact]
    public void Lines_are_missed_where_the_day_found_is_after_the_deadline() => Gen.Select(Times, Gen.Int[1, 30], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 20]).Sample((time, gone, done, left, days) =>
        Forecast.Of(time, Monday, Monday.AddDays(gone), done, [new(Monday.AddDays(gone + days), left)]) is not { } forecast
        || forecast.Missed > 0 == (forecast.Finished is null || forecast.Finished > forecast.Closes));
}
