using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>The table of states of a line under appraisal: every step in every state, allowed and forbidden; questions and returns with their clock.</summary>
public sealed class ReviewStateTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Fact]
    public async Task Every_step_that_is_not_in_the_table_is_refused_and_changes_nothing()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var lines = new Dictionary<ReviewState, (string Criterion, string Unit)>
        {
            [ReviewState.Waiting] = ("TC_XD_TD", "yte"), [ReviewState.Open] = ("TC_XD_TD", OpenRound.Unit), [ReviewState.Appraised] = ("TC_XD_QT", OpenRound.Unit),
            [ReviewState.Asked] = ("TC_TD_KH", OpenRound.Unit), [ReviewState.Returned] = ("TC_TD_XL", OpenRound.Unit), [ReviewState.Confirmed] = ("TC_RS_TH", OpenRound.Unit),
        };
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, [.. await made.SeenAsync("TC_XD_QT"), .. await made.SeenAsync("TC_RS_TH")], made.Appraiser, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync("TC_RS_TH"), made.AgencyLeader, Cancel));
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Clarify, "TC_TD_KH"));
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Return, "TC_TD_XL"));

        foreach (var (state, (criterion, unit)) in lines)
        {
            foreach (var step in Enum.GetValues<ReviewStep>().Where(step => !ReviewStates.Allows(state, step)))
            {
                var before = await made.LineAsync(criterion, unit);
                before.State.ShouldBe(state);
                (await StepAsync(made, step, criterion, unit)).ShouldBe(step == ReviewStep.Answer ? "ask.unknown" : step == ReviewStep.Withdraw && before.Asks.IsEmpty ? "review.no-line" : "review.wrong-step", $"{state} {step}");
                var after = await made.LineAsync(criterion, unit);
                (after.State, after.Seen, after.Asks.Length).ShouldBe((state, before.Seen, before.Asks.Length), $"{state} {step}");
            }
        }
    }

    [Fact]
    public void The_table_leads_from_the_first_state_to_the_last_and_nowhere_from_there()
    {
        ReviewStates.Table.ShouldAllBe(row => row.From != ReviewState.Confirmed && row.From != ReviewState.Waiting);
        ReviewStates.Table.Select(row => (row.From, row.Step)).ShouldBeUnique();
        ReviewStates.Table.Where(row => row.To == ReviewState.Confirmed).ShouldHaveSingleItem().Step.ShouldBe(ReviewStep.Confirm);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_question_waits_for_its_answer_and_an_appraisal_from_before_is_looked_at_again(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync(), made.Appraiser, Cancel));
        var ask = OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.WrongPeriod));
        made.Round.Clock.Now = made.Round.Clock.Now.AddHours(5);
        (await AnswerAsync(made, ask, "", made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("ask.no-text");
        (await AnswerAsync(made, ask, "Văn bản ban hành ngày 20/12", made.Round.Stranger)).Problems.ShouldHaveSingleItem().Code.ShouldBe("ask.not-allowed");

        OpenRound.Must(await AnswerAsync(made, ask, "Văn bản ban hành ngày 20/12", made.Round.Officer));

        var line = await made.LineAsync();
        line.State.ShouldBe(ReviewState.Open);
        var answered = line.Asks.ShouldHaveSingleItem();
        (answered.AnsweredAt - answered.AskedAt).ShouldBe(TimeSpan.FromHours(5));
        (await AnswerAsync(made, ask, "lần nữa", made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("ask.closed");
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync(), made.Appraiser, Cancel));
        (await made.LineAsync()).Seen.ShouldBe(2, "the same appraisal after the answer is a new position");
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_returned_line_opens_alone_and_is_handed_in_alone(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var seen = (await made.Round.SheetAsync()).Positions[new(ReviewedRound.Drafts)].Sequence;
        (await made.Round.SaveAsync(made.Round.Officer, ReviewedRound.Drafts, seen, "a=2;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Return));
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(31); // the self-assessment is over for everybody

        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, ReviewedRound.Drafts, seen, "a=2;b=5", "sửa lại"));
        (await made.Round.SaveAsync(made.Round.Officer, "TC_XD_QT", 1, "a=0")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
        (await made.LineAsync()).Claim!.Sequence.ShouldBe(seen, "what isn't handed in doesn't count"); // it was handed in before
        (await HandInAsync(made, made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        OpenRound.Must(await HandInAsync(made, made.Round.Leader));

        var line = await made.LineAsync();
        line.State.ShouldBe(ReviewState.Open);
        line.Claim!.Sequence.ShouldBe(seen + 1); // it was handed in
        (await made.Round.SaveAsync(made.Round.Officer, ReviewedRound.Drafts, seen + 1, "a=1;b=5")).Problems.ShouldNotBeEmpty();
        (await HandInAsync(made, made.Round.Leader)).Problems.ShouldHaveSingleItem().Code.ShouldBe("ask.unknown");
    }

    [Fact]
    public async Task A_line_others_supply_is_never_returned_and_a_question_needs_its_text()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var supplied = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull().For(made.Appraiser).Lines
            .First(line => line is { Unit.Code: OpenRound.Unit, Node.Scoring.SuppliedBy: Supplier.LeadAgency });
        (await made.AskAsync(made.Appraiser, AskKind.Return, supplied.Node.Code.Value)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-the-units");
        (await made.AskAsync(made.Appraiser, AskKind.Clarify, text: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.no-text");
        (await made.LineAsync()).Asks.ShouldBeEmpty();
    }

    private static Task<Result<Ask>> AnswerAsync(ReviewedRound made, Ask ask, string answer, Person person) =>
        made.Round.Installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, ask.Id, answer, person, Cancel);

    private static Task<Result<Ask>> HandInAsync(ReviewedRound made, Person person) =>
        made.Round.Installation.Sheets.HandInLineAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Rounds.Stages.Self, new(ReviewedRound.Drafts)), "đã sửa", person, Cancel);

    /// <summary>The code of the problem the step meets; empty when it is done.</summary>
    private static async Task<string> StepAsync(ReviewedRound made, ReviewStep step, string criterion, string unit)
    {
        var problems = step switch
        {
            ReviewStep.Appraise => (await made.AppraiseAsync(made.Appraiser, await made.EntryAsync(criterion), criterion: criterion, unit: unit)).Problems,
            ReviewStep.Undo => (await made.Work.UndoAsync(ReviewedRound.Part, await made.SeenAsync(criterion, unit), made.Appraiser, Cancel)).Problems,
            ReviewStep.Ask => (await made.AskAsync(made.Appraiser, AskKind.Clarify, criterion, unit)).Problems,
            ReviewStep.Return => (await made.AskAsync(made.Appraiser, AskKind.Return, criterion, unit)).Problems,
            ReviewStep.Answer => (await made.Round.Installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, unit, Guid.Empty, "Đã gửi", made.Round.Officer, Cancel)).Problems, // there is nothing to answer
            ReviewStep.Withdraw => (await made.Work.WithdrawAsync(ReviewedRound.Part, (await made.LineAsync(criterion, unit)).Asks.FirstOrDefault()?.Id ?? Guid.Empty, made.Appraiser, Cancel)).Problems,
            ReviewStep.Confirm => (await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(criterion, unit), made.AgencyLeader, Cancel)).Problems,
            _ => throw new System.Diagnostics.UnreachableException($"No step {step}."),
        };
        return problems.IsEmpty ? "" : problems[0].Code;
    }
}
