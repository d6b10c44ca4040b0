using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>A unit's sheet on both databases: nothing typed is lost, nobody changes what is not theirs, the clock decides.</summary>
public sealed class SheetTests(PostgresServer postgres)
{
    private const string Line = "CD_KH_HT"; // a = tasks done, b = tasks planned

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_save_is_a_new_position_with_its_person_and_its_link(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=37;b=40"));

        await using var context = round.Installation.Database.Open();
        var rows = await context.Positions.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync(Cancel);
        rows.Select(row => row.Sequence).ShouldBe([1, 2]);
        rows.ShouldAllBe(row => row.Person == round.Officer.Id && row.Mandate == round.Officer.Mandates[0].Id && row.HandedIn == null);
        (await round.SheetAsync()).PointsOf((await round.SheetAsync()).Own().Single(node => node.Code.Value == Line)).ShouldBe(37m / 40 * 2);
        (await context.AuditLinks.CountAsync(link => link.Act == "entry.saved", Cancel)).ShouldBe(2);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_save_that_saw_an_older_version_is_kept_aside_and_shown(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));

        var clash = OpenRound.Must(await round.SaveAsync(round.Leader, Line, 0, "a=30;b=40", "theo báo cáo")).ShouldBeOfType<SaveOutcome.Clash>();

