using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Database;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Anybody takes any step on a sheet while time goes by: what the table allows to whoever may happens, and nothing else changes anything.</summary>
public sealed class SheetWalkTests(PostgresServer postgres)
{
    private const int Walks = 6;

    private static readonly SheetStep[] Steps = [SheetStep.SendToLeader, SheetStep.SendToLeader, SheetStep.SendToLeader, SheetStep.GiveBack, SheetStep.GiveBack, SheetStep.HandIn];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_sheet_goes_where_its_table_says_and_nowhere_else() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Steps.Length - 1], Gen.Int[1, 72]).Array[10, 25].SampleAsync(WalkAsync, iter: Walks, threads: 1);

    /// <param name="walk">Who does what, so many hours after the step before.</param>
    private async Task WalkAsync((int Person, int Step, int Hours)[] walk)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var closes = round.Clock.Now.AddDays(30);
        round.Clock.Now = round.Clock.Now.AddMinutes(1); // no step falls on the instant at which it closes
        await round.FillAsync();
        Person[] people = [round.Officer, round.Leader, round.Leader, round.Stranger];
        var state = SheetState.Draft;
        foreach (var (who, which, hours) in walk)
        {
            round.Clock.Now = round.Clock.Now.AddHours(hours);
            var (person, step) = (people[who], Steps[which]);
            var may = round.Clock.Now < closes && person.May(step == SheetStep.SendToLeader ? Act.EnterScores : Act.HandIn, new(OpenRound.Unit, Stage: StageKind.Self));
            var told = $"{person.FullName}: {step} in {state}";
            var before = await round.MovedAsync();
            var moved = await round.MoveAsync(person, step, "xem lại");
            if (may && SheetStates.Table.Any(row => row.From == state && row.Step == step))
            {
                state = SheetStates.Table.Single(row => row.From == state && row.Step == step).To;
                OpenRound.Must(moved).ShouldBe(state, told);
                var after = await round.MovedAsync();
                (after.State, after.Moves, after.Links).ShouldBe((state, before.Moves + 1, before.Links + 1), told);
            }
            else
            {
                moved.Problems.ShouldNotBeEmpty(told);
                (await round.MovedAsync()).ShouldBe(before, told);
            }
        }

        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }
}
