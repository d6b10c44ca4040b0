using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Working days: counted by weekday and declared days, never more than there are days; declared and withdrawn on both databases.</summary>
public sealed class WorkDayTests(PostgresServer postgres)
{
    private static readonly DateTime Friday = VietnamTime.Utc(new(2026, 4, 24), new(17, 0));

    private static readonly Gen<WorkDays> Calendars = Gen.Select(Gen.Int[0, 30], Gen.Bool).Array[0, 12].Select(days => new WorkDays(
        [.. days.DistinctBy(day => day.Item1).Select(day => new DeclaredDay { RoundId = Guid.Empty, Day = new DateOnly(2026, 4, 20).AddDays(day.Item1), Kind = day.Item2 ? DayKind.Off : DayKind.Working, Ground = "x" })]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0, 1)] // begun on Friday at 17:00
    [InlineData(1, 1)] // Saturday
    [InlineData(2.9, 1)] // Monday before 17:00
    [InlineData(3, 2)]
    [InlineData(7, 6)]
    public void A_day_counts_by_when_it_begins(double later, int count) => WorkDays.Usual.Begun(Friday, Friday.AddDays(later)).ShouldBe(count);

    [Fact]
    public void Never_more_working_days_are_begun_than_days_and_never_fewer_later() => Gen.Select(Calendars, Gen.Double[0, 25], Gen.Double[0, 25]).Sample((days, one, other) =>
    {
        var (sooner, later) = (days.Begun(Friday, Friday.AddDays(Math.Min(one, other))), days.Begun(Friday, Friday.AddDays(Math.Max(one, other))));
        return sooner <= later && later <= (int)Math.Max(one, other) + 1;
    });

    [Fact]
    public void Where_every_day_is_worked_both_ways_of_counting_agree() => Gen.Double[0, 29].Sample(later =>
    {
        var days = new WorkDays([.. Enumerable.Range(0, 31).Select(day => new DeclaredDay { RoundId = Guid.Empty, Day = new DateOnly(2026, 4, 24).AddDays(day), Kind = DayKind.Working, Ground = "x" })]);
        LateRule Rule(LateCounting counting) => new() { BlockId = Guid.Empty, Line = new("L"), Counting = counting, Days = 40 };
        var at = Friday.AddDays(later);
        return Rule(LateCounting.EachStartedWorkingDay).CountAt(Friday, at, days) == Rule(LateCounting.EachStartedDay).CountAt(Friday, at, days);
    });

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Days_are_declared_replaced_and_withdrawn_and_the_trail_tells(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await DeclareAsync(round, new(2026, 4, 30), new(2026, 5, 1), DayKind.Off)).ShouldBe(2);
        OpenRound.Must(await DeclareAsync(round, new(2026, 4, 30), new(2026, 5, 1), DayKind.Off)).ShouldBe(0, "a double click");
        OpenRound.Must(await DeclareAsync(round, new(2026, 5, 1), new(2026, 5, 3), DayKind.Working)).ShouldBe(3);
        (await DaysAsync(round)).ShouldBe([(new(2026, 4, 30), DayKind.Off), (new(2026, 5, 1), DayKind.Working), (new(2026, 5, 2), DayKind.Working), (new(2026, 5, 3), DayKind.Working)]);
        OpenRound.Must(await round.Installation.Days.WithdrawAsync(OpenRound.Code, new(2026, 5, 2), round.By(Guid.CreateVersion7()), Cancel));
        (await round.Installation.Days.WithdrawAsync(OpenRound.Code, new(2026, 5, 2), round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("days.unknown");
        (await round.Installation.Days.WithdrawAsync(OpenRound.Code, new(2026, 5, 3), round.By(Guid.CreateVersion7()) with { Reason = " " }, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("days.no-reason");
        (await DaysAsync(round)).Count.ShouldBe(3);
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("days.")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["days.declared", "days.declared", "days.withdrawn"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_range_the_wrong_way_round_too_long_or_without_a_document_is_refused()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        (await DeclareAsync(round, new(2026, 5, 2), new(2026, 5, 1), DayKind.Off)).Problems.ShouldHaveSingleItem().Code.ShouldBe("days.range");
        (await DeclareAsync(round, new(2026, 5, 1), new(2026, 6, 1), DayKind.Off)).Problems.ShouldHaveSingleItem().Code.ShouldBe("days.range");
        (await DeclareAsync(round, new(2026, 5, 1), new(2026, 5, 1), DayKind.Off, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("days.no-ground");
        (await round.Installation.Days.DeclareAsync("khong-co", new(new(2026, 5, 1), new(2026, 5, 1), DayKind.Off, "x"), round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        (await DaysAsync(round)).ShouldBeEmpty();
    }

    private static Task<Result<int>> DeclareAsync(OpenRound round, DateOnly from, DateOnly until, DayKind kind, string ground = "Thông báo số 6150/TB") =>
        round.Installation.Days.DeclareAsync(OpenRound.Code, new(from, until, kind, ground), round.By(Guid.CreateVersion7()), Cancel);

    private static async Task<List<(DateOnly, DayKind)>> DaysAsync(OpenRound round) =>
        [.. (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Clock.Days.Declared.Select(day => (day.Day, day.Kind))];
}