        clash.Theirs.By.ShouldBe("canbo");
        var sheet = await round.SheetAsync();
        sheet.Positions[new(Line)].Sequence.ShouldBe(1);
        sheet.Aside.ShouldHaveSingleItem().Reason.ShouldBe("theo báo cáo");
        OpenRound.Must(await round.SaveAsync(round.Leader, Line, clash.Theirs.Sequence, "a=30;b=40", "theo báo cáo")).ShouldBeOfType<SaveOutcome.Stored>();
        (await round.SheetAsync()).Aside.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_loser_sent_again_stores_nothing_new_and_another_does(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        var first = OpenRound.Must(await round.SaveAsync(round.Leader, Line, 0, "a=30;b=40", "theo báo cáo")).ShouldBeOfType<SaveOutcome.Clash>();
        var again = OpenRound.Must(await round.SaveAsync(round.Leader, Line, 0, "a=30;b=40", "theo báo cáo")).ShouldBeOfType<SaveOutcome.Clash>();
        again.Mine.Id.ShouldBe(first.Mine.Id);
        OpenRound.Must(await round.SaveAsync(round.Leader, Line, 0, "a=36;b=40", "cùng số, khác lý do")).ShouldBeOfType<SaveOutcome.Clash>();

        (await round.SheetAsync()).Aside.Select(row => row.Reason).ShouldBe(["cùng số, khác lý do", "theo báo cáo"], ignoreOrder: true);
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "entry.set-aside", Cancel)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_double_click_stores_one_position(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var both = await Task.WhenAll(round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"), round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        both.ShouldAllBe(saved => OpenRound.Must(saved) is SaveOutcome.Stored);
        (await round.SheetAsync()).Positions[new(Line)].Sequence.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_save_that_arrives_again_after_a_newer_one_changes_nothing_and_leaves_nothing_aside(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=37;b=40"));

        foreach (var seen in new[] { 0, 1 }) // as it was sent first, and as it was sent once more unchanged
            OpenRound.Must(await round.SaveAsync(round.Officer, Line, seen, "a=36;b=40")).ShouldBeOfType<SaveOutcome.Clash>();
        (await round.SheetAsync()).Positions[new(Line)].Sequence.ShouldBe(2);
        (await round.SheetAsync()).Aside.ShouldBeEmpty();
        OpenRound.Must(await round.SaveAsync(round.Leader, Line, 0, "a=36;b=40")).ShouldBeOfType<SaveOutcome.Clash>();
        (await round.SheetAsync()).Aside.ShouldHaveSingleItem().By.ShouldBe("lanhdao", "another's same value is another save");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Twenty_people_on_one_line_lose_nothing(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var saved = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => round.SaveAsync(round.Officer, Line, 0, $"a={n};b=40")));

        saved.Count(one => OpenRound.Must(one) is SaveOutcome.Stored).ShouldBe(1);
        var sheet = await round.SheetAsync();
        sheet.Aside.Length.ShouldBe(19);
        sheet.Aside.Select(row => row.Entry).Append(sheet.Positions[new(Line)].Entry).Distinct().Count().ShouldBe(20);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a=;b=40")]
    [InlineData("a=36")]
    [InlineData("a=36;b=0")]
    [InlineData("a=ba mươi;b=40")]
    [InlineData("a=92.83;b=100")]
    public async Task What_cannot_be_scored_is_refused_with_its_place(string entry)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var refused = await round.SaveAsync(round.Officer, Line, 0, entry);
        refused.Problems.ShouldHaveSingleItem().Where.ShouldContain("1.1.2");
        (await round.SheetAsync()).Positions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_may_save_and_nothing_changes()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        foreach (var role in Enum.GetValues<Role>().Except([Role.UnitOfficer, Role.UnitLeader]))
        {
            var person = await round.PersonAsync($"p{role}", role, role is Role.Appraiser or Role.LeadAgencyLeader ? OpenRound.Unit : "");
            (await round.SaveAsync(person, Line, 0, "a=1;b=1")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed", role.ToString());
        }

        (await round.SaveAsync(round.Stranger, Line, 0, "a=1;b=1")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        (await round.SheetAsync()).Positions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(29, 23.99, true)]
    [InlineData(30, 0, false)]
    [InlineData(-1, 0, true)] // a draft, before the stage opens
    public async Task The_clock_decides_to_the_instant(int days, double hours, bool open)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        round.Clock.Now = round.Clock.Now.AddDays(days).AddHours(hours);
        var saved = await round.SaveAsync(round.Officer, Line, 0, "a=1;b=1");
        saved.Problems.Select(problem => problem.Code).ShouldBe(open ? [] : ["sheet.stage-closed"]);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task All_year_drafts_and_evidence_are_laid_in_and_handed_in_only_once_the_stage_is_open(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await round.DateAsync(Stages.Self, 100, 130);
        await round.FillAsync();
        OpenRound.Must(await round.Installation.Evidence.AddAsync(new(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line)), "", "12/BC", new(2024, 6, 1), "Sở", "", ""), null, round.Officer, TestContext.Current.CancellationToken));
        (await round.SaveAsync(round.Stranger, Line, 1, "a=1;b=2")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        foreach (var (person, step) in new[] { (round.Officer, SheetStep.SendToLeader), (round.Leader, SheetStep.HandIn) })
            (await round.MoveAsync(person, step)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
        var early = await round.SheetAsync();
        early.Positions.Values.ShouldAllBe(position => early.IsProvisional(position));
        early.PointsOf(early.Own().First()).ShouldNotBeNull("it says what the rule would give");

        round.Clock.Now = round.Clock.Now.AddDays(101);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=1;b=2"));
        var open = await round.SheetAsync();
        open.IsProvisional(open.Positions[new(Line)]).ShouldBeFalse();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var sent = await round.SheetAsync();
        sent.Positions.Values.ShouldNotContain(position => sent.IsProvisional(position));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_extension_holds_for_its_unit_once_another_person_approved_it(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var until = round.Clock.Now.UtcDateTime.AddDays(40);
        var (drafter, approver) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var calendar = round.Installation.Calendar;
        var extension = OpenRound.Must(await calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, until, "Công văn 12"), round.By(drafter), Cancel));
        round.Clock.Now = round.Clock.Now.AddDays(31);

        (await round.SaveAsync(round.Officer, Line, 0, "a=1;b=1")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
        (await calendar.ApproveExtensionAsync(OpenRound.Code, extension.Id, round.By(drafter), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.same-person");
        OpenRound.Must(await calendar.ApproveExtensionAsync(OpenRound.Code, extension.Id, round.By(approver), Cancel));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=1;b=1"));
        round.Clock.Now = round.Clock.Now.AddDays(9);
        (await round.SaveAsync(round.Officer, Line, 1, "a=1;b=2")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Handing_in_makes_every_line_count_and_locks_the_sheet(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.Length.ShouldBe((await round.SheetAsync()).Own().Count());
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Officer, SheetStep.SendToLeader)).ShouldBe(SheetState.WithLeader);
        (await round.SaveAsync(round.Officer, Line, 1, "a=1;b=1")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        OpenRound.Must(await round.SaveAsync(round.Leader, Line, 1, "a=38;b=40", "sửa"));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn)).ShouldBe(SheetState.HandedIn);

        (await round.SaveAsync(round.Leader, Line, 2, "a=1;b=1")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        (await round.SheetAsync()).Positions.Values.ShouldAllBe(row => row.HandedIn != null);
        var document = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        document.Blocks[0].Positions.Count(row => row is { HandedIn: true, Criterion.Value: Line }).ShouldBe(1);
        document.Blocks[0].Positions.Count(row => row.Criterion.Value == Line).ShouldBe(2);
    }

    /// <param name="refused">The code of the problem; empty where the step is done.</param>
    [Theory]
    [InlineData(SheetState.Draft, SheetStep.SendToLeader, SheetState.WithLeader, "")]
    [InlineData(SheetState.Draft, SheetStep.GiveBack, SheetState.Draft, "sheet.wrong-step")]
    [InlineData(SheetState.Draft, SheetStep.HandIn, SheetState.HandedIn, "")]
    [InlineData(SheetState.WithLeader, SheetStep.SendToLeader, SheetState.WithLeader, "sheet.locked")]
    [InlineData(SheetState.WithLeader, SheetStep.GiveBack, SheetState.Draft, "")]
    [InlineData(SheetState.WithLeader, SheetStep.HandIn, SheetState.HandedIn, "")]
    [InlineData(SheetState.HandedIn, SheetStep.SendToLeader, SheetState.HandedIn, "sheet.locked")]
    [InlineData(SheetState.HandedIn, SheetStep.GiveBack, SheetState.HandedIn, "sheet.wrong-step")]
    [InlineData(SheetState.HandedIn, SheetStep.HandIn, SheetState.HandedIn, "sheet.wrong-step")]
    public async Task Every_step_in_every_state_is_done_or_refused_and_then_changes_nothing(SheetState from, SheetStep step, SheetState to, string refused)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FillAsync();
        if (from != SheetState.Draft)
            OpenRound.Must(await (from == SheetState.WithLeader ? round.MoveAsync(round.Officer, SheetStep.SendToLeader) : round.MoveAsync(round.Leader, SheetStep.HandIn)));
        var before = await round.MovedAsync();
        before.State.ShouldBe(from);

        var moved = await round.MoveAsync(step == SheetStep.SendToLeader ? round.Officer : round.Leader, step);

        string.Join(' ', moved.Problems.Select(problem => problem.Code)).ShouldBe(refused);
        var after = await round.MovedAsync();
        after.State.ShouldBe(to);
        if (refused.Length > 0)
            after.ShouldBe(before);
        SheetStates.After(from, step).ShouldBe(refused.Length > 0 ? null : (SheetState?)to, "pages ask the table which buttons there are");
    }

    [Fact]
    public async Task Only_the_leader_hands_in_or_gives_back()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Officer, SheetStep.SendToLeader));
        foreach (var (person, step) in new[] { (round.Officer, SheetStep.HandIn), (round.Officer, SheetStep.GiveBack), (round.Stranger, SheetStep.HandIn) })
            (await round.MoveAsync(person, step)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        (await round.SheetAsync()).State.ShouldBe(SheetState.WithLeader);
    }

    [Fact]
    public async Task An_open_round_is_never_replaced_by_an_import()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var document = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        (await round.Installation.Rounds.ImportAsync(document with { Source = "khác" }, round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.open");
    }

    [Fact]
    public async Task A_new_years_round_takes_over_structure_and_results_but_no_state()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var document = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        document.Blocks.ShouldAllBe(block => block.Positions.IsEmpty && block.Decisions.IsEmpty && block.Units.All(unit => unit.Marks.IsEmpty && unit.Excluded == null));
        document.Blocks[0].History.Where(row => row.Period == "2023").Average(row => row.Index)!.Value.ShouldBe(92.27m, 0.005m); // every unit had an index
    }
}
