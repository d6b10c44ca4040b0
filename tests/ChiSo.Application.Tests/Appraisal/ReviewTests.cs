using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Appraisal on both databases: nothing counts before it is confirmed, nothing is lost, nobody appraises the own unit.</summary>
public sealed class ReviewTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_appraisal_counts_once_the_leader_confirmed_it_and_the_index_follows(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var claimed = await FinalAsync(made);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5")).ShouldBeOfType<SaveOutcome.Stored>();
        (await FinalAsync(made)).ShouldBe(claimed, "a draft doesn't count");

        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));

        (await FinalAsync(made)).ShouldBe(new Entry.Figures([1, 5]));
        (await made.LineAsync()).State.ShouldBe(ReviewState.Confirmed);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Many_lines_are_accepted_at_once_and_taken_back_by_later_positions(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        SeenLine[] seen = [new(OpenRound.Unit, new("TC_XD_TD"), 0), new(OpenRound.Unit, new("TC_XD_QT"), 0)];
        var accepted = OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, [.. seen], made.Appraiser, Cancel));
        accepted.Length.ShouldBe(2);
        var line = await made.LineAsync();
        line.State.ShouldBe(ReviewState.Appraised);
        line.Current!.Entry.ShouldBe(line.Claim!.Entry); // both are there: it was handed in and accepted

        OpenRound.Must(await made.Work.UndoAsync(ReviewedRound.Part, accepted, made.Appraiser, Cancel));
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open);
        await using var context = made.Round.Installation.Database.Open();
        (await context.Positions.CountAsync(row => row.Stage == Stages.FirstReview, Cancel)).ShouldBe(4);
        var document = (await made.Round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        document.Blocks[0].Positions.Count(row => row.Stage == Stages.FirstReview).ShouldBe(2, "a position that takes back says nothing a file could carry");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task All_lines_of_a_batch_are_stored_or_none(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5"));
        var refused = await made.Work.AcceptAsync(ReviewedRound.Part, [new(OpenRound.Unit, new("TC_XD_QT"), 0), new(OpenRound.Unit, new("TC_XD_TD"), 0), new("yte", new("TC_XD_TD"), 0)], made.Appraiser, Cancel);
        refused.Problems.Select(problem => problem.Code).ShouldBe(["review.changed", "review.wrong-step"], ignoreOrder: true);
        (await made.LineAsync("TC_XD_QT")).State.ShouldBe(ReviewState.Open);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_two_appraisers_the_second_sees_both_and_loses_nothing(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var colleague = await made.Round.PersonAsync("dongnghiep", Role.Appraiser, ReviewedRound.Agency);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5", seen: 0));
        var clash = OpenRound.Must(await made.AppraiseAsync(colleague, "a=2;b=5", seen: 0)).ShouldBeOfType<SaveOutcome.Clash>();
        clash.Theirs.By.ShouldBe("thamdinh");
        (await made.LineAsync()).Aside.ShouldHaveSingleItem().By.ShouldBe("dongnghiep");
        (await made.AppraiseAsync(made.Appraiser, "a=3;b=5", seen: 0)).TryGet(out var again).ShouldBeTrue();
        again.ShouldBeOfType<SaveOutcome.Stored>().Position.Sequence.ShouldBe(1, "a double click stores one position");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_appraisers_who_save_one_line_at_once_one_is_stored_and_nothing_is_lost(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var people = new List<Person> { made.Appraiser };
        foreach (var name in new[] { "hai", "ba", "bon" })
            people.Add(await made.Round.PersonAsync(name, Role.Appraiser, ReviewedRound.Agency));
        var saved = await Task.WhenAll(people.Select((person, place) => Task.Run(() => made.AppraiseAsync(person, $"a={place};b=5", seen: 0))));
        saved.Select(OpenRound.Must).Count(outcome => outcome is SaveOutcome.Stored).ShouldBe(1);
        var line = await made.LineAsync();
        line.Aside.Select(row => row.By).Append(line.Current!.By).ShouldBe(people.Select(person => person.FullName), ignoreOrder: true); // one was stored
    }

    [Fact]
    public async Task What_the_leader_confirms_is_what_the_leader_saw()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        var seen = await made.SeenAsync();
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=2;b=5"));
        (await made.Work.ConfirmAsync(ReviewedRound.Part, seen, made.AgencyLeader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.changed");
        (await made.LineAsync()).State.ShouldBe(ReviewState.Appraised);
    }

    [Fact]
    public async Task A_change_needs_its_reason()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        (await made.AppraiseAsync(made.Appraiser, "a=1;b=5", reason: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.no-reason");
        (await made.AppraiseAsync(made.Appraiser, "a=1;b=0")).Problems.ShouldHaveSingleItem().Where.ShouldContain("2.1.1");
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open);
    }

    [Fact]
    public async Task Last_years_final_position_stands_beside_the_line()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.Round.Installation.Rounds.ImportAsync(Samples.SampleRound.CanTho, made.Round.By(Guid.Empty), Cancel));
        var review = (await made.Round.Installation.Reviews.ReadWithLastYearAsync(ReviewedRound.Part with { Unit = OpenRound.Unit }, Cancel)).ShouldNotBeNull();
        review.Line(OpenRound.Unit, new("CV_VT")).ShouldNotBeNull().LastYear.ShouldNotBeNull().Stage.ShouldBe(Stages.SecondReview);
    }

    [Fact]
    public async Task Nobody_else_may_appraise_or_confirm_and_nothing_changes()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var people = new List<Person> { made.Round.Officer, made.Round.Leader, await made.Round.PersonAsync("own", Role.Appraiser, OpenRound.Unit) };
        foreach (var role in Enum.GetValues<Role>().Except([Role.UnitOfficer, Role.UnitLeader, Role.Appraiser, Role.LeadAgencyLeader]))
            people.Add(await made.Round.PersonAsync($"p{role}", role, ""));
        foreach (var person in people)
        {
            (await made.AppraiseAsync(person, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", person.FullName);
            (await made.AskAsync(person, AskKind.Clarify)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", person.FullName);
            (await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", person.FullName);
        }

        (await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed");
        (await made.AppraiseAsync(made.AgencyLeader, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed");
        (await made.AppraiseAsync(made.Appraiser, "a=1;b=5", criterion: "CD_KH_HT")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "another agency's line");
        (await made.LineAsync()).Current.ShouldBeNull();
    }

    [Fact]
    public async Task An_officer_of_a_unit_never_appraises_it_under_another_mandate()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.Round.Installation.Accounts.GrantAsync(new(made.Round.Officer.Id, Role.Appraiser, ReviewedRound.Agency, "Quyết định 5"), made.Round.By(Guid.Empty), Cancel));
        var both = (await made.Round.Installation.Accounts.FindAsync(made.Round.Officer.Id, Cancel)).ShouldNotBeNull();
        (await made.AppraiseAsync(both, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed");
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(-1, false)]
    public async Task The_clock_decides(int days, bool open)
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(days);
        (await made.AppraiseAsync(made.Appraiser, "a=1;b=5")).Problems.Select(problem => problem.Code).ShouldBe(open ? [] : ["review.stage-closed"]);
    }

    [Fact]
    public async Task A_line_the_unit_never_handed_in_is_appraised_after_its_deadline()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        (await made.AppraiseAsync(made.Appraiser, "a=0;b=5", unit: "yte")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.wrong-step");
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(31);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=0;b=5", unit: "yte"));
        (await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync("TC_XD_QT", "yte"), made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.nothing-to-accept");
    }

    private static async Task<Entry?> FinalAsync(ReviewedRound made)
    {
        var round = (await made.Round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var input = RoundSnapshot.ToInput(round, round.Blocks[0]);
        var leaves = input.Criteria.Leaves().Select(leaf => leaf.Code.Value).ToList();
        return input.Entries[(input.Units.ToList().FindIndex(unit => unit.Code == OpenRound.Unit) * leaves.Count) + leaves.IndexOf(ReviewedRound.Drafts)];
    }
}
