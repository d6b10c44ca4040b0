using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>An earlier period computed again under a later period's criteria and method, from its own entries: what the change would be had the rules stayed.</summary>
/// <param name="Mapping">What became of each line.</param>
/// <param name="Result">Of the earlier period's units. A unit has an index only where every line of the later set has an entry of hers to stand on; otherwise points so far and a range.</param>
public sealed record Restated(SetMapping Mapping, ImmutableArray<UnitInput> Units, BlockResult Result)
{
    /// <param name="now">The block whose rules hold.</param>
    /// <param name="before">The block whose entries are read.</param>
    public static Restated Of(BlockInput now, BlockInput before)
    {
        var mapping = SetMapping.Between(before.Criteria, now.Criteria);
        var input = now with
        {
            Period = before.Period,
            Units = before.Units,
            Entries = Carried(mapping, before),
            Decisions = [.. before.Decisions.Select(decision => Moved(decision, mapping, now.Criteria)).OfType<Decision>()],
            History = [],
            Announced = [],
        };
        return new(mapping, before.Units, Computation.Compute(input));
    }

    /// <summary>The earlier result of a unit under the later rules; <c>null</c> when it took no part.</summary>
    public UnitResult? Find(string unit) => Result.Units.FirstOrDefault(result => result.Unit == unit);

    private static ImmutableArray<Entry?> Carried(SetMapping mapping, BlockInput before)
    {
        var places = before.Criteria.Leaves().Select((line, place) => (line.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
        var lines = mapping.LaterLines.ToList();
        var entries = ImmutableArray.CreateBuilder<Entry?>(before.Units.Length * lines.Count);
        for (var unit = 0; unit < before.Units.Length; unit++)
            entries.AddRange(lines.Select(line => line.Before is { } origin && before.Entries[(unit * places.Count) + places[origin.Code]] is { } entry ? line.Carry(entry) : null));
        return entries.MoveToImmutable();
    }

    /// <summary>A decision holds on where the later set has its line: by succession for a scored line, by code for the ones above. On a line merged with others it ends.</summary>
    private static Decision? Moved(Decision decision, SetMapping mapping, CriteriaSet now)
    {
        if (mapping.Lines.Any(line => line.Before?.Code == decision.Node && line.Change == LineChange.Merged))
            return null;
        var node = mapping.Successor(decision.Node) ?? decision.Node;
        return now.Nodes().Any(one => one.Code == node) ? decision with { Node = node } : null;
    }
}
