using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What a later period keeps of a round's results: the index as published, and points and maximum of each scored line, to compare on common criteria.</summary>
public static class KeptResults
{
    /// <summary>One per unit with a published index, in official order.</summary>
    public static ImmutableArray<PublishedResult> Of(RoundDocument round, BlockDocument block, BlockResult result) =>
        [.. Enumerable.Range(0, result.Units.Length).Where(unit => result.Units[unit].Published is not null).Select(unit => new PublishedResult(
            round.Period, result.Units[unit].Unit, result.Units[unit].Published, result.Units[unit].Rank?.Value,
            result.Units[unit].Class is { } place ? block.Method.Classes[place].Name.Vi : "", block.Criteria.Edition, round.Name.Vi, Scores(block, result, unit)))];

    /// <summary>A history as it was published, with the points of single lines where it had none; a period it lacks is added whole.</summary>
    /// <param name="kept">Results of one period.</param>
    public static ImmutableArray<PublishedResult> Completing(ImmutableArray<PublishedResult> history, ImmutableArray<PublishedResult> kept)
    {
        if (kept.IsEmpty || history.All(result => result.Period != kept[0].Period))
            return [.. history.Concat(kept).OrderBy(result => result.Period, StringComparer.Ordinal)];
        var scores = kept.ToDictionary(result => (result.Period, result.Unit), result => result.Scores);
        return [.. history.Select(result => result.Scores.IsEmpty && scores.TryGetValue((result.Period, result.Unit), out var known) ? result with { Scores = known } : result)];
    }

    private static ImmutableArray<PublishedScore> Scores(BlockDocument block, BlockResult result, int unit)
    {
        var applicable = block.Criteria.Nodes().Select((node, place) => (Node: node, Place: place))
            .Where(line => line.Node is { IsLeaf: true, Part: CriteriaPart.Base } && result.MaxOf(unit, line.Place) > 0);
        return [.. applicable.Select(line => new PublishedScore(line.Node.Code, result.ScoreOf(unit, line.Place), result.MaxOf(unit, line.Place)))];
    }
}
