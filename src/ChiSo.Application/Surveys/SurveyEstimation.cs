using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>One figure of a survey; either its numbers or the problems that stand in their way.</summary>
/// <param name="Group">The label of the domain; <c>null</c> for everybody.</param>
/// <param name="Lower">Of the interval; <c>null</c> where it is open or there is none.</param>
/// <param name="Method">How a share's interval was made; "t" or "Woodruff" elsewhere.</param>
/// <param name="DesignEffect">Of means and shares; <c>null</c> where undefined.</param>
public sealed record SurveyFigure(EstimateKind Kind, string Column, string? Group, double? Value, double? StandardError, double? Lower, double? Upper, string Method, int? DegreesOfFreedom, int? Respondents, int? Missing, double? DesignEffect, ImmutableArray<Problem> Problems)
{
    /// <summary>By linearisation, where <see cref="StandardError"/> comes from replicates; <c>null</c> elsewhere, and for quantiles.</summary>
    public double? LinearisedError { get; init; }

    /// <summary>Whether it has fewer answers, or a larger error for its size, than the design file allows.</summary>
    public bool IsUnreliable { get; init; }

    /// <summary>Whether it is not shown for that, as the design file asks.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>Whether the two ways to find the error differ by more than 10 %: a sign that one of them does not suit the figure.</summary>
    public bool ErrorsDiffer => LinearisedError is { } linearised && StandardError is { } repeated && Math.Abs(repeated - linearised) > 0.1 * linearised;
}

/// <summary>The figures a design file asks for.</summary>
public static class SurveyEstimation
{
    /// <summary>Every figure the file asks for; one that is undefined carries its problems instead of numbers.</summary>
    public static ImmutableArray<SurveyFigure> Estimates(DesignFile file, AnswerTable answers, WeightedSample sample)
    {
        AskedFigure[] asked = [.. file.Wanted().SelectMany(wanted => AskedFigure.Of(wanted, answers, sample.Design))];
        var errors = sample.Replicates is null ? [] : sample.ByReplicates([.. asked.Select(one => (one.Name, (Func<SurveyDesign, Result<double>>)one.Value))], file.Replicates!.Centre);
        return [.. asked.Select((one, number) => Limited(Figure(one, sample, file.Level, errors.IsEmpty ? (Result<Estimate>?)null : errors[number]), file.Limits))];
    }

    internal static SurveyFigure Limited(SurveyFigure figure, FigureLimits? limits)
    {
        if (limits?.Exceeds(figure.Respondents, figure.Value, figure.StandardError) != true)
            return figure;
        return limits.Then == LimitAct.Mark
            ? figure with { IsUnreliable = true }
            : figure with { IsUnreliable = true, IsSuppressed = true, Value = null, StandardError = null, Lower = null, Upper = null, DesignEffect = null, LinearisedError = null };
    }

    /// <param name="byReplicates"><c>null</c> where errors are linearised.</param>
    private static SurveyFigure Figure(AskedFigure asked, WeightedSample sample, double level, Result<Estimate>? byReplicates)
    {
        var (wanted, domain, design) = (asked.Wanted, asked.Domain, sample.Design);
        var found = asked.Statistic(design);
        if (!found.TryGet(out var statistic))
            return Unknown(wanted, domain, found.Problems);
        var estimate = Variance.Estimate(design, statistic) with { Name = asked.Name };
        double? linearised = byReplicates is null || wanted.Kind == EstimateKind.Quantile ? null : estimate.StandardError;
        if (byReplicates is { } own)
        {
            if (!own.TryGet(out var repeated))
                return Unknown(wanted, domain, own.Problems);
            estimate = estimate with { Variance = repeated.Variance };
        }

        if (wanted.Kind == EstimateKind.Quantile)
            return OfQuantile(wanted, Woodruff.Turn(design, asked.Values.AsSpan(), wanted.Probability, level, estimate, domain), domain);
        double? effect = wanted.Kind is EstimateKind.Mean or EstimateKind.Share ? DesignEffect.OfMean(design, statistic, asked.Values.AsSpan(), estimate.Variance, withReplacement: true) : null;
        var (lower, upper, method, problems) = wanted.Kind == EstimateKind.Share ? OfShare(ShareInterval.Of(estimate, wanted.Method, level, EffectOfWeights(design, statistic)), wanted.Method) : OfInterval(estimate.Interval(level));
        return new(wanted.Kind, wanted.Column, domain?.Name, estimate.Value, estimate.StandardError, lower, upper, method, estimate.DegreesOfFreedom, estimate.Respondents, estimate.Missing, effect, problems) { LinearisedError = linearised };
    }

    /// <summary>What is known of the design effect where everybody answered alike; 1 at least.</summary>
    private static double EffectOfWeights(SurveyDesign design, Linearised statistic) =>
        Math.Max(1, DesignEffect.OfWeights([.. design.Weights.Where((_, row) => statistic.Members[row])]));

    private static (double? Lower, double? Upper, string Method, ImmutableArray<Problem> Problems) OfShare(Result<ShareInterval> made, ShareMethod asked) =>
        made.TryGet(out var interval) ? (interval.Lower, interval.Upper, interval.IsOneSided ? $"{interval.Method}, one-sided" : $"{interval.Method}", []) : (null, null, $"{asked}", made.Problems);

    internal static (double? Lower, double? Upper, string Method, ImmutableArray<Problem> Problems) OfInterval(Result<Interval> made) =>
        made.TryGet(out var interval) ? (interval.Lower, interval.Upper, "t", []) : (null, null, "t", made.Problems);

    private static SurveyFigure OfQuantile(WantedEstimate wanted, Result<QuantileEstimate> found, Domain? domain) => found.TryGet(out var quantile)
        ? new(wanted.Kind, wanted.Column, domain?.Name, quantile.Value, quantile.StandardError, quantile.Lower, quantile.Upper, "Woodruff", quantile.DegreesOfFreedom, quantile.Respondents, quantile.Missing, null, [])
        : Unknown(wanted, domain, found.Problems);

    internal static SurveyFigure Unknown(WantedEstimate wanted, Domain? domain, ImmutableArray<Problem> problems) =>
        new(wanted.Kind, wanted.Column, domain?.Name, null, null, null, null, "", null, null, null, null, problems);
}
