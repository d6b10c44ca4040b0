using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>A unit in its place, with the units its index can't be told apart from.</summary>
/// <param name="Place">1 is the best; equal values share a place.</param>
/// <param name="Alike">Places in the list of <see cref="UnitOrder.Units"/> of the units not distinguishable from this one.</param>
public sealed record PlacedUnit(string Name, int Place, Estimate Estimate, ImmutableArray<int> Alike);

/// <summary>Two units compared, in the order of their places.</summary>
/// <param name="AdjustedPValue">After the adjustment for all pairs; <c>null</c> where the pair could not be tested.</param>
public sealed record ComparedPair(int Better, int Worse, Difference? Difference, double? AdjustedPValue);

/// <summary>Units in the order of an index, and which of them the sample can't tell apart: printed beside the order, never instead of it.</summary>
public sealed record UnitOrder(ImmutableArray<PlacedUnit> Units, ImmutableArray<ComparedPair> Pairs, double Level)
{
    /// <param name="units">Statistics of one design, named by their units.</param>
    /// <param name="level">Chance of calling even one pair different that is not, in (0, 1), such as 0.05.</param>
    /// <remarks>All pairs are tested with their covariance and Holm's adjustment; a pair that can't be tested counts as alike. Source: Holm (1979); Goldstein &amp; Spiegelhalter (1996), JRSS A 159, on ranks of institutions.</remarks>
    public static UnitOrder Of(SurveyDesign design, IReadOnlyList<(string Name, Linearised Statistic)> units, double level)
    {
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");

        var ordered = units.OrderByDescending(unit => unit.Statistic.Value).ThenBy(unit => unit.Name, StringComparer.Ordinal).ToArray();
        var pairs = Compare(design, ordered);
        var alike = ordered.Select(_ => new List<int>()).ToArray();
        foreach (var pair in pairs.Where(pair => !(pair.AdjustedPValue <= level)))
        {
            alike[pair.Better].Add(pair.Worse);
            alike[pair.Worse].Add(pair.Better);
        }

        return new([.. ordered.Select((unit, place) => new PlacedUnit(unit.Name, 1 + ordered.Count(other => other.Statistic.Value > unit.Statistic.Value),
            Variance.Estimate(design, unit.Statistic) with { Name = unit.Name }, [.. alike[place].Order()]))], pairs, level);
    }

    private static ImmutableArray<ComparedPair> Compare(SurveyDesign design, (string Name, Linearised Statistic)[] ordered)
    {
        var tested = new List<(int Better, int Worse, Difference? Difference)>();
        for (var better = 0; better < ordered.Length; better++)
        {
            for (var worse = better + 1; worse < ordered.Length; worse++)
                tested.Add((better, worse, Difference.Within(design, ordered[better].Statistic, ordered[worse].Statistic).TryGet(out var difference) ? difference : null));
        }

        var adjusted = MultipleComparisons.Holm([.. tested.Select(pair => pair.Difference?.PValue ?? 1)]);
        return [.. tested.Select((pair, place) => new ComparedPair(pair.Better, pair.Worse, pair.Difference, pair.Difference is null ? null : adjusted[place]))];
    }
}
