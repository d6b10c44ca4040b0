using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>One figure of a survey; either its numbers or the problems that stand in their way.</summary>
/// <param name="Group">The label of the domain; <c>null</c> for everybody.</param>
/// <param name="Lower">Of the interval; <c>null</c> where it is open or there is none.</param>
/// <param name="Method">How a share's interval was made; "t" or "Woodruff" elsewhere.</param>
/// <param name="DesignEffect">Of means and shares; <c>null</c> where undefined.</param>
public sealed record SurveyFigure(EstimateKind Kind, string Column, string? Group, double? Value, double? StandardError, double? Lower, double? Upper, string Method, int? DegreesOfFreedom, int? Respondents, int? Missing, double? DesignEffect, ImmutableArray<Problem> Problems);

/// <summary>Weights and estimates of a file of answers by its design file.</summary>
public static class SurveyEstimation
{
    /// <summary>The design with its weights, calibrated where the file asks for it.</summary>
    public static Result<SurveyDesign> Design(DesignFile file, AnswerTable answers)
    {
        var created = SurveyDesign.Create(answers.Rows, [.. file.Stages.Select(stage => Stage(stage, answers))], file.Weights is { } column ? answers.Numbers(column) : null, file.LonelyUnits);
        if (!created.TryGet(out var design) || file.Calibration is not { } calibration)
            return created;

        var auxiliaries = new List<Auxiliary>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var group in calibration.Groups)
        {
            var labels = answers.Labels(group.Column);
            problems.AddRange(labels.Names.Where(name => !group.Totals.ContainsKey(name)).Concat(group.Totals.Keys.Except(labels.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal)).Select(name => NoTotal(group.Column, name)));
            auxiliaries.Add(new Auxiliary.Groups(group.Column, labels, [.. labels.Names.Select(name => group.Totals.GetValueOrDefault(name))]));
        }

        auxiliaries.AddRange(calibration.Numbers.Select(number => new Auxiliary.Number(number.Column, answers.Numbers(number.Column), number.Total)));
        if (auxiliaries.Count == 0)
            problems.Add(NoTotal("calibration", ""));
        return problems.Count > 0 ? problems.DrainToImmutable() : Calibration.Adjust(design, auxiliaries, calibration.Of());
    }

    /// <summary>Every figure the file asks for; one that is undefined carries its problems instead of numbers.</summary>
    public static ImmutableArray<SurveyFigure> Estimates(DesignFile file, AnswerTable answers, SurveyDesign design) =>
        [.. file.Wanted().SelectMany(wanted => wanted.By is null ? [Figure(wanted, answers, design, null, file.Level)] : answers.Labels(wanted.By).Domains().Select(domain => Figure(wanted, answers, design, domain, file.Level)))];

    private static SamplingStage Stage(StageColumns stage, AnswerTable answers)
    {
        FinitePopulation population = stage switch
        {
            { Sizes: { } sizes } => new FinitePopulation.Sizes(answers.Numbers(sizes)),
            { Fractions: { } fractions } => new FinitePopulation.Fractions(answers.Numbers(fractions)),
            _ => new FinitePopulation.WithReplacement(),
        };
        return new(stage.Strata is null ? null : answers.Labels(stage.Strata), stage.Units is null ? null : answers.Labels(stage.Units), population, stage.Names);
    }

    private static SurveyFigure Figure(WantedEstimate wanted, AnswerTable answers, SurveyDesign design, Domain? domain, double level)
    {
        var values = answers.Numbers(wanted.Column);
        if (wanted.Kind == EstimateKind.Quantile)
            return OfQuantile(wanted, Woodruff.Quantile(design, wanted.Column, values.AsSpan(), wanted.Probability, level, domain), domain);
        if (wanted.Kind == EstimateKind.Share)
            values = [.. values.Select(value => double.IsNaN(value) ? value : !wanted.Values.IsDefault && wanted.Values.Contains(value) ? 1.0 : 0)];

        var found = wanted.Kind switch
        {
            EstimateKind.Total => Linearise.Total(design, wanted.Column, values.AsSpan(), domain),
            EstimateKind.Ratio => Linearise.Ratio(design, wanted.Column, values.AsSpan(), answers.Numbers(wanted.Denominator ?? wanted.Column).AsSpan(), domain),
            _ => Linearise.Mean(design, wanted.Column, values.AsSpan(), domain),
        };
        if (!found.TryGet(out var statistic))
            return Unknown(wanted, domain, found.Problems);

        var estimate = Variance.Estimate(design, statistic) with { Name = domain is null ? wanted.Column : $"{wanted.Column}, {domain.Name}" };
        double? effect = wanted.Kind is EstimateKind.Mean or EstimateKind.Share ? DesignEffect.OfMean(design, statistic, values.AsSpan(), withReplacement: true) : null;
        var (lower, upper, method, problems) = wanted.Kind == EstimateKind.Share ? OfShare(ShareInterval.Of(estimate, wanted.Method, level, EffectOfWeights(design, statistic)), wanted.Method) : OfInterval(estimate.Interval(level));
        return new(wanted.Kind, wanted.Column, domain?.Name, estimate.Value, estimate.StandardError, lower, upper, method, estimate.DegreesOfFreedom, estimate.Respondents, estimate.Missing, effect, problems);
    }

    /// <summary>What is known of the design effect where everybody answered alike; 1 at least.</summary>
    private static double EffectOfWeights(SurveyDesign design, Linearised statistic) =>
        Math.Max(1, DesignEffect.OfWeights([.. design.Weights.Where((_, row) => statistic.Members[row])]));

    private static (double? Lower, double? Upper, string Method, ImmutableArray<Problem> Problems) OfShare(Result<ShareInterval> made, ShareMethod asked) =>
        made.TryGet(out var interval) ? (interval.Lower, interval.Upper, interval.IsOneSided ? $"{interval.Method}, one-sided" : $"{interval.Method}", []) : (null, null, $"{asked}", made.Problems);

    private static (double? Lower, double? Upper, string Method, ImmutableArray<Problem> Problems) OfInterval(Result<Interval> made) =>
        made.TryGet(out var interval) ? (interval.Lower, interval.Upper, "t", []) : (null, null, "t", made.Problems);

    private static SurveyFigure OfQuantile(WantedEstimate wanted, Result<QuantileEstimate> found, Domain? domain) => found.TryGet(out var quantile)
        ? new(wanted.Kind, wanted.Column, domain?.Name, quantile.Value, quantile.StandardError, quantile.Lower, quantile.Upper, "Woodruff", quantile.DegreesOfFreedom, quantile.Respondents, quantile.Missing, null, [])
        : Unknown(wanted, domain, found.Problems);

    private static SurveyFigure Unknown(WantedEstimate wanted, Domain? domain, ImmutableArray<Problem> problems) =>
        new(wanted.Kind, wanted.Column, domain?.Name, null, null, null, null, "", null, null, null, null, problems);

    private static Problem NoTotal(string column, string label) =>
        new("survey.calibration-labels", label.Length > 0 ? $"{column} = {label}" : column, new("Nhóm này có trong mẫu hoặc trong tổng thể, nhưng không có ở cả hai.", "This group is in the sample or among the totals, but not in both."),
            new("Ghi tổng của mỗi nhóm có trong mẫu, đúng tên.", "Give the total of each group of the sample, under the same name."));
}
