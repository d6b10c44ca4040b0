using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>A reorganisation from draft to force, on both databases: who inherits sheets, evidence, results, open work and roles.</summary>
public sealed class SuccessionTests(PostgresServer postgres)
{
    private const string Line = "CD_KH_HT";

    private static readonly DateOnly Today = new(2025, 1, 6);

    private static readonly NamedDecision Decision = new("01/NQ-HĐND", new(2024, 12, 20));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_merged_unit_finishes_the_sheets_of_those_before_and_its_people_go_on(Kind kind)
    {
        using var round = await RoundAsync(kind);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        var draft = await DraftAsync(round, Today, new TypedChange(ChangeKind.Merge, "so noi vu\ntuphap", [After("noitu", "Sở Nội vụ và Tư pháp")], ""));

        var preview = await Successions(round).PreviewAsync(draft, Cancel);
        preview.Conflicts.ShouldBeEmpty();
        preview.Successors.ShouldHaveSingleItem().Before.Select(one => (one.Estate.Unit, one.Work, one.Estate.Sheets.Length)).ShouldBe([("noivu", true, 1), ("tuphap", true, 1)]);
        preview.People.Select(person => (person.FullName, person.To)).ShouldBe([("canbo", "noitu"), ("khac", "noitu"), ("lanhdao", "noitu")]);

        var applied = OpenRound.Must(await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.CreateVersion7()), Cancel));
        (applied.State, applied.Decision).ShouldBe((DraftState.Applied, "01/NQ-HĐND, 20/12/2024"));

        var officer = (await round.Installation.Accounts.FindAsync(round.Officer.Id, Cancel)).ShouldNotBeNull();
        officer.Mandates.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Unit.ShouldBe("noitu"), one => one.Ground.ShouldBe("01/NQ-HĐND, 20/12/2024"));
        officer.Inherits.ShouldBe([new("noitu", "noivu", true), new("noitu", "tuphap", true)], ignoreOrder: true);
        OpenRound.Must(await round.SaveAsync(officer, Line, 1, "a=38;b=40")); // the sheet begun before the merger goes on
        (await round.SheetAsync()).Positions[new(Line)].By.ShouldBe("canbo");
        (await round.Desk.OfAsync(officer, Cancel)).Where(work => work.Kind == WorkKind.Enter).Select(work => work.Unit).ShouldBe(["noivu", "tuphap"], ignoreOrder: true);
        (await round.Installation.Units.OnAsync(Today, null, Cancel)).Select(unit => unit.Unit).ShouldBe(["noitu", "taichinh"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_a_split_unit_one_takes_the_open_work_and_both_read(Kind kind)
    {
        using var round = await RoundAsync(kind);
        var draft = await DraftAsync(round, Today, new TypedChange(ChangeKind.Split, "noivu", [After("cchc", "Ban Cải cách hành chính"), After("tcbc", "Ban Tổ chức")], "tcbc"));
        OpenRound.Must(await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.CreateVersion7()), Cancel));

        var (heir, reader, other) = (await round.PersonAsync("tiep", Role.UnitLeader, "tcbc"), await round.PersonAsync("xem", Role.UnitLeader, "cchc"), await round.PersonAsync("ngoai", Role.UnitLeader, "taichinh"));
        var (read, enter) = (new Aim("noivu"), new Aim("noivu", Stage: StageKind.Self));
        (heir.May(Act.ReadSheet, read), heir.May(Act.EnterScores, enter), heir.May(Act.HandIn, enter)).ShouldBe((true, true, true));
        (reader.May(Act.ReadSheet, read), reader.May(Act.EnterScores, enter), reader.May(Act.HandIn, enter)).ShouldBe((true, false, false));
        (other.May(Act.ReadSheet, read), other.May(Act.EnterScores, enter)).ShouldBe((false, false));
        (await round.SaveAsync(reader, Line, 0, "a=1;b=2")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        var appraiser = await round.PersonAsync("thamdinh", Role.Appraiser, "cchc");
        appraiser.May(Act.Appraise, new("noivu", "cchc", StageKind.Review)).ShouldBeFalse("what one's unit was made from is its own");
    }

    [Fact]
    public async Task Inheritance_goes_through_several_steps_and_the_work_only_where_each_hands_it_over()
    {
        using var round = await RoundAsync(Kind.Sqlite);
        async Task ApplyAsync(DateOnly on, TypedChange change)
        {
            var draft = await DraftAsync(round, on, change);
            OpenRound.Must(await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.Empty), Cancel));
        }

        await ApplyAsync(Today.AddDays(-2), new(ChangeKind.Split, "noivu", [After("a", "Ban A"), After("b", "Ban B")], "a"));
        await ApplyAsync(Today.AddDays(-1), new(ChangeKind.Rename, "a", [After("a2", "Ban A mới")], ""));
        await ApplyAsync(Today.AddDays(5), new(ChangeKind.Merge, "a2\nb", [After("ab", "Ban AB")], ""));

        (await round.PersonAsync("mot", Role.UnitOfficer, "a2")).Inherits.ShouldBe([new("a2", "a", true), new("a2", "noivu", true)], ignoreOrder: true);
        (await round.PersonAsync("hai", Role.UnitOfficer, "b")).Inherits.ShouldBe([new("b", "noivu", false)]);
        (await round.PersonAsync("ba", Role.UnitOfficer, "ab")).Inherits.ShouldBeEmpty("the day has not come");
        round.Clock.Now = round.Clock.Now.AddDays(6);
        (await round.PersonAsync("bon", Role.UnitOfficer, "ab")).Inherits.ShouldContain(new Inherited("ab", "noivu", true));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_round_under_way_compares_a_unit_that_took_others_in_with_them(Kind kind)
    {
        using var round = await RoundAsync(kind);
        var draft = await DraftAsync(round, Today, new TypedChange(ChangeKind.Merge, "taichinh\ntuphap", [After("taichinh", "Sở Tài chính và Tư pháp")], ""));
        (await Successions(round).PreviewAsync(draft, Cancel)).Compared.ShouldHaveSingleItem().Unit.ShouldBe("taichinh");

        OpenRound.Must(await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.Empty), Cancel));

        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        live.Block(OpenRound.Block)!.Unit("taichinh").ShouldNotBeNull().ShouldSatisfyAllConditions(unit => unit.Predecessors.ShouldBe(["tuphap"]), unit => unit.Changed.ShouldBeTrue()); // the sample has both
        (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().ShouldBeOfType<RoundDocument>().Blocks[0].Units.Single(unit => unit.Code == "taichinh").Predecessors.ShouldBe(["tuphap"]);
        (await round.Installation.TrailLinks.FindAsync(new(Trail.OfRound(OpenRound.Code), "round.predecessors-set", null, null, null, null, 1), Cancel)).All.ShouldBe(1);
        (await round.PersonAsync("tiep", Role.UnitOfficer, "taichinh")).May(Act.EnterScores, new("tuphap", Stage: StageKind.Self)).ShouldBeTrue();
        var lineage = await new Lineage(round.Installation.Database, round.Installation.Live).OfAsync("tuphap", Today, Cancel);
        lineage.After.ShouldHaveSingleItem().Name.ShouldBe("Sở Tài chính và Tư pháp");
    }

    [Fact]
    public async Task A_unit_that_closes_hands_its_work_to_nobody_and_its_roles_end()
    {
        using var round = await RoundAsync(Kind.Sqlite);
        var appraiser = await round.PersonAsync("thamdinh", Role.Appraiser, "tuphap");
        var draft = await DraftAsync(round, Today, new TypedChange(ChangeKind.Close, "tuphap", [], ""));
        var preview = await Successions(round).PreviewAsync(draft, Cancel);
        preview.Closing.ShouldHaveSingleItem().Unit.ShouldBe("tuphap");
        preview.Appraising.ShouldBe(["tuphap"]);
        OpenRound.Must(await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.Empty), Cancel));

        (await round.Installation.Accounts.FindAsync(round.Stranger.Id, Cancel)).ShouldNotBeNull().Mandates.ShouldBeEmpty();
        (await round.Installation.Accounts.FindAsync(appraiser.Id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem().Unit.ShouldBe("tuphap");
        (await round.Installation.Sheets.ReadAsync(OpenRound.Code, OpenRound.Block, "tuphap", Stages.Self, Cancel)).ShouldNotBeNull(); // it stays to be read
    }

    [Fact]
    public async Task A_draft_moves_only_as_its_table_says_and_never_over_anothers_change()
    {
        using var round = await RoundAsync(Kind.Sqlite);
        var rename = new TypedChange(ChangeKind.Rename, "noivu", [After("noivu", "Sở Nội vụ mới")], "");
        var (draft, by) = (await DraftAsync(round, Today, rename), round.By(Guid.Empty));
        var drafts = round.Installation.Reorganisations;

        (await drafts.RemoveAsync(draft.Id, draft.Version - 1, 1, by, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.clash");
        (await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision with { Number = " " }, by, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.decision");
        (await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision with { DecidedOn = null }, by, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.decision");
        (await drafts.FindAsync(draft.Id, Cancel)).ShouldNotBeNull().Version.ShouldBe(draft.Version);

        var withdrawn = OpenRound.Must(await drafts.WithdrawAsync(draft.Id, draft.Version, by, Cancel));
        var other = await DraftAsync(round, Today, rename);
        var applied = OpenRound.Must(await Successions(round).ApplyAsync(other.Id, other.Version, Decision, by, Cancel));
        foreach (var ended in new[] { withdrawn, applied })
        {
            foreach (var step in Enum.GetValues<DraftStep>())
            {
                DraftStates.After(ended.State, step).ShouldBeNull();
                var refused = step switch
                {
                    DraftStep.Change => (await drafts.RemoveAsync(ended.Id, ended.Version, 1, by, Cancel)).Problems,
                    DraftStep.Apply => (await Successions(round).ApplyAsync(ended.Id, ended.Version, Decision, by, Cancel)).Problems,
                    _ => (await drafts.WithdrawAsync(ended.Id, ended.Version, by, Cancel)).Problems,
                };
                refused.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.ended");
            }
        }

        (await round.Installation.Units.OnAsync(Today, null, Cancel)).Single(unit => unit.Unit == "noivu").Name.ShouldBe("Sở Nội vụ mới");
    }

    [Theory]
    [InlineData(ChangeKind.Merge, "noivu", "reorganisation.before")]
    [InlineData(ChangeKind.Merge, "noivu\nkhong co", "reorganisation.no-unit")]
    [InlineData(ChangeKind.Merge, "noivu\nso trung ten", "reorganisation.ambiguous")]
    [InlineData(ChangeKind.Split, "noivu", "reorganisation.after")]
    [InlineData(ChangeKind.Close, "", "reorganisation.before")]
    [InlineData(ChangeKind.Rename, "noivu\ntuphap", "reorganisation.before")]
    public async Task A_change_that_means_nothing_is_refused_and_the_draft_stays(ChangeKind kind, string from, string code)
    {
        using var round = await RoundAsync(Kind.Sqlite);
        OpenRound.Must(await round.Installation.Units.ImportAsync([Row("x1", "Sở Trùng Tên"), Row("x2", "Sở Trùng Tên")], round.By(Guid.Empty), Cancel));
        var draft = await round.Installation.Reorganisations.StartAsync(Today, round.By(Guid.Empty), Cancel);
        (await round.Installation.Reorganisations.AddAsync(draft.Id, draft.Version, new(kind, from, [After("moi", "Sở Mới")], ""), round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await round.Installation.Reorganisations.FindAsync(draft.Id, Cancel)).ShouldNotBeNull().Changes().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a b", "Sở Mới", "value.code-form")]
    [InlineData("a/b", "Sở Mới", "value.code-form")]
    [InlineData("", "Sở Mới", "reorganisation.incomplete")]
    [InlineData("moi", "", "reorganisation.incomplete")]
    public async Task A_unit_after_needs_a_code_that_can_stand_in_addresses_and_a_name(string unit, string name, string code)
    {
        using var round = await RoundAsync(Kind.Sqlite);
        var draft = await round.Installation.Reorganisations.StartAsync(Today, round.By(Guid.Empty), Cancel);
        (await round.Installation.Reorganisations.AddAsync(draft.Id, draft.Version, new(ChangeKind.New, "", [After(unit, name)], ""), round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_told_with_its_change_and_nothing_is_written()
    {
        using var round = await RoundAsync(Kind.Sqlite);
        var draft = await DraftAsync(round, Today,
            new TypedChange(ChangeKind.Rename, "noivu", [After("tuphap", "Sở Khác")], ""),
            new TypedChange(ChangeKind.Split, "taichinh", [After("t1", "Ban 1"), After("t2", "Ban 2")], "t1"),
            new TypedChange(ChangeKind.Close, "taichinh", [], ""));
        var conflicts = (await Successions(round).PreviewAsync(draft, Cancel)).Conflicts;
        conflicts.Select(problem => (problem.Where, problem.Code)).ShouldBe([("1", "units.taken"), ("3", "units.closed-and-continued")]);
        (await Successions(round).ApplyAsync(draft.Id, draft.Version, Decision, round.By(Guid.Empty), Cancel)).Problems.Length.ShouldBe(2);
        (await round.Installation.Units.OnAsync(Today, null, Cancel)).Select(unit => unit.Unit).ShouldBe(["noivu", "taichinh", "tuphap"]);
        (await round.Installation.Accounts.FindAsync(round.Officer.Id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem().Unit.ShouldBe("noivu");

        var empty = await round.Installation.Reorganisations.StartAsync(Today, round.By(Guid.Empty), Cancel);
        (await Successions(round).ApplyAsync(empty.Id, empty.Version, Decision, round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.empty");
        var undecided = await round.Installation.Reorganisations.AddAsync(empty.Id, empty.Version, new(ChangeKind.Split, "noivu", [After("n1", "Ban 1"), After("n2", "Ban 2")], ""), round.By(Guid.Empty), Cancel);
        undecided.Problems.ShouldHaveSingleItem().Code.ShouldBe("reorganisation.no-heir");
    }

    private async Task<OpenRound> RoundAsync(Kind kind)
    {
        var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.Installation.Units.ImportAsync([Row("noivu", "Sở Nội vụ"), Row("tuphap", "Sở Tư pháp"), Row("taichinh", "Sở Tài chính")], round.By(Guid.Empty) with { At = round.Clock.Now.UtcDateTime.AddDays(-30) }, Cancel));
        return round;
    }

    private static async Task<ReorganisationDraft> DraftAsync(OpenRound round, DateOnly on, params TypedChange[] changes)
    {
        var draft = await round.Installation.Reorganisations.StartAsync(on, round.By(Guid.Empty), Cancel);
        foreach (var change in changes)
            draft = OpenRound.Must(await round.Installation.Reorganisations.AddAsync(draft.Id, draft.Version, change, round.By(Guid.Empty), Cancel));
        return draft;
    }

    private static Successions Successions(OpenRound round) => new(round.Installation.Database, new(round.Installation.Database, round.Installation.Live), round.Installation.Live);

    private static UnitAfter After(string code, string name) => new(code, name, "", "", "");

    private static RegisterRow Row(string unit, string name) => new("", unit, name, "", "sở", "", null, null, null, "");
}
