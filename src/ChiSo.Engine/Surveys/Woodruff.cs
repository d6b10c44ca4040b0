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
        var below = Below(design, name, values, probability, domain);
        if (!below.TryGet(out var isBelow))
            return below.Problems;
        var found = Linearise.Proportion(design, name, isBelow, domain);
        return found.TryGet(out var share) ? Turn(design, values, probability, level, Variance.Estimate(design, share), domain) : found.Problems;
    }

    /// <summary>Whether each row lies at or below the quantile, 1 or 0; NaN outside the domain and where there is no answer. The error of their share gives that of the quantile.</summary>
    public static Result<double[]> Below(SurveyDesign design, string name, ReadOnlySpan<double> values, double probability, Domain? domain = null)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile is asked for a share between 0 and 1.");
        var (members, _) = Linearise.Valid(design, values, domain);
        if (!members.Contains(true))
            return Linearise.EmptyDomain(name, domain);

        var value = Distribution.Of(design, members, values).At(probability);
        var below = new double[members.Length];
        for (var row = 0; row < below.Length; row++)
            below[row] = members[row] ? (values[row] <= value ? 1 : 0) : double.NaN;
        return below;
    }

    /// <summary>The quantile whose interval is that of the share turned around.</summary>
    /// <param name="share">Of the rows at or below the quantile, by whichever variance.</param>
    public static Result<QuantileEstimate> Turn(SurveyDesign design, ReadOnlySpan<double> values, double probability, double level, Estimate share, Domain? domain = null)
    {
        if (!share.Interval(level).TryGet(out var interval))
            return Estimate.NoDegreesOfFreedom(share.Name);
        var (members, missing) = Linearise.Valid(design, values, domain);
        var distribution = Distribution.Of(design, members, values);
        return new QuantileEstimate(share.Name, probability, distribution.At(probability), interval.Lower < 0 ? null : distribution.At(interval.Lower), interval.Upper > 1 ? null : distribution.At(interval.Upper),
            level, share.DegreesOfFreedom, share.Respondents, missing);
    }

    /// <param name="Sorted">Values of the members, rising.</param>
    /// <param name="Cumulated">Sums of their weights.</param>
    private sealed record Distribution(double[] Sorted, double[] Cumulated)
    {
        public static Distribution Of(SurveyDesign design, bool[] members, ReadOnlySpan<double> values)
        {
            var rows = Enumerable.Range(0, members.Length).Where(row => members[row]).ToArray();
            var sorted = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                sorted[i] = values[rows[i]];
            Array.Sort(sorted, rows);

            var (cumulated, sum) = (new double[rows.Length], 0.0);
            for (var i = 0; i < rows.Length; i++)
                cumulated[i] = sum += design.Weights[rows[i]];
            return new(sorted, cumulated);
        }

        public double At(double share)
        {
            var target = share * Cumulated[^1] * (1 - Rounding);
            var place = Array.FindIndex(Cumulated, sum => sum >= target);
            return Sorted[place < 0 ? Sorted.Length - 1 : place];
        }
    }
}
