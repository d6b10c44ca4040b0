using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Says in the browser who appraises the units of a block at the first level, while the round is prepared. The round is checked as a file of the same content would be; its stages follow.</summary>
public sealed class FirstLevelDeclaring(ChiSoDatabase database)
{
    /// <summary>Puts what was typed in the place of the block's rows. With the first row of a round comes its stage, after self-assessment; with the last it goes.</summary>
    /// <param name="typed">As <see cref="FirstLevelForm"/> names its fields.</param>
    /// <param name="seen">The round's content as it was shown.</param>
    /// <returns>The round as it is then, or every problem, each at its row.</returns>
    public Task<Result<RoundDocument>> DeclareAsync(string round, string block, IReadOnlyDictionary<string, string> typed, string seen, Change change, CancellationToken cancel) => database.WriteAsync<Result<RoundDocument>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round, cancel) is not { } stored)
                return PreparationProblems.Unknown(round);
            var before = await RoundRows.ReadAsync(context, stored, cancel);
            if (PreparationProblems.Refusal(stored, before, block) is { } refusal)
                return refusal;
            var told = new List<Problem>();
            var rows = FirstLevelForm.Read(typed, before, before.Blocks.Single(one => one.Code == block), told);
            var read = PlacedTables.Check(With(before, block, [.. rows.Select(row => row.Row)]));
            if (!read.TryGet(out var document) || told.Count > 0)
                return told.Concat(read.Problems.Select(problem => problem with { Where = PlaceOf(problem.Where, block, rows) })).ToImmutableArray();

            var hash = RoundStore.HashOf(document);
            if (hash == stored.ContentHash)
                return document; // a double click
            if (stored.ContentHash != seen)
                return PreparationProblems.Overtaken(round);
            await RoundRows.ReplaceAsync(context, stored, document, hash, change, cancel);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "round.first-level-declared", round, new { content = hash, before = stored.ContentHash, block, rows = rows.Select(row => row.Row) }, cancel);
            return document;
        }, cancel);

    /// <summary>The round with these rows of a block. Its stage comes with the first row of the round and goes with the last.</summary>
    internal static RoundDocument With(RoundDocument round, string block, ImmutableArray<FirstLevelRow> rows)
    {
        ImmutableArray<BlockDocument> blocks = [.. round.Blocks.Select(one => one.Code == block ? one with { FirstLevel = rows.IsEmpty ? null : rows } : one)];
        return round with { Blocks = blocks, Stages = blocks.All(one => one.FirstLevel is null) ? round.Stages.Remove(Stages.FirstLevel) : round.Stages.Contains(Stages.FirstLevel) ? round.Stages : WithFirstLevel(round.Stages) };
    }

    /// <summary>The stages with the first level after the self-assessment, where it belongs.</summary>
    internal static ImmutableArray<string> WithFirstLevel(ImmutableArray<string> stages)
    {
        var others = stages.Remove(Stages.FirstLevel);
        return others.Insert(others.IndexOf(Stages.Self) + 1, Stages.FirstLevel);
    }

    /// <summary>The row a place of the table means; another place as it is.</summary>
    private static string PlaceOf(string where, string block, ImmutableArray<PlacedFirstLevel> rows) =>
        rows.Index().FirstOrDefault(row => where.StartsWith(PlacedTables.AtFirstLevel(block, row.Index), StringComparison.Ordinal)).Item?.Where ?? where;
}
