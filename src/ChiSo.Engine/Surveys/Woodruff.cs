using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>A quantile with its interval.</summary>
/// <param name="Lower"><c>null</c> where the share's interval reaches below 0: the sample doesn't bound the quantile on this side.</param>
/// <param name="Upper"><c>null</c> where the share's interval reaches above 1.</param>
public sealed record QuantileEstimate(string Name, double Probability, double Value, double? Lower, double? Upper, double Level, int DegreesOfFreedom, int Respondents, int Missing)
{
    /// <summary>The interval's width ÷ 2t; <c>null</c> where an end is open.</summary>
    public double? StandardError => (Upper - Lower) / (2 * Quantile.StudentT((1 + Level) / 2, DegreesOfFreedom));
}

/// <summary>Quantiles by turning the interval of a share around.</summary>
/// <remarks>Source: Woodruff (1952), JASA 47; Särndal et al. (1992), 5.11. The quantile is the smallest value whose weighted share is at least p.</remarks>
public static class Woodruff
{
    private const double Rounding = 1e-12; // weights that add to the share exactly may miss it by their last digits

    /// <param name="probability">In (0, 1): 0.5 is the median.</param>
    /// <param name="level">Confidence in (0, 1).</param>
    public static Result<QuantileEstimate> Quantile(SurveyDesign design, string name, ReadOnlySpan<double> values, double probability, double level, Domain? domain = null)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile is asked for a share between 0 and 1.");
        var (members, missing) = Linearise.Valid(design, values, domain);
        var rows = Enumerable.Range(0, members.Length).Where(row => members[row]).ToArray();
        if (rows.Length == 0)
            return Linearise.EmptyDomain(name, domain);

        var sorted = Array.ConvertAll(rows, row => 0.0);
        for (var i = 0; i < rows.Length; i++)
            sorted[i] = values[rows[i]];
        Array.Sort(sorted, rows);
        var cumulated = Cumulate(design.Weights, rows);
        var value = At(sorted, cumulated, probability);

        var below = new double[members.Length];
        for (var row = 0; row < below.Length; row++)
            below[row] = members[row] ? (values[row] <= value ? 1 : 0) : double.NaN;
        if (!Linearise.Proportion(design, name, below, domain).TryGet(out var share))
            return Linearise.EmptyDomain(name, domain);
        var estimate = Variance.Estimate(design, share);
        return estimate.Interval(level).TryGet(out var interval)
            ? new QuantileEstimate(name, probability, value, interval.Lower < 0 ? null : At(sorted, cumulated, interval.Lower), interval.Upper > 1 ? null : At(sorted, cumulated, interval.Upper),
                level, estimate.DegreesOfFreedom, estimate.Respondents, missing)
            : Estimate.NoDegreesOfFreedom(name);
    }

    private static double[] Cumulate(ImmutableArray<double> weights, int[] rows)
    {
        var (cumulated, sum) = (new double[rows.Length], 0.0);
        for (var i = 0; i < rows.Length; i++)
            cumulated[i] = sum += weights[rows[i]];
        return cumulated;
    }

    private static double At(double[] sorted, double[] cumulated, double share)
    {
        var target = share * cumulated[^1] * (1 - Rounding);
        var place = Array.FindIndex(cumulated, sum => sum >= target);
        return sorted[place < 0 ? sorted.Length - 1 : place];
    }
}
