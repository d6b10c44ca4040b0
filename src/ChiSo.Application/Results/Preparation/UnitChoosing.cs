using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Chooses in the browser who takes part in a block while the round is prepared. The round is checked as a file of the same content would be.</summary>
public sealed class UnitChoosing(ChiSoDatabase database, UnitRegister register)
{
    /// <summary><c>null</c> when there is no such round being prepared in the browser, or no such block.</summary>
    public async Task<UnitChoice?> FindAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round, cancel) is not { OpenedAt: null, FrozenAt: null } stored)
            return null;
        var document = await RoundRows.ReadAsync(context, stored, cancel);
        return PreparationProblems.Refusal(stored, document, block) is null ? Of(document, stored.ContentHash, block, await RegisteredAsync(document, cancel)) : null;
    }

    /// <summary>Puts what was typed in the place of the block's units. What the round says of units that leave (first level, earlier results) goes with them, and the stage of the first level with its last row.</summary>
    /// <param name="typed">As <see cref="UnitForm"/> names its fields.</param>
    /// <param name="seen">The round's content as it was shown.</param>
    /// <returns>The round as it is then, or every problem, each at its field.</returns>
    public async Task<Result<RoundDocument>> ChooseAsync(string round, string block, IReadOnlyDictionary<string, string> typed, string seen, Change change, CancellationToken cancel)
    {
        var known = await FindAsync(round, block, cancel);
        return await database.WriteAsync<Result<RoundDocument>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Code == round, cancel) is not { } stored)
                return PreparationProblems.Unknown(round);
            var before = await RoundRows.ReadAsync(context, stored, cancel);
            if (PreparationProblems.Refusal(stored, before, block) is { } refusal)
                return refusal;
            var choice = Of(before, stored.ContentHash, block, known?.Registered ?? []);
            var told = new List<Problem>();
            var units = UnitForm.Read(typed, choice, told);
            var read = PlacedTables.Check(With(before, block, units));
            if (!read.TryGet(out var document) || told.Count > 0)
                return told.Concat(read.Problems.Select(problem => problem with { Where = UnitForm.FieldAt(problem.Where) })).ToImmutableArray();

            var hash = RoundStore.HashOf(document);
            if (hash == stored.ContentHash)
                return document; // a double click
            if (stored.ContentHash != seen)
                return PreparationProblems.Overtaken(round);
            await RoundRows.ReplaceAsync(context, stored, document, hash, change, cancel);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "round.units-chosen", round, new { content = hash, before = stored.ContentHash, block, was = choice.Block.Units, units }, cancel);
            return document;
        }, cancel);
    }

    private static RoundDocument With(RoundDocument round, string block, ImmutableArray<UnitInput> units)
    {
        var codes = units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var told = units.SelectMany(unit => unit.Predecessors).Concat(codes).ToHashSet(StringComparer.Ordinal);
        var changed = round with
        {
            Blocks = [.. round.Blocks.Select(one => one.Code != block ? one : one with
            {
                Units = units,
                Announced = [.. one.Announced.Where(index => codes.Contains(index.Unit))],
                History = [.. one.History.Where(result => told.Contains(result.Unit))],
            })],
        };
        return round.Blocks.Single(one => one.Code == block).FirstLevel is { } rows ? FirstLevelDeclaring.With(changed, block, [.. rows.Where(row => codes.Contains(row.Unit))]) : changed;
    }

    /// <summary>Units that are there on the first or the last day of the period, as they are on the later one.</summary>
    private async Task<ImmutableArray<UnitFact>> RegisteredAsync(RoundDocument round, CancellationToken cancel)
    {
        var facts = await register.OnAsync(round.DataTo, known: null, cancel);
        var earlier = await register.OnAsync(round.DataFrom, known: null, cancel);
        return [.. facts.Concat(earlier).DistinctBy(fact => fact.Unit)];
    }

    private static UnitChoice Of(RoundDocument round, string version, string block, ImmutableArray<UnitFact> registered)
    {
        var found = round.Blocks.Single(one => one.Code == block);
        var here = found.Units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var elsewhere = round.Blocks.Where(one => one.Code != block).SelectMany(one => one.Units.Select(unit => (unit.Code, one.Name))).ToLookup(unit => unit.Code, unit => unit.Name, StringComparer.Ordinal);
        var names = registered.ToDictionary(fact => fact.Unit, fact => fact.Name, StringComparer.Ordinal);
        return new(round, version, found, registered,
            [.. registered.Where(fact => !here.Contains(fact.Unit)).Select(fact => new UnitCandidate(
                fact.Unit, fact.NameEn.Length > 0 ? new(fact.Name, fact.NameEn) : Words.Same(fact.Name), fact.Kind, names.GetValueOrDefault(fact.Parent, ""), [.. elsewhere[fact.Unit]],
                fact.Until is { } until && until <= round.DataTo ? until : null, PredecessorsOf(fact, found.Units)))]);
    }

    /// <summary>Those the block has, so that their earlier results stay with the unit they became part of.</summary>
    private static ImmutableArray<string> PredecessorsOf(UnitFact fact, ImmutableArray<UnitInput> units) =>
        [.. (fact.PredecessorList() ?? []).Select(told => units.FirstOrDefault(unit => unit.Code == told || Fold.Key(unit.Name.Vi) == Fold.Key(told))?.Code).OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>The units of a block being prepared, and those that could join it.</summary>
/// <param name="Version">The round's content, to be carried back with every change.</param>
/// <param name="Others">Units of the register that are there in the period and not in the block.</param>
public sealed record UnitChoice(RoundDocument Round, string Version, BlockDocument Block, ImmutableArray<UnitFact> Registered, ImmutableArray<UnitCandidate> Others)
{
    /// <summary>Whether a gate of the block looks at marks of units.</summary>
    public bool HasMarks => Block.Method.Gates.Any(gate => gate.Requires is GateCondition.WithoutMark);
}

/// <summary>A unit of the register that could join a block.</summary>
/// <param name="Above">The name of the unit above; empty at the top, or where the register doesn't have it.</param>
/// <param name="Elsewhere">Other blocks of the round it takes part in.</param>
/// <param name="Ends">The day from which it is no more, within the period; <c>null</c> where it outlasts it.</param>
public sealed record UnitCandidate(string Code, Words Name, string Kind, string Above, ImmutableArray<Words> Elsewhere, DateOnly? Ends, ImmutableArray<string> Predecessors)
{
    /// <summary>Whether every word looked for stands in its code, name, kind or the name of the unit above; marks of tone count.</summary>
    public bool Matches(string wanted)
    {
        var text = Fold.Key($"{Code} {Name.Vi} {Name.En} {Kind} {Above}");
        return Fold.Key(wanted).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.Ordinal));
    }
}
