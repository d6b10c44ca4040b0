using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Lines marked twice on both databases: drawn by a seed, blind until both marks are given, settled with a reason, both marks kept.</summary>
public sealed class DoubleMarkingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_marks_are_given_blind_settled_with_a_reason_and_kept(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var second = await made.Round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await SetAsync(made, 100);
        var claimed = await made.FinalAsync(ReviewedRound.Drafts);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await SeenByAsync(made, second)).ShouldBe((null, null, 1), "nobody sees the first mark yet");
        (await SeenByAsync(made, made.AgencyLeader)).ShouldBe((null, null, 1));
        (await SeenByAsync(made, made.Appraiser)).First.ShouldNotBeNull();
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=4;b=5", "Nhầm số")); // the own mark may still change
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open, "a mark is no appraisal");
        OpenRound.Must(await made.AppraiseAsync(second, "a=2;b=5", "Thiếu hai tờ trình"));
        (await made.FinalAsync(ReviewedRound.Drafts)).ShouldBe(claimed, "marks don't count");

        var both = await SeenByAsync(made, second);
        (both.First, both.Second, both.Given).ShouldBe(("""a=4;b=5""", "a=2;b=5", 2));
        var agreement = AppraiserAgreement.Of((await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull());
        var measured = agreement.Measured.ShouldNotBeNull();
        (measured.Lines, measured.Same, agreement.Unscored).ShouldBe((1, 0, 0));
        measured.People.Select(person => person.Person).ShouldBe([made.Appraiser.Id, second.Id], "4 of 5 is more than 2 of 5");
        agreement.Names[second.Id].ShouldContain("nguoi-hai");
        var leniency = AppraiserLeniency.Of((await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull());
        (leniency.Unscored, leniency.Measured.Alone, leniency.Names.Count).ShouldBe((0, 0, 2));
        leniency.Measured.People.Select(person => (person.Person, person.Lines, person.Mean, person.Margin)).ShouldBe([(made.Appraiser.Id, 1, 80.0, null), (second.Id, 1, -80.0, null)], "80 % and nothing, since the rule gives none below 70 %");
        (await made.AppraiseAsync(second, "a=3;b=5", " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.no-reason");
        OpenRound.Must(await made.AppraiseAsync(second, "a=3;b=5", "Thống nhất sau trao đổi"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        (await made.FinalAsync(ReviewedRound.Drafts)).ShouldBe(new Entry.Figures([3, 5]));
        await using var context = made.Round.Installation.Database.Open();
        (await context.Positions.Where(row => row.Stage == Stages.FirstReview && row.Mark > 0).OrderBy(row => row.Mark).ThenBy(row => row.Sequence).Select(row => row.Mark).ToListAsync(Cancel)).ShouldBe([1, 1, 2]);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Leniency_needs_two_people_on_a_criterion()
    {
        using var made = await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres);
        var leniency = AppraiserLeniency.Of((await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull());
        (leniency.Measured.People.Length, leniency.Measured.Alone + leniency.Unscored, leniency.Names.ContainsKey(made.Appraiser.Id)).ShouldBe((0, 4, true));
    }

    [Fact]
    public async Task Below_a_first_level_leniency_compares_with_what_that_level_decided()
    {
        using var made = await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres);
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        var (line, second) = (review.Line(OpenRound.Unit, new("TC_XD_QT")).ShouldNotBeNull(), Guid.CreateVersion7());
        Position By(Guid person, string stage) => new() { BlockId = review.Block.Id, Unit = "yte", Criterion = line.Node.Code, Stage = stage, Mark = 0, Sequence = 1, Entry = line.Current!.Entry, Reason = "", Evidence = "", By = "", Place = 0, Person = person, At = line.Current.At }; // appraised just above
        var below = line with { Unit = review.Block.Unit("yte").ShouldNotBeNull(), Earlier = By(Guid.CreateVersion7(), Stages.FirstLevel), Current = By(second, Stages.FirstReview) };
        AppraiserLeniency.Of(review with { Lines = [line, below] }).Measured.People.Select(person => (person.Person, person.Mean)).ShouldBe([(second, 100), (made.Appraiser.Id, -100)], "the one took everything off, the other nothing off what the first level had left");
    }

    [Fact]
    public async Task Such_a_line_is_neither_accepted_in_bulk_nor_drawn_anew_once_marked()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        await made.Round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await SetAsync(made, 100);
        (await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync(), made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.one-by-one");
        await SetAsync(made, 50); // nobody has marked yet
        await SetAsync(made, 100);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await Desk(made).SetAsync(OpenRound.Code, OpenRound.Block, new(50, "mam", DoubleChoice.Random), made.Round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.begun");
        (await Desk(made).SetAsync(OpenRound.Code, OpenRound.Block, new(0, "mam", DoubleChoice.Random), made.Round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.share");
        (await Desk(made).SetAsync(OpenRound.Code, "khong-co", new(10, "mam", DoubleChoice.Random), made.Round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.unknown");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_the_agency_has_nobody_else_free_the_working_group_gives_the_second_mark(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var round = made.Round;
        var (second, group, other) = (await round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency), await round.PersonAsync("to-mot", Role.Appraiser, Agencies.WorkingGroup), await round.PersonAsync("to-hai", Role.Appraiser, Agencies.WorkingGroup));
        await SetAsync(made, 100);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await made.AppraiseAsync(group, "a=2;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "a colleague is free");
        (await WaitsForAsync(made)).ShouldBe(ReviewedRound.Agency);
        var (idle, open) = (await LeftAsync(round, group), await LeftAsync(round, made.Appraiser));

        OpenRound.Must(await DeclareAsync(made, second));
        (await WaitsForAsync(made)).ShouldBe(Agencies.WorkingGroup, "the board tells who must act");
        (await LeftAsync(round, group)).ShouldBeGreaterThan(idle, "so does the page of whoever must");
        (await LeftAsync(round, made.Appraiser)).ShouldBe(open, "the own mark is no work that is left");
        var review = (await round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        review.For(group).Line(OpenRound.Unit, new(ReviewedRound.Drafts)).ShouldNotBeNull().Drawn.ShouldNotBeNull().First.ShouldBeNull("still blind");
        var address = new LineAddress(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(ReviewedRound.Drafts));
        (await round.Installation.Appraisers.AimsOfAsync(address, Cancel)).Any(aim => group.May(Act.ReadSheet, aim)).ShouldBeTrue("with its evidence");
        (await made.AskAsync(group, AskKind.Clarify)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "a mark is all");
        OpenRound.Must(await made.AppraiseAsync(group, "a=2;b=5"));
        (await made.AppraiseAsync(other, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "both marks are there");
        (await made.AppraiseAsync(group, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "the agency settles");
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5", "Thống nhất sau trao đổi"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_nobody_can_give_the_second_mark_the_line_is_marked_once_and_the_office_is_told(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, office) = (made.Round, await made.Round.PersonAsync("tt", Role.StandingOffice, ""));
        var second = await round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await SetAsync(made, 100);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await OnceAsync(made)).ShouldBeEmpty();
        var told = (await round.Desk.OfAsync(office, Cancel)).Single(work => work.Kind == WorkKind.Assign).Left;

        OpenRound.Must(await DeclareAsync(made, second));
        var problem = (await OnceAsync(made)).ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("double.once", "Sở Tư pháp"));
        (await round.Desk.OfAsync(office, Cancel)).Single(work => work.Kind == WorkKind.Assign).Left.ShouldBe(told + 1);
        var line = await made.LineAsync();
        (line.Marks, line.IsMarkedOnce, line.Drawn.ShouldNotBeNull().Given).ShouldBe((null, true, 1));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));

        var third = await round.PersonAsync("nguoi-ba", Role.Appraiser, ReviewedRound.Agency);
        (await OnceAsync(made)).ShouldBeEmpty("somebody came");
        (await made.LineAsync()).IsMarkedOnce.ShouldBeTrue("what is appraised stays so");
        (await made.LineAsync("TC_XD_QT")).Marks.ShouldNotBeNull();
        OpenRound.Must(await made.AppraiseAsync(third, "a=0", criterion: "TC_XD_QT")).ShouldBeOfType<SaveOutcome.Stored>().Position.Mark.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_stands_in_for_the_first_marker_gives_no_second_mark(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var (second, account) = (await round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency), await round.PersonAsync("thay", Role.UnitOfficer, "yte"));
        OpenRound.Must(await accounts.GrantAsync(new(account.Id, Role.Appraiser, ReviewedRound.Agency, "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(5), made.Appraiser.Id), round.By(Guid.Empty), Cancel));
        var substitute = (await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
        await SetAsync(made, 100);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await made.AppraiseAsync(substitute, "a=3;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.same-person");
        OpenRound.Must(await DeclareAsync(made, second));
        (await made.LineAsync()).IsMarkedOnce.ShouldBeTrue("a stand-in is no second person");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_stands_in_for_both_appraisers_marks_for_both(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var (second, account) = (await round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency), await round.PersonAsync("thay", Role.UnitOfficer, "yte"));
        foreach (var principal in (Person[])[made.Appraiser, second])
            await StandInAsync(made, account, principal);
        await SetAsync(made, 100);
        (await OnceAsync(made)).ShouldBeEmpty();
        OpenRound.Must(await made.AppraiseAsync((await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull(), "a=3;b=5"));
        (await made.LineAsync()).IsMarkedOnce.ShouldBeTrue("all of the agency are behind that mark");
        (await OnceAsync(made)).ShouldHaveSingleItem().Code.ShouldBe("double.once");

        var group = await round.PersonAsync("to-mot", Role.Appraiser, Agencies.WorkingGroup);
        (await WaitsForAsync(made)).ShouldBe(Agencies.WorkingGroup);
        (await made.AppraiseAsync(second, "a=2;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("double.same-person", "the two count alike");
        OpenRound.Must(await made.AppraiseAsync(group, "a=2;b=5"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_is_there_only_through_a_colleague_is_no_second_person(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var account = await round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await StandInAsync(made, account, made.Appraiser);
        var second = (await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
        async Task CloseAsync(bool closed) => OpenRound.Must(await accounts.SetClosedAsync(made.Appraiser.Id, closed, round.By(Guid.Empty), Cancel));
        await SetAsync(made, 100);
        (await made.LineAsync()).Marks.ShouldNotBeNull("two can sign in");
        await CloseAsync(closed: true);
        (await made.LineAsync()).IsMarkedOnce.ShouldBeTrue("one is left, with two mandates");
        (await OnceAsync(made)).ShouldHaveSingleItem().Code.ShouldBe("double.once");

        await CloseAsync(closed: false);
        OpenRound.Must(await made.AppraiseAsync(second, "a=3;b=5"));
        (await made.LineAsync()).Marks.ShouldNotBeNull("the other still marks").Given.ShouldBe(1);
        await CloseAsync(closed: true);
        (await made.LineAsync()).IsMarkedOnce.ShouldBeTrue("nobody else is left");
        var group = await round.PersonAsync("to-mot", Role.Appraiser, Agencies.WorkingGroup);
        (await WaitsForAsync(made)).ShouldBe(Agencies.WorkingGroup);
        OpenRound.Must(await made.AppraiseAsync(group, "a=2;b=5"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_two_first_marks_at_once_each_is_kept_under_its_own_number(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var second = await made.Round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await SetAsync(made, 100);
        foreach (var saved in await Task.WhenAll(new[] { made.Appraiser, second }.Select(person => Task.Run(() => made.AppraiseAsync(person, "a=3;b=5", seen: 0)))))
            OpenRound.Must(saved).ShouldBeOfType<SaveOutcome.Stored>();
        (await made.LineAsync()).Marks.ShouldNotBeNull().Agree.ShouldBe(true);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_own_mark_of_two_tabs_clashes_and_nobody_else_sees_what_lost(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var second = await made.Round.PersonAsync("nguoi-hai", Role.Appraiser, ReviewedRound.Agency);
        await SetAsync(made, 100);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5", seen: 0)).ShouldBeOfType<SaveOutcome.Stored>();
        var clash = OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=4;b=5", "Tab thứ hai", seen: 0)).ShouldBeOfType<SaveOutcome.Clash>();
        (clash.Theirs.Sequence, clash.Mine.Reason).ShouldBe((1, "Tab thứ hai"));
        (await made.LineAsync()).For(made.Appraiser.Id).Aside.ShouldHaveSingleItem();
        (await made.LineAsync()).For(second.Id).Aside.ShouldBeEmpty();

        OpenRound.Must(await made.AppraiseAsync(second, "a=2;b=5", seen: 0));
        (await made.AppraiseAsync(made.Appraiser, "a=5;b=5", "Sửa số của mình", seen: 1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.changed", "both marks are there by now");
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open);
    }

    private static Task<Result<ImmutableArray<Interest>>> DeclareAsync(ReviewedRound made, Person person) =>
        made.Round.Installation.Appraisers.DeclareOwnAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit), "Người thân", person, Cancel);

    private static async Task StandInAsync(ReviewedRound made, Person account, Person principal) => OpenRound.Must(await made.Round.Installation.Accounts.GrantAsync(
        new(account.Id, Role.Appraiser, ReviewedRound.Agency, "Ủy quyền", null, made.Round.Clock.Now.UtcDateTime.AddDays(5), principal.Id), made.Round.By(Guid.Empty), Cancel));

    private static async Task<string> WaitsForAsync(ReviewedRound made) => (await made.LineAsync()).WaitsFor;

    private static async Task<int> LeftAsync(OpenRound round, Person person) => (await round.Desk.OfAsync(person, Cancel)).Where(work => work.Kind == WorkKind.Appraise).Sum(work => work.Left);

    private static async Task<ImmutableArray<Problem>> OnceAsync(ReviewedRound made) =>
        [.. (await Desk(made).OnceAsync((await made.Round.Installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull(), Cancel)).Where(problem => problem.Where == "Sở Tư pháp")];

    private static DoubleMarkingDesk Desk(ReviewedRound made) => made.Round.Installation.DoubleMarkings;

    private static async Task SetAsync(ReviewedRound made, int share) =>
        OpenRound.Must(await Desk(made).SetAsync(OpenRound.Code, OpenRound.Block, new(share, "mam-2025", DoubleChoice.Random), made.Round.By(Guid.CreateVersion7()), Cancel));

    /// <summary>The two marks of the line as somebody sees them, in the text of a form, and how many are given.</summary>
    private static async Task<(string? First, string? Second, int Given)> SeenByAsync(ReviewedRound made, Person person)
    {
        var line = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull().For(person).Line(OpenRound.Unit, new(ReviewedRound.Drafts)).ShouldNotBeNull();
        string? Text(Position? position) => position is null ? null : Application.CriteriaSets.EntryText.Format(Application.Json.EngineJson.Read<Entry>(position.Entry), line.Node.Scoring!); // an appraised line is scored
        return (Text(line.Marks?.First), Text(line.Marks?.Second), line.Marks?.Given ?? 0);
    }
}
