using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Once a round is open nobody alone moves the dates of a stage, and nobody overwrites dates they haven't seen.</summary>
public sealed class DateChangeTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Other_dates_in_an_open_round_hold_once_a_second_person_approved_them(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (dates, drafter, second) = (round.Installation.DateChanges, round.By(Guid.CreateVersion7()), round.By(Guid.CreateVersion7()));
        var stands = await StandsAsync(round);
        var later = stands with { Closes = stands.Closes.AddDays(7) };
        async Task<string> CodeAsync(NewDates input) => (await dates.WriteAsync(OpenRound.Code, input, drafter, Cancel)).Problems.Single().Code;

        (await CodeAsync(new(Stages.Self, later, stands, " "))).ShouldBe("round.dates-no-ground");
        (await CodeAsync(new(Stages.Self, later with { Opens = later.Closes }, stands, "CV 9"))).ShouldBe("round.dates");
        (await CodeAsync(new("khong-co", later, stands, "CV 9"))).ShouldBe("round.dates");
        (await CodeAsync(new(Stages.Self, later, null, "CV 9"))).ShouldBe("round.dates-changed");
        OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, stands, stands, ""), drafter, Cancel)).ShouldBe(DatesTaken.Same);
        OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, later, stands, "CV 9"), drafter, Cancel)).ShouldBe(DatesTaken.Proposed);
        OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, later, stands, "CV 9"), drafter, Cancel)).ShouldBe(DatesTaken.Proposed, "a double click");
        (await StandsAsync(round)).ShouldBe(stands);
        var asked = (await ReadAsync(round)).Clock.DateChanges.Single();

        (await dates.ApproveAsync(OpenRound.Code, asked.Id, drafter, Cancel)).Problems.Single().Code.ShouldBe("round.same-person");
        OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, asked.Id, second, Cancel));
        OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, asked.Id, second, Cancel));

        (await StandsAsync(round)).ShouldBe(later);
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "round.dates-change-approved", Cancel)).ShouldBe(1);
        Annex(await ReadAsync(round)).ShouldContain("CV 9");
        Annex(await ReadAsync(round)).ShouldContain("Ít hơn 50 phiếu hợp lệ thì chưa có điểm cho đến khi có quyết định.");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_proposal_over_dates_that_changed_since_can_no_longer_be_approved(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (dates, drafter, second) = (round.Installation.DateChanges, round.By(Guid.CreateVersion7()), round.By(Guid.CreateVersion7()));
        var stands = await StandsAsync(round);
        foreach (var days in new[] { 5, 9 })
            OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, stands with { Closes = stands.Closes.AddDays(days) }, stands, $"CV {days}"), drafter, Cancel));
        var asked = (await ReadAsync(round)).Clock.DateChanges;

        OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, asked[0].Id, second, Cancel));

        (await dates.ApproveAsync(OpenRound.Code, asked[1].Id, second, Cancel)).Problems.Single().Code.ShouldBe("round.dates-changed");
        var clock = (await ReadAsync(round)).Clock;
        clock.DateChanges.Select(clock.StillApplies).ShouldBe([false, false]);
        clock.DatesOf(Stages.Self).ShouldBe(asked[0].Dates);
    }

    [Fact]
    public async Task A_proposal_that_was_overtaken_does_not_come_back_with_the_old_dates()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (dates, drafter) = (round.Installation.DateChanges, Guid.CreateVersion7());
        var stands = await StandsAsync(round);
        var later = stands with { Closes = stands.Closes.AddDays(5) };
        async Task<Guid> ProposeAsync(StageDates wanted, StageDates seen)
        {
            round.Clock.Now = round.Clock.Now.AddMinutes(1);
            OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, wanted, seen, "CV 1"), round.By(drafter), Cancel));
            return (await ReadAsync(round)).Clock.DateChanges[^1].Id;
        }

        async Task ApproveAsync(Guid id)
        {
            round.Clock.Now = round.Clock.Now.AddMinutes(1);
            OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, id, round.By(Guid.CreateVersion7()), Cancel));
        }

        var overtaken = await ProposeAsync(stands with { Closes = stands.Closes.AddDays(9) }, stands);
        await ApproveAsync(await ProposeAsync(later, stands));
        await ApproveAsync(await ProposeAsync(stands, later));

        (await StandsAsync(round)).ShouldBe(stands);
        (await dates.ApproveAsync(OpenRound.Code, overtaken, round.By(Guid.CreateVersion7()), Cancel)).Problems.Single().Code.ShouldBe("round.dates-changed");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Whoever_proposed_takes_a_proposal_back_until_it_is_approved(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (dates, drafter, second) = (round.Installation.DateChanges, round.By(Guid.CreateVersion7()), round.By(Guid.CreateVersion7()));
        var stands = await StandsAsync(round);
        async Task<Guid> ProposeAsync()
        {
            OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(Stages.Self, stands with { Closes = stands.Closes.AddDays(7) }, stands, "CV 9"), drafter, Cancel));
            return (await ReadAsync(round)).Clock.DateChanges.Single().Id;
        }

        var asked = await ProposeAsync();
        Task<Result<RoundProposalState>> WithdrawAsync(Guid id, Change by) => round.Installation.RoundProposals.WithdrawAsync(OpenRound.Code, new(RoundProposalKind.Dates, id), by, Cancel);
        (await WithdrawAsync(asked, second)).Problems.Single().Code.ShouldBe("round.not-proposer");
        OpenRound.Must(await WithdrawAsync(asked, drafter));
        (await dates.ApproveAsync(OpenRound.Code, asked, second, Cancel)).Problems.Single().Code.ShouldBe("round.no-unit");
        (await ReadAsync(round)).Clock.DateChanges.ShouldBeEmpty();

        var again = await ProposeAsync();
        OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, again, second, Cancel));
        (await WithdrawAsync(again, drafter)).Problems.Single().Code.ShouldBe("round.approved-already");
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("round.dates-change-")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel))
            .ShouldBe(["round.dates-change-proposed", "round.dates-change-withdrawn", "round.dates-change-proposed", "round.dates-change-approved"]);
        (await context.AuditPayloads.Select(payload => payload.Json).ToListAsync(Cancel)).ShouldAllBe(json => !json.Contains("written", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Only_the_machine_itself_sets_other_dates_at_once_and_that_is_recorded(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var stands = await StandsAsync(round);
        SetWindow later = new(Stages.Self, stands.Opens!.Value, stands.Closes.AddDays(1));

        (await round.Installation.Calendar.SetAsync(OpenRound.Code, [later], round.By(Guid.CreateVersion7()), Cancel)).Problems.Single().Code.ShouldBe("round.dates-held");
        OpenRound.Must(await round.Installation.Calendar.SetAsync(OpenRound.Code, [later], round.By(Guid.Empty) with { Reason = "chiso calendar" }, Cancel));

        var made = (await ReadAsync(round)).Clock.DateChanges.Single();
        (made.Before, made.Dates, made.Ground, made.ApprovedBy).ShouldBe((stands, later.Dates, "chiso calendar", Guid.Empty));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_deadline_for_requests_is_set_first_by_one_and_moved_by_two(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (dates, drafter) = (round.Installation.DateChanges, round.By(Guid.CreateVersion7()));
        var until = new StageDates(null, (await StandsAsync(round)).Closes.AddDays(60));

        OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(DateChange.Requests, until, null, ""), drafter, Cancel)).ShouldBe(DatesTaken.Set);
        var later = until with { Closes = until.Closes.AddDays(3) };
        OpenRound.Must(await dates.WriteAsync(OpenRound.Code, new(DateChange.Requests, later, until, "TB 4"), drafter, Cancel)).ShouldBe(DatesTaken.Proposed);
        var waits = (await ReadAsync(round)).Clock;
        waits.RequestsUntil.ShouldBe(until.Closes);
        OpenRound.Must(await dates.ApproveAsync(OpenRound.Code, waits.DateChanges.Single().Id, round.By(Guid.CreateVersion7()), Cancel));

        (await ReadAsync(round)).Clock.RequestsUntil.ShouldBe(later.Closes);
    }

    private static async Task<LiveRound> ReadAsync(OpenRound round) => (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static async Task<StageDates> StandsAsync(OpenRound round) => (await ReadAsync(round)).Clock.DatesOf(Stages.Self).ShouldNotBeNull();

    private static string Annex(LiveRound round)
    {
        using var file = new MemoryStream();
        ChiSo.Application.Documents.DocumentWriter.Write(file, RoundAnnex.Of(round, [], [], stage => stage, by => by.ToString("D"), SampleRound.CanTho.Blocks.Select(block => (new LiveBlock(Guid.Empty, block.Code, block.Name, Guid.Empty, block.Units), block.Criteria)), DateTime.UnixEpoch));
        using var zip = new System.IO.Compression.ZipArchive(file);
        using var text = new StreamReader(zip.GetEntry("word/document.xml").ShouldNotBeNull().Open());
        return text.ReadToEnd();
    }
}
