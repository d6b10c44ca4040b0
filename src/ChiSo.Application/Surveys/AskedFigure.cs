using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>A figure of a design file, for everybody or one group.</summary>
/// <param name="Values">One a row: the answers, or 1 and 0 for a share.</param>
/// <param name="Statistic">The statistic under the weights it is given; for a quantile the share at or below it.</param>
internal sealed record AskedFigure(WantedEstimate Wanted, Domain? Domain, ImmutableArray<double> Values, Func<SurveyDesign, Result<Linearised>> Statistic)
{
    public string Name => Domain is null ? Wanted.Column : $"{Wanted.Column}, {Domain.Name}";

    /// <summary>One for everybody, or one for each group in the order of their first rows. Rows without a label are in no group.</summary>
    public static ImmutableArray<AskedFigure> Of(WantedEstimate wanted, AnswerTable answers, SurveyDesign design) =>
        wanted.By is null ? [Of(wanted, answers, design, domain: null)] : [.. answers.Labels(wanted.By).Domains().Where(domain => domain.Name.Length > 0).Select(domain => Of(wanted, answers, design, domain))];

    public Result<double> Value(SurveyDesign design)
    {
        var found = Statistic(design);
        return found.TryGet(out var statistic) ? statistic.Value : found.Problems;
    }

    private static AskedFigure Of(WantedEstimate wanted, AnswerTable answers, SurveyDesign design, Domain? domain)
    {
        var values = answers.Numbers(wanted.Column);
        switch (wanted.Kind)
        {
            case EstimateKind.Total:
                return Made(drawn => Linearise.Total(drawn, wanted.Column, values.AsSpan(), domain));
            case EstimateKind.Ratio:
                return Made(drawn => Linearise.Ratio(drawn, wanted.Column, values.AsSpan(), answers.Numbers(wanted.Denominator ?? wanted.Column).AsSpan(), domain));
            case EstimateKind.Quantile:
                var below = Woodruff.Below(design, wanted.Column, values.AsSpan(), wanted.Probability, domain);
                return Made(drawn => below.TryGet(out var isBelow) ? Linearise.Proportion(drawn, wanted.Column, isBelow, domain) : below.Problems);
            case EstimateKind.Share:
                values = [.. values.Select(value => double.IsNaN(value) ? value : !wanted.Values.IsDefault && wanted.Values.Contains(value) ? 1.0 : 0)];
                break;
        }

        return Made(drawn => Linearise.Mean(drawn, wanted.Column, values.AsSpan(), domain));

        AskedFigure Made(Func<SurveyDesign, Result<Linearised>> statistic) => new(wanted, domain, values, statistic);
    }
}
