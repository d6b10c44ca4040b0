using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Pauses stop the clock of their stages once a second person approved them.</summary>
public sealed class PauseTests(PostgresServer postgres)
{
    private static readonly DateTime Opens = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);
    private static readonly StageWindow Window = new() { RoundId = Guid.Empty, Stage = Stages.Self, Opens = Opens, Closes = Opens.AddDays(30) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_pause_moves_the_deadline_by_as_much_of_it_as_the_stage_was_open()
    {
        Closes(Of(10, 13)).ShouldBe(33);
        Closes(Of(-5, 2)).ShouldBe(32, "what lies before the opening doesn't count");
        Closes(Of(10, 13), Of(12, 15)).ShouldBe(35, "overlapping pauses count once");
        Closes(Of(29, 31), Of(31, 33)).ShouldBe(34, "the second begins before the moved deadline");
        Closes(Of(30, 40)).ShouldBe(30, "it was over");
        Closes(Of(10, 13, Stages.Council)).ShouldBe(30);
        Closes(Of(10, 13, "")).ShouldBe(33);
        Closes(Of(10, 13, approved: false)).ShouldBe(30);
    }

    [Fact]
    public void During_a_pause_the_stage_is_neither_open_nor_over()
    {
        var clock = new RoundClock([Window], []) { Pauses = [Of(10, 13)] };
        Turn At(double day) => clock.TurnOf(Stages.Self, "noivu", Opens.AddDays(day));
        (At(-1), At(9.9), At(10), At(12.9), At(13), At(32.9), At(33)).ShouldBe((Turn.NotYet, Turn.Open, Turn.Paused, Turn.Paused, Turn.Open, Turn.Open, Turn.Over));
    }

    [Fact]
    public void An_extension_is_moved_by_later_pauses_alone()
    {
        var extension = new Extension { RoundId = Guid.Empty, Unit = "noivu", Stage = Stages.Self, Until = Opens.AddDays(40), Ground = "CV", ProposedBy = Guid.Empty, ProposedAt = Opens.AddDays(20) };
        extension.Approve(Guid.Empty, Opens.AddDays(21));
        RoundClock Clock(Pause pause) => new([Window], [extension]) { Pauses = [pause] };

        Clock(Of(10, 13)).ClosesFor(Stages.Self, "noivu").ShouldBe(Opens.AddDays(40));
        Clock(Of(22, 24)).ClosesFor(Stages.Self, "noivu").ShouldBe(Opens.AddDays(42));
        Clock(Of(22, 24)).ClosesFor(Stages.Self, "tuphap").ShouldBe(Opens.AddDays(32));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Nobody_enters_during_a_pause_that_two_people_made(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var calendar = round.Installation.Calendar;
        var (now, proposer) = (round.Clock.Now.UtcDateTime, round.By(Guid.CreateVersion7()));
        async Task<IEnumerable<string>> CodesAsync(ProposePause pause) => (await calendar.ProposePauseAsync(OpenRound.Code, pause, proposer, Cancel)).Problems.Select(problem => problem.Code);
        (await CodesAsync(new(Stages.Self, now, now, "CV 5"))).ShouldBe(["pause.order"]);
        (await CodesAsync(new(Stages.Self, now.AddDays(40), now.AddDays(41), "CV 5"))).ShouldBe(["pause.outside"]);
        (await CodesAsync(new("khong-co", now, now.AddDays(1), "CV 5"))).ShouldBe(["pause.outside"]);
        (await CodesAsync(new(Stages.Self, now, now.AddDays(2), " "))).ShouldBe(["pause.no-ground"]);
        var pause = OpenRound.Must(await calendar.ProposePauseAsync(OpenRound.Code, new("", now, now.AddDays(2), "CV 5"), proposer, Cancel));
        (await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, proposer, Cancel)).Problems.Single().Code.ShouldBe("round.same-person");
        OpenRound.Must(await round.SaveAsync(round.Officer, "CD_TT", 0, "a=1", "vì sao"));

        OpenRound.Must(await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, round.By(Guid.CreateVersion7()), Cancel));

        (await round.SaveAsync(round.Officer, "CD_TT", 1, "a=1", "khác")).Problems.Single().Code.ShouldBe("sheet.stage-closed");
        (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Clock.ClosesFor(Stages.Self, OpenRound.Unit).ShouldBe(now.AddDays(32));
        round.Clock.Now = round.Clock.Now.AddDays(2);
        OpenRound.Must(await round.SaveAsync(round.Officer, "CD_TT", 1, "a=1", "khác"));
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Two_people_end_a_pause_early_and_the_deadline_comes_nearer(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (calendar, ends, now) = (round.Installation.Calendar, round.Installation.PauseEnds, round.Clock.Now.UtcDateTime);
        var (first, second) = (await round.PersonAsync("tt1", Role.StandingOffice, ""), await round.PersonAsync("tt2", Role.StandingOffice, ""));
        Change By(Person person) => round.By(person.Id);
        var pause = OpenRound.Must(await calendar.ProposePauseAsync(OpenRound.Code, new("", now, now.AddDays(10), "CV 5"), By(first), Cancel));
        (await ends.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(3), "CV 6"), By(first), Cancel)).Problems.Single().Code.ShouldBe("pause.unknown", "it isn't approved");
        (await ApprovalsAsync(round, second)).ShouldBe(1);
        OpenRound.Must(await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, By(second), Cancel));
        (await ApprovalsAsync(round, second)).ShouldBe(0);

        async Task<string> CodeAsync(DateTime until, string ground, Person person) => (await ends.ProposeAsync(OpenRound.Code, new(pause.Id, until, ground), By(person), Cancel)).Problems.Single().Code;
        (await CodeAsync(now.AddDays(-1), "CV 6", first)).ShouldBe("pause.end-outside");
        (await CodeAsync(now.AddDays(10), "CV 6", first)).ShouldBe("pause.end-outside");
        (await CodeAsync(now.AddDays(3), " ", first)).ShouldBe("pause.no-ground");
        OpenRound.Must(await ends.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(3), "CV 6"), By(first), Cancel));
        OpenRound.Must(await ends.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(3), "CV 6"), By(first), Cancel)); // a double click
        OpenRound.Must(await ends.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(4), "CV 6"), By(first), Cancel));
        (await CodeAsync(now.AddDays(2), "CV 7", second)).ShouldBe("pause.end-proposed");
        (await ApprovalsAsync(round, second)).ShouldBe(1);
        (await ApprovalsAsync(round, first)).ShouldBe(0);
        (await ClosesAsync(round)).ShouldBe(now.AddDays(40), "nobody has approved the early end");
        (await ends.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(4), By(first), Cancel)).Problems.Single().Code.ShouldBe("pause.end-same-person");
        (await ends.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(3), By(second), Cancel)).Problems.Single().Code.ShouldBe("pause.end-changed");

        round.Clock.Now += TimeSpan.FromDays(5);
        OpenRound.Must(await ends.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(4), By(second), Cancel)).Ends.ShouldBe(now.AddDays(5), "nobody could work until it was approved");
        OpenRound.Must(await ends.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(4), By(second), Cancel)); // a double click
        (await ClosesAsync(round)).ShouldBe(now.AddDays(35));
        OpenRound.Must(await round.SaveAsync(round.Officer, "CD_TT", 0, "a=1", "vì sao"));
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("pause.end")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["pause.end-proposed", "pause.end-proposed", "pause.end-approved"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pause_that_is_over_by_itself_can_not_end_early()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var now = round.Clock.Now.UtcDateTime;
        var pause = OpenRound.Must(await round.Installation.Calendar.ProposePauseAsync(OpenRound.Code, new("", now, now.AddDays(2), "CV 5"), round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await round.Installation.Calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await round.Installation.PauseEnds.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(1), "CV 6"), round.By(Guid.CreateVersion7()), Cancel));
        round.Clock.Now += TimeSpan.FromDays(2);
        (await round.Installation.PauseEnds.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(1), round.By(Guid.CreateVersion7()), Cancel)).Problems.Single().Code.ShouldBe("pause.over");
        (await ClosesAsync(round)).ShouldBe(now.AddDays(32));
    }

    private static async Task<DateTime?> ClosesAsync(OpenRound round) => (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Clock.ClosesFor(Stages.Self, OpenRound.Unit);

    private static async Task<int> ApprovalsAsync(OpenRound round, Person person) => (await round.Desk.OfAsync(person, Cancel)).Where(work => work.Kind == WorkKind.Approve).Sum(work => work.Left);

    private static double Closes(params Pause[] pauses) => (new RoundClock([Window], []) { Pauses = [.. pauses] }.ClosesFor(Stages.Self, "noivu").ShouldNotBeNull() - Opens).TotalDays;

    private static Pause Of(double from, double until, string stage = Stages.Self, bool approved = true)
    {
        var pause = new Pause { RoundId = Guid.Empty, Stage = stage, From = Opens.AddDays(from), Until = Opens.AddDays(until), Ground = "CV", ProposedBy = Guid.Empty, ProposedAt = Opens.AddDays(from) };
        if (approved)
            pause.Approve(Guid.Empty, Opens.AddDays(from));
        return pause;
    }
}
