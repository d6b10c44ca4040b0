using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine;

/// <summary>Two marks of one line, in per cent of the line's maximum, given without sight of each other.</summary>
/// <param name="First">Who gave one of them.</param>
/// <param name="Second">Who gave the other.</param>
public sealed record MarkPair(Guid First, double FirstShare, Guid Second, double SecondShare);

/// <summary>How much higher somebody marks than those who marked the same lines ("mức độ rộng tay"), in percentage points of the line's maximum.</summary>
/// <param name="Lines">Lines marked by this person and another.</param>
/// <param name="Mean">Above 0 for the more lenient; below 0 for the stricter.</param>
/// <param name="Margin">Half the width of the t interval; <c>null</c> for a single line.</param>
public sealed record Leniency(Guid Person, int Lines, double Mean, double? Margin)
{
    /// <summary>Whether the difference is larger than chance explains.</summary>
    public bool IsClear => Margin is { } margin && Math.Abs(Mean) > margin;
}

/// <summary>How far two people who mark the same lines apart agree.</summary>
/// <param name="Lines">Lines with two marks.</param>
/// <param name="Same">Of these, lines with equal points.</param>
/// <param name="MeanDistance">Mean distance of the two, in percentage points of the line's maximum.</param>
/// <param name="Correlation"><c>null</c> with a single line, or where all marks are alike.</param>
/// <param name="People">The most lenient first.</param>
public sealed record MarkAgreement(int Lines, int Same, double MeanDistance, IntraclassCorrelation? Correlation, ImmutableArray<Leniency> People)
{
    /// <summary>Of the intervals.</summary>
    public const double Level = 0.95;

    /// <returns><c>null</c> without a line.</returns>
    public static MarkAgreement? Of(IReadOnlyList<MarkPair> pairs)
    {
        if (pairs.Count == 0)
            return null;
        return new(
            pairs.Count,
            pairs.Count(pair => pair.FirstShare == pair.SecondShare),
            pairs.Average(pair => Math.Abs(pair.FirstShare - pair.SecondShare)),
            pairs.Count < 2 ? null : IntraclassCorrelation.OneWay([.. pairs.Select(pair => new[] { pair.FirstShare, pair.SecondShare })], Level),
            [.. pairs.SelectMany(Differences).GroupBy(one => one.Person, one => one.Difference, LeniencyOf).OrderByDescending(person => person.Mean).ThenBy(person => person.Person)]);
    }

    private static IEnumerable<(Guid Person, double Difference)> Differences(MarkPair pair) =>
        [(pair.First, pair.FirstShare - pair.SecondShare), (pair.Second, pair.SecondShare - pair.FirstShare)];

    private static Leniency LeniencyOf(Guid person, IEnumerable<double> differences)
    {
        double[] all = [.. differences];
        var mean = all.Average();
        if (all.Length < 2)
            return new(person, all.Length, mean, null);
        var error = Math.Sqrt(all.Sum(one => (one - mean) * (one - mean)) / (all.Length - 1) / all.Length);
        return new(person, all.Length, mean, Quantile.StudentT((1 + Level) / 2, all.Length - 1) * error);
    }
}
