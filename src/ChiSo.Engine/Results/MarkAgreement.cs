using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine;

/// <summary>Two marks of one line, in per cent of the line's maximum, given without sight of each other.</summary>
/// <param name="First">Who gave one of them.</param>
/// <param name="Second">Who gave the other.</param>
public sealed record MarkPair(Guid First, double FirstShare, Guid Second, double SecondShare);

/// <summary>What a person's leniency says.</summary>
public enum LeniencyReading
{
    /// <summary>There are too few lines ("chưa đủ dòng").</summary>
    TooFew,

    /// <summary>The differences don't vary, so that chance can't be told from it ("các dòng lệch như nhau").</summary>
    NoSpread,

    /// <summary>The interval holds 0 ("chưa phân biệt được với ngẫu nhiên").</summary>
    NotTold,

    /// <summary>Marks higher ("chấm cao hơn").</summary>
    Lenient,

    /// <summary>Marks lower ("chấm thấp hơn").</summary>
    Strict,
}

/// <summary>How much higher somebody marks than others ("mức độ rộng tay"), in percentage points of the line's maximum: those who marked the same lines (<see cref="MarkAgreement"/>), or lines of the same criteria (<see cref="LineLeniency"/>).</summary>
/// <param name="Lines">Lines of this person that could be compared.</param>
/// <param name="Mean">Above 0 for the more lenient; below 0 for the stricter.</param>
/// <param name="Margin">Half the width of the t interval; 0 where the differences don't vary, so that there is none; <c>null</c> for too few lines.</param>
public sealed record Leniency(Guid Person, int Lines, double Mean, double? Margin)
{
    /// <summary>Percentage points below which a figure is the rounding of doubles.</summary>
    internal const double Rounding = 1e-9;

    public LeniencyReading Reading => Margin switch
    {
        null => LeniencyReading.TooFew,
        0 => LeniencyReading.NoSpread,
        { } margin when Math.Abs(Mean) <= margin + Rounding => LeniencyReading.NotTold,
        _ => Mean > 0 ? LeniencyReading.Lenient : LeniencyReading.Strict,
    };

    /// <summary>Whether the difference is larger than chance explains.</summary>
    public bool IsClear => Reading is LeniencyReading.Lenient or LeniencyReading.Strict;

    /// <summary>Mean and t interval of how much higher the person marked on each line.</summary>
    /// <param name="differences">One or more.</param>
    /// <param name="fewest">With fewer lines there is no interval; 2 at least.</param>
    internal static Leniency Of(Guid person, IReadOnlyList<double> differences, int fewest)
    {
        var (lines, mean) = (differences.Count, differences.Average());
        if (lines < fewest)
            return new(person, lines, mean, null);
        var error = Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (lines - 1) / lines);
        return Of(person, lines, mean, error, lines - 1);
    }

    /// <param name="error">Standard error of the mean.</param>
    /// <param name="degrees">Of freedom of the error; anything where that is 0.</param>
    internal static Leniency Of(Guid person, int lines, double mean, double error, double degrees) =>
        new(person, lines, mean, error < Rounding ? 0 : Quantile.StudentT((1 + MarkAgreement.Level) / 2, degrees) * error);
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
            [.. pairs.SelectMany(Differences).GroupBy(one => one.Person, one => one.Difference, (person, differences) => Leniency.Of(person, [.. differences], fewest: 2)).OrderByDescending(person => person.Mean).ThenBy(person => person.Person)]);
    }

    private static IEnumerable<(Guid Person, double Difference)> Differences(MarkPair pair) =>
        [(pair.First, pair.FirstShare - pair.SecondShare), (pair.Second, pair.SecondShare - pair.FirstShare)];
}
