using ChiSo.Engine.Surveys;

namespace ChiSo.Engine;

/// <summary>How far marks of one line by different people go together ("hệ số tương quan nội nhóm", ICC): the part of the spread that lies between lines.</summary>
/// <param name="Value">1 where people agree wholly; 0 or below where two marks of one line are no closer than marks of different lines.</param>
/// <param name="Lower">Of the interval at <paramref name="Level"/>.</param>
/// <param name="Level">Confidence in (0, 1).</param>
public sealed record IntraclassCorrelation(double Value, double Lower, double Upper, double Level)
{
    /// <summary>Of a single mark, where each line is marked by other people: ICC(1,1).</summary>
    /// <param name="marks">Lines × marks: two lines or more, of equally many marks, two or more.</param>
    /// <param name="level">Confidence in (0, 1).</param>
    /// <returns><c>null</c> where all marks are alike, so that there is nothing to tell lines apart by.</returns>
    /// <remarks>
    /// (B − W) ÷ (B + (k − 1)W) with the mean squares B between and W within lines; its interval by F = B ÷ W.
    /// Source: P. E. Shrout and J. L. Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979), 420-428. The quadratically weighted kappa comes to the same
    /// as lines grow many (J. L. Fleiss and J. Cohen, Educational and Psychological Measurement 33 (1973), 613-619).
    /// </remarks>
    public static IntraclassCorrelation? OneWay(IReadOnlyList<double[]> marks, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(marks.Count, 2, nameof(marks));
        var (n, k) = (marks.Count, marks[0].Length);
        var mean = marks.Average(line => line.Average());
        var between = k * marks.Sum(line => Square(line.Average() - mean)) / (n - 1);
        var within = marks.Sum(line => line.Sum(mark => Square(mark - line.Average()))) / (n * (k - 1.0));
        if (between == 0 && within == 0)
            return null;
        if (within == 0)
            return new(1, 1, 1, level);
        var (f, high) = (between / within, (1 + level) / 2);
        return new(Of(f, k), Of(f / Quantile.Fisher(high, n - 1, n * (k - 1)), k), Of(f * Quantile.Fisher(high, n * (k - 1), n - 1), k), level);
    }

    private static double Of(double f, int marks) => (f - 1) / (f + marks - 1);

    private static double Square(double value) => value * value;
}
