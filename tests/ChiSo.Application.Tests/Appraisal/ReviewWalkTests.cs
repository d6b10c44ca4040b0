using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Anybody takes any step on a line under appraisal while time goes by: what the table allows to whoever may happens, and nothing else changes anything.</summary>
public sealed class ReviewWalkTests(PostgresServer postgres)
{
    private const int Walks = 6;

    private static readonly ReviewStep[] Steps =
        [ReviewStep.Appraise, ReviewStep.Appraise, ReviewStep.Undo, ReviewStep.Ask, ReviewStep.Return, ReviewStep.Answer, ReviewStep.Answer, ReviewStep.Withdraw, ReviewStep.Confirm];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_line_goes_where_its_table_says_and_nowhere_else() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, Steps.Length - 1], Gen.Int[1, 72]).Array[15, 40].SampleAsync(WalkAsync, iter: Walks, threads: 1);

    /// <param name="walk">Who does what, so many hours after the step before.</param>
    private async Task WalkAsync((int Person, int Step, int Hours)[] walk)
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var clock = made.Round.Clock;
        var closes = clock.Now.AddDays(60);
        clock.Now = clock.Now.AddMinutes(1); // no step falls on the instant at which it closes
        Person[] people = [made.Appraiser, made.Appraiser, made.Appraiser, made.AgencyLeader, made.Round.Officer, made.Round.Leader, made.Round.Stranger];
        var state = ReviewState.Open;
        foreach (var (who, which, hours) in walk)
        {
            clock.Now = clock.Now.AddHours(hours);
            var (person, step) = (people[who], Steps[which]);
            var (before, line) = (await SeenAsync(made), await made.LineAsync());
            var told = $"{person.FullName}: {step} in {state}";
            var may = clock.Now < closes && May(person, step, state, line);
            var problems = await DoAsync(made, line, step, person);
            if (may && ReviewStates.Allows(state, step))
            {
                problems.ShouldBeEmpty(told);
                state = ReviewStates.Table.Single(row => row.From == state && row.Step == step).To;
                (await SeenAsync(made)).State.ShouldBe(state, told);
            }
            else
            {
                problems.ShouldNotBeEmpty(told);
                (await SeenAsync(made)).ShouldBe(before, told);
            }
        }

        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    /// <summary>By the table of permissions. A returned line is answered by handing it in.</summary>
    private static bool May(Person person, ReviewStep step, ReviewState state, ReviewLine line) => step switch
    {
        ReviewStep.Answer when state == ReviewState.Returned => person.May(Act.HandIn, new(OpenRound.Unit, Stage: StageKind.Self)),
        ReviewStep.Answer => person.May(Act.AnswerAsks, new(OpenRound.Unit, Stage: StageKind.Review)),
        ReviewStep.Confirm => person.May(Act.ConfirmAppraisal, line.Aim),
        _ => person.May(Act.Appraise, line.Aim),
    };

    /// <summary>What a step may change: where the line stands, its positions, its questions open and closed, the links of all trails.</summary>
    private static async Task<(ReviewState State, int Seen, int Asks, int Open, int Links)> SeenAsync(ReviewedRound made)
    {
        var line = await made.LineAsync();
        await using var context = made.Round.Installation.Database.Open();
        return (line.State, line.Seen, line.Asks.Length, line.Asks.Count(ask => ask.IsOpen), context.AuditLinks.Count());
    }

    private static async Task<ImmutableArray<Problem>> DoAsync(ReviewedRound made, ReviewLine line, ReviewStep step, Person person)
    {
        var (installation, last) = (made.Round.Installation, line.Asks.LastOrDefault());
        ImmutableArray<SeenLine> seen = [new(OpenRound.Unit, line.Node.Code, line.Seen)];
        return step switch
        {
            ReviewStep.Appraise => (await made.AppraiseAsync(person, "a=2;b=5")).Problems,
            ReviewStep.Undo => (await made.Work.UndoAsync(ReviewedRound.Part, seen, person, Cancel)).Problems,
            ReviewStep.Ask => (await made.AskAsync(person, AskKind.Clarify)).Problems,
            ReviewStep.Return => (await made.AskAsync(person, AskKind.Return)).Problems,
            ReviewStep.Answer when last is { Kind: AskKind.Return } => (await installation.Sheets.HandInLineAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, line.Node.Code), "đã xem lại", person, Cancel)).Problems,
            ReviewStep.Answer => (await installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, last?.Id ?? Guid.Empty, "Đã gửi", person, Cancel)).Problems,
            ReviewStep.Withdraw => (await made.Work.WithdrawAsync(ReviewedRound.Part, last?.Id ?? Guid.Empty, person, Cancel)).Problems,
            _ => (await made.Work.ConfirmAsync(ReviewedRound.Part, seen, person, Cancel)).Problems,
        };
    }
}
