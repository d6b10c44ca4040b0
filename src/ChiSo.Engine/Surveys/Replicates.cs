using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>Samples made from the sample: in each, the weights of a first-stage unit are multiplied with its factor. The spread of an estimate over them is its variance.</summary>
/// <remarks>Stages below the first are inside their unit ("ultimate clusters"). Source: Wolter, Introduction to Variance Estimation (2007), chapters 3 to 5.</remarks>
public sealed class Replicates
{
    private readonly double[][] factors;

    internal Replicates(string method, double[][] factors, double[] scales) => (Method, this.factors, Scales) = (method, factors, ImmutableArray.Create(scales));

    /// <summary>JK1, JKn, BRR, Fay or bootstrap: printed with the result.</summary>
    public string Method { get; }

    public int Count => factors.Length;

    /// <summary>What each squared deviation is multiplied with.</summary>
    public ImmutableArray<double> Scales { get; }

    /// <summary>One a first-stage unit.</summary>
    public ReadOnlySpan<double> Factors(int replicate) => factors[replicate];

    /// <summary>The weights of a replicate, one a row.</summary>
    public ImmutableArray<double> Weights(SurveyDesign design, int replicate)
    {
        var weights = new double[design.Rows];
        for (var row = 0; row < weights.Length; row++)
            weights[row] = design.Weights[row] * factors[replicate][design.UnitOfRow[row]];
        return ImmutableArray.Create(weights);
    }
}

/// <summary>What the estimates of the replicates are compared with.</summary>
public enum ReplicateCentre
{
    /// <summary>Their own mean.</summary>
    Mean,

    /// <summary>The estimate of the whole sample: never smaller.</summary>
    Estimate,
}

/// <summary>Variances from replicates.</summary>
public static class ReplicateVariance
{
    /// <param name="statistic">Any statistic of weights, such as a median or an index; it is asked for the whole sample and for each replicate.</param>
    /// <param name="adjust">What was done to the weights after the draw (non-response, calibration): repeated in each replicate, so that its error counts. <c>null</c> for nothing.</param>
    /// <returns>The first problem of a replicate as it is: a replicate is never dropped.</returns>
    public static Result<Estimate> Estimate(SurveyDesign drawn, Replicates replicates, string name, Func<SurveyDesign, Result<double>> statistic,
        Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? adjust = null, ReplicateCentre centre = ReplicateCentre.Mean) =>
        Estimates(drawn, replicates, [(name, statistic)], adjust, centre)[0];

    /// <summary>Many statistics over the same replicates: the weights of a replicate are made and adjusted once, and one replicate is in memory at a time.</summary>
    /// <returns>One a statistic, in their order.</returns>
    public static ImmutableArray<Result<Estimate>> Estimates(SurveyDesign drawn, Replicates replicates, IReadOnlyList<(string Name, Func<SurveyDesign, Result<double>> Of)> statistics,
        Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? adjust = null, ReplicateCentre centre = ReplicateCentre.Mean)
    {
        var whole = Adjusted(drawn, drawn.Weights, adjust);
        if (!whole.TryGet(out var sample))
            return [.. statistics.Select(_ => (Result<Estimate>)whole.Problems)];

        Result<double>[] values = [.. statistics.Select(statistic => statistic.Of(sample))];
        double[][] found = [.. statistics.Select(_ => new double[replicates.Count])];
        for (var replicate = 0; replicate < replicates.Count; replicate++)
        {
            var adjusted = Adjusted(drawn, replicates.Weights(drawn, replicate), adjust);
            if (!adjusted.TryGet(out var weighed))
                return [.. statistics.Select(_ => (Result<Estimate>)adjusted.Problems)];
            for (var i = 0; i < found.Length; i++)
            {
                if (!values[i].TryGet(out _))
                    continue;
                var own = statistics[i].Of(weighed);
                if (!own.TryGet(out found[i][replicate]))
                    values[i] = own.Problems;
            }
        }

        var respondents = drawn.Weights.Count(weight => weight > 0);
        return [.. values.Select((known, i) => known.TryGet(out var value)
            ? new Estimate(statistics[i].Name, value, Variance(found[i], value, replicates.Scales.AsSpan(), centre), drawn.DegreesOfFreedom(), respondents, 0)
            : (Result<Estimate>)known.Problems)];
    }

    /// <summary>Σ scale·(θᵣ − centre)².</summary>
    public static double Variance(ReadOnlySpan<double> estimates, double value, ReadOnlySpan<double> scales, ReplicateCentre centre)
    {
        var middle = value;
        if (centre == ReplicateCentre.Mean)
        {
            var (sum, count) = (0.0, 0);
            for (var replicate = 0; replicate < estimates.Length; replicate++)
            {
                if (scales[replicate] > 0)
                    (sum, count) = (sum + estimates[replicate], count + 1);
            }

            middle = sum / count;
        }

        var variance = 0.0;
        for (var replicate = 0; replicate < estimates.Length; replicate++)
            variance += scales[replicate] * (estimates[replicate] - middle) * (estimates[replicate] - middle);
        return variance;
    }

    private static Result<SurveyDesign> Adjusted(SurveyDesign drawn, ImmutableArray<double> weights, Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? adjust)
    {
        if (adjust is null)
            return drawn.WithWeights(weights);
        var adjusted = adjust(weights);
        return adjusted.TryGet(out var after) ? drawn.WithWeights(after) : adjusted.Problems;
    }
}
