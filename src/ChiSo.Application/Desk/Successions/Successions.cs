using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>Puts a reorganisation in force: the register, who inherits what, the people of units that end, and what rounds under way compare with, in one transaction.</summary>
public sealed class Successions(ChiSoDatabase database, Lineage lineage, LiveRounds rounds)
{
    /// <summary>What applying a draft would do, and everything that stands in the way; nothing is written.</summary>
    public async Task<SuccessionPreview> PreviewAsync(ReorganisationDraft draft, CancellationToken cancel)
    {
        var wanted = draft.ToReorganisation();
        await using var context = database.Open();
        var before = wanted.Arrows.Select(arrow => arrow.From).Where(unit => unit.Length > 0).Distinct().ToList();
        var estates = await lineage.EstatesAsync(context, before, cancel);
        var after = wanted.Arrows.Where(arrow => arrow.To.Length > 0).GroupBy(arrow => arrow.To).Select(made => new Successor(
            made.Key, made.First().Name, [.. made.Where(arrow => arrow.From.Length > 0).DistinctBy(arrow => arrow.From).Select(arrow => (estates[arrow.From], arrow.From == made.Key || wanted.HeirOf(arrow.From) == made.Key))]));
        var ending = wanted.Ending();
        var people = await PeopleOfUnits.HoldingAsync(context, ending, VietnamTime.Utc(draft.On), cancel);
        return new(
            [.. await ConflictsAsync(context, wanted, cancel)],
            [.. after],
            [.. ending.Where(unit => wanted.HeirOf(unit) is null).Select(unit => estates[unit])],
            [.. people.Where(one => PeopleOfUnits.Moves(one.Mandate)).Select(one => new MovedPerson(one.FullName, one.Mandate.Role, one.Mandate.Unit, wanted.HeirOf(one.Mandate.Unit)))],
            [.. people.Where(one => !PeopleOfUnits.Moves(one.Mandate)).Select(one => one.Mandate.Unit).Distinct()],
            [.. ComparedUnits.Of(await rounds.ListAsync(cancel), wanted).Select(one => new ComparedUnit(one.Round.Code, one.Round.Name, one.Unit.Code))]);
    }

    /// <summary>Applies a draft with the decision it rests on.</summary>
    /// <param name="seen">The version of the draft that was looked at.</param>
    public Task<Result<ReorganisationDraft>> ApplyAsync(Guid id, int seen, NamedDecision decision, Change change, CancellationToken cancel) => database.WriteAsync<Result<ReorganisationDraft>>(
        async context =>
        {
            var taken = await Reorganisations.TakeAsync(context, id, seen, DraftStep.Apply, cancel);
            if (!taken.TryGet(out var draft))
                return taken;
            if (string.IsNullOrWhiteSpace(decision.Number) || decision.DecidedOn is not { } day)
                return DraftProblems.NoDecision();
            var wanted = draft.ToReorganisation();
            var conflicts = (await ConflictsAsync(context, wanted, cancel)).ToImmutableArray();
            if (!conflicts.IsEmpty)
                return conflicts;

            var ground = $"{decision.Number.Trim()}, {VietnameseDates.ToText(day)}";
            var done = await PutInForceAsync(context, wanted, change with { Reason = ground }, cancel);
            if (!done.TryGet(out _))
                return done.Problems;
            draft.End(DraftState.Applied, ground, change.By, change.At);
            return draft;
        }, cancel);

    /// <summary>Applies a reorganisation read from a file, whose ground is the reason of the change.</summary>
    public Task<Result<RegisterChange>> ReorganiseAsync(Reorganisation wanted, Change change, CancellationToken cancel) =>
        database.WriteAsync(context => PutInForceAsync(context, wanted, change, cancel), cancel);

    private async Task<Result<RegisterChange>> PutInForceAsync(ChiSoContext context, Reorganisation wanted, Change change, CancellationToken cancel)
    {
        var done = await UnitRegister.ReorganiseAsync(context, wanted, change, cancel);
        if (!done.TryGet(out _))
            return done;
        await PeopleOfUnits.MoveAsync(context, wanted, change, cancel);
        await ComparedUnits.SetAsync(context, await rounds.ListAsync(cancel), wanted, change, cancel);
        return done;
    }

    private static async Task<IEnumerable<Problem>> ConflictsAsync(ChiSoContext context, Reorganisation wanted, CancellationToken cancel)
    {
        if (wanted.Arrows.IsEmpty)
            return [DraftProblems.Empty()];
        var lacking = wanted.Ending().Where(unit => wanted.HeirOf(unit) is null && wanted.Arrows.Any(arrow => arrow.From == unit && arrow.To.Length > 0));
        return [.. await UnitRegister.ConflictsAsync(context, wanted, cancel), .. lacking.Select(unit => DraftProblems.NoHeir(wanted.Arrows.First(arrow => arrow.From == unit).Where, unit))];
    }
}

/// <summary>The decision a reorganisation rests on, as typed.</summary>
public sealed record NamedDecision(string Number, DateOnly? DecidedOn);

/// <summary>What applying a draft would do.</summary>
/// <param name="Conflicts">Everything that stands in the way.</param>
/// <param name="Closing">Units that end and hand their open work to nobody.</param>
/// <param name="People">Officers and leaders of units that end.</param>
/// <param name="Appraising">Units that end and whose people appraise: those roles stay until the rounds under way are over.</param>
/// <param name="Compared">Units of rounds under way that will be compared with their predecessors.</param>
public sealed record SuccessionPreview(
    ImmutableArray<Problem> Conflicts, ImmutableArray<Successor> Successors, ImmutableArray<Estate> Closing, ImmutableArray<MovedPerson> People, ImmutableArray<string> Appraising, ImmutableArray<ComparedUnit> Compared);

/// <summary>A unit after, with what it gets from each unit before, and whether that is its open work too.</summary>
public sealed record Successor(string Unit, string Name, ImmutableArray<(Estate Estate, bool Work)> Before);

/// <summary>A person whose role goes on in the unit that takes the work over.</summary>
/// <param name="To"><c>null</c> when the role only ends.</param>
public sealed record MovedPerson(string FullName, Role Role, string From, string? To);

/// <summary>A unit of a round under way that gets predecessors to compare with.</summary>
public sealed record ComparedUnit(string Round, Words RoundName, string Unit);
