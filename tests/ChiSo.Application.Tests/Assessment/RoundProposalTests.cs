using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Results;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>What two people decide about a round: every state × every step × whoever proposed and another; what the table doesn't allow changes nothing.</summary>
public sealed class RoundProposalTests(PostgresServer postgres)
{
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extensions_go_by_the_table()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (calendar, id, days) = (round.Installation.Calendar, Guid.Empty, 40);
        await GoThroughAsync(round.Installation, new(RoundProposalKind.Extension, OpenRound.Code,
            async () => id = OpenRound.Must(await calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, round.Clock.Now.UtcDateTime.AddDays(days++), "CV 1"), round.By(First), Cancel)).Id,
            async by => (await calendar.ApproveExtensionAsync(OpenRound.Code, id, round.By(by), Cancel)).Problems, () => new(RoundProposalKind.Extension, id), round.By));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Pauses_go_by_the_table(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (calendar, id) = (round.Installation.Calendar, Guid.Empty);
        await GoThroughAsync(round.Installation, new(RoundProposalKind.Pause, OpenRound.Code,
            async () => id = await ProposePauseAsync(round),
            async by => (await calendar.ApprovePauseAsync(OpenRound.Code, id, round.By(by), Cancel)).Problems, () => new(RoundProposalKind.Pause, id), round.By));
    }

    [Fact]
    public async Task Early_ends_go_by_the_table()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (ends, id, early) = (round.Installation.PauseEnds, Guid.Empty, round.Clock.Now.UtcDateTime.AddDays(3));
        async Task<Guid> ProposeAsync()
        {
            id = await ProposePauseAsync(round);
            OpenRound.Must(await round.Installation.Calendar.ApprovePauseAsync(OpenRound.Code, id, round.By(Second), Cancel));
            return OpenRound.Must(await ends.ProposeAsync(OpenRound.Code, new(id, early, "CV 2"), round.By(First), Cancel)).Id;
        }

        await GoThroughAsync(round.Installation, new(RoundProposalKind.PauseEnd, OpenRound.Code, ProposeAsync,
            async by => (await ends.ApproveAsync(OpenRound.Code, id, early, round.By(by), Cancel)).Problems, () => new(RoundProposalKind.PauseEnd, id, early), round.By));

        await ProposeAsync();
        (await round.Installation.RoundProposals.ReturnAsync(OpenRound.Code, new(RoundProposalKind.PauseEnd, id, early.AddDays(1)), "vì sao", round.By(Second), Cancel)).Problems.Single().Code.ShouldBe("round.no-unit", "it is not the one that was seen");
        (await round.Installation.RoundProposals.ReturnAsync(OpenRound.Code, new(RoundProposalKind.PauseEnd, id, early), " ", round.By(Second), Cancel)).Problems.Single().Code.ShouldBe("round.no-return-reason");
    }

    [Fact]
    public async Task Changes_of_dates_go_by_the_table()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (dates, id, days) = (round.Installation.DateChanges, Guid.Empty, 1);
        async Task<Guid> ProposeAsync()
        {
            round.Clock.Now = round.Clock.Now.AddMinutes(1);
            var stands = (await ReadAsync(round)).Clock.DatesOf(Stages.Self).ShouldNotBeNull();
            OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, stands with { Closes = stands.Closes.AddDays(days++) }, stands, "CV 3"), round.By(First), Cancel)).ShouldBe(DatesTaken.Proposed);
            return id = (await ReadAsync(round)).Clock.DateChanges[^1].Id;
        }

        await GoThroughAsync(round.Installation, new(RoundProposalKind.Dates, OpenRound.Code, ProposeAsync,
            async by => (await dates.ApproveAsync(OpenRound.Code, id, round.By(by), Cancel)).Problems, () => new(RoundProposalKind.Dates, id), round.By));
    }

    [Fact]
    public async Task The_opening_and_the_publication_of_a_set_go_by_the_table()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var installation = fixture.Test.Installation;
        var set = (await installation.SetPublishing.ListAsync(PreparedFixture.Code, Cancel)).Single(one => one.Block.Code == PreparedFixture.Block);
        await GoThroughAsync(installation, new(RoundProposalKind.Set, PreparedFixture.Code,
            async () => OpenRound.Must(await installation.SetPublishing.ProposeAsync(PreparedFixture.Code, PreparedFixture.Block, set.Hash, By(First), Cancel)).Block.Id,
            async by => (await installation.SetPublishing.PublishAsync(PreparedFixture.Code, PreparedFixture.Block, set.Hash, By(by), Cancel)).Problems, () => new(RoundProposalKind.Set, Guid.Empty), By)
        {
            Hash = set.Hash,
        });

        await fixture.PublishAsync();
        OpenRound.Must(await installation.Calendar.SetAsync(PreparedFixture.Code, [new(Stages.Self, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1))], By(First), Cancel));
        await GoThroughAsync(installation, new(RoundProposalKind.Opening, PreparedFixture.Code,
            async () => OpenRound.Must(await installation.Calendar.ProposeOpeningAsync(PreparedFixture.Code, By(First), Cancel)).Id,
            async by => (await installation.Calendar.OpenAsync(PreparedFixture.Code, By(by), Cancel)).Problems, () => new(RoundProposalKind.Opening, Guid.Empty), By));
    }

    [Fact]
    public async Task An_extension_the_deadline_has_passed_is_not_approved_and_one_moved_by_a_pause_is()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (calendar, now) = (round.Installation.Calendar, round.Clock.Now.UtcDateTime);
        async Task<Guid> ProposeAsync(int days) => OpenRound.Must(await calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, now.AddDays(days), "CV 1"), round.By(First), Cancel)).Id;
        var (shorter, longer) = (await ProposeAsync(35), await ProposeAsync(40));
        OpenRound.Must(await calendar.ApproveExtensionAsync(OpenRound.Code, longer, round.By(Second), Cancel));
        (await calendar.ApproveExtensionAsync(OpenRound.Code, shorter, round.By(Second), Cancel)).Problems.Single().Code.ShouldBe("extension.not-later");

        var later = await ProposeAsync(45);
        round.Clock.Now = round.Clock.Now.AddMinutes(1);
        var pause = OpenRound.Must(await calendar.ProposePauseAsync(OpenRound.Code, new("", now.AddDays(2), now.AddDays(20), "CV 2"), round.By(First), Cancel));
        OpenRound.Must(await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, round.By(Second), Cancel));
        OpenRound.Must(await calendar.ApproveExtensionAsync(OpenRound.Code, later, round.By(Second), Cancel));
        (await ReadAsync(round)).Clock.ClosesFor(Stages.Self, OpenRound.Unit).ShouldBe(now.AddDays(63), "both wait eighteen days longer");
    }

    /// <summary>Approval comes last: an opening and a set are approved once.</summary>
    private static async Task GoThroughAsync(Installation installation, Driver driver)
    {
        foreach (var state in new[] { RoundProposalState.Proposed, RoundProposalState.Returned, RoundProposalState.Withdrawn, RoundProposalState.Approved })
        {
            var cells = Enum.GetValues<RoundProposalStep>().SelectMany(step => new[] { First, Second }.Select(person => (Step: step, Person: person))).ToList();
            if (state == RoundProposalState.Proposed)
                cells.RemoveAll(cell => cell == (RoundProposalStep.Approve, Second)); // that is how the last state is reached
            for (var place = 0; place < cells.Count; place++)
            {
                var (step, person) = cells[place];
                if (state != RoundProposalState.Approved || place == 0)
                    await ReachAsync(installation, driver, state);
                var allowed = RoundProposalStates.After(state, step) is not null && RoundProposalStates.IsFor(step, First, person);
                var before = await LinksAsync(installation);
                var problems = await TakeAsync(installation, driver, step, person);
                var told = $"{driver.Kind} {state} {step} {(person == First ? "proposer" : "another")}";
                (await LinksAsync(installation) - before).ShouldBe(allowed ? 1 : 0, told);
                if (allowed)
                    problems.ShouldBeEmpty(told);
                if (!allowed && state == RoundProposalState.Proposed)
                    (await TakeAsync(installation, driver, RoundProposalStep.Withdraw, First)).ShouldBeEmpty(told);
            }
        }

        (await installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        var returned = await installation.RoundProposals.ReturnedAsync(driver.Round, DateTime.UnixEpoch, Cancel);
        returned.Where(one => one.Kind == driver.Kind).Select(one => (one.ProposedBy, one.By, one.Reason)).Distinct().ShouldBe([(First, Second, "Chưa đúng")]);
    }

    private static async Task ReachAsync(Installation installation, Driver driver, RoundProposalState state)
    {
        await driver.ProposeAsync();
        var (step, person) = state switch
        {
            RoundProposalState.Approved => (RoundProposalStep.Approve, Second),
            RoundProposalState.Returned => (RoundProposalStep.Return, Second),
            _ => (RoundProposalStep.Withdraw, First),
        };
        if (state != RoundProposalState.Proposed)
            (await TakeAsync(installation, driver, step, person)).ShouldBeEmpty();
    }

    private static async Task<ImmutableArray<Problem>> TakeAsync(Installation installation, Driver driver, RoundProposalStep step, Guid person) => step switch
    {
        RoundProposalStep.Approve => await driver.ApproveAsync(person),
        RoundProposalStep.Return when driver.Kind == RoundProposalKind.Set => (await installation.SetPublishing.ReturnAsync(driver.Round, PreparedFixture.Block, driver.Hash, "Chưa đúng", driver.By(person), Cancel)).Problems,
        RoundProposalStep.Return => (await installation.RoundProposals.ReturnAsync(driver.Round, driver.Seen(), "Chưa đúng", driver.By(person), Cancel)).Problems,
        _ when driver.Kind == RoundProposalKind.Set => (await installation.SetPublishing.WithdrawAsync(driver.Round, PreparedFixture.Block, driver.Hash, driver.By(person), Cancel)).Problems,
        _ => (await installation.RoundProposals.WithdrawAsync(driver.Round, driver.Seen(), driver.By(person), Cancel)).Problems,
    };

    private static async Task<int> LinksAsync(Installation installation)
    {
        await using var context = installation.Database.Open();
        return await context.AuditLinks.CountAsync(Cancel);
    }

    private static async Task<Guid> ProposePauseAsync(OpenRound round)
    {
        var now = round.Clock.Now.UtcDateTime;
        return OpenRound.Must(await round.Installation.Calendar.ProposePauseAsync(OpenRound.Code, new("", now, now.AddDays(10), "CV 2"), round.By(First), Cancel)).Id;
    }

    private static async Task<LiveRound> ReadAsync(OpenRound round) => (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static Change By(Guid person) => PreparedFixture.By(person);

    /// <summary>How one kind of proposal is made and approved.</summary>
    private sealed record Driver(RoundProposalKind Kind, string Round, Func<Task<Guid>> ProposeAsync, Func<Guid, Task<ImmutableArray<Problem>>> ApproveAsync, Func<SeenProposal> Seen, Func<Guid, Change> By)
    {
        public string Hash { get; init; } = "";
    }
}
