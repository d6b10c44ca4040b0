using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>The means of a design file from a CSV file of plain numbers, added up as it is read: a million answers are never in memory. The figures are those of <see cref="SurveyEstimation"/>.</summary>
/// <param name="Figures">In the order the design asks for them.</param>
public sealed record PlainMeans(int Rows, int Strata, int SampledUnits, ImmutableArray<SurveyFigure> Figures)
{
    /// <summary>Every row has a weight above zero.</summary>
    public int DegreesOfFreedom => SampledUnits - Strata;

    /// <returns><c>null</c> where the design asks for more than means of everybody with linearised errors of one stage of clusters drawn with replacement, or where the file is not plain or something is wrong with it: then the whole file is read, and problems are told there.</returns>
    public static PlainMeans? TryRead(DesignFile file, string path)
    {
        if (!Suits(file) || !File.Exists(path) || ParquetAnswers.Is(path))
            return null;
        ImmutableArray<string> items = [.. file.Wanted().Select(wanted => wanted.Column).Distinct(StringComparer.Ordinal)];
        using var stream = File.OpenRead(path);
        var read = AnswerTotals.Read(stream, Path.GetFileName(path), new(file.Stages[0].Strata, file.Stages[0].Units, file.Weights, items) { AreUnitsUnique = file.Stages[0].Names == UnitNames.Unique, AreWeightsPositive = true });
        if (!read.TryGet(out var totals) || totals.Rows == 0)
            return null;
        var means = totals.Means(items);
        if (means.Any(mean => mean.Problems.Any(problem => problem.Code == "survey.lonely-unit")))
            return null;
        return new(totals.Rows, totals.Strata, totals.Units, [.. file.Wanted().Select(wanted => SurveyEstimation.Limited(Figure(wanted, totals, items.IndexOf(wanted.Column), means, file.Level), file.Limits))]);
    }

    private static bool Suits(DesignFile file) =>
        file is { Stages: [{ Units: not null, Sizes: null, Fractions: null }], Weights: not null, LonelyUnits: LonelyUnits.Stop, NonResponse: null, Calibration: null, Replicates: null, Trimming: null, Comparisons: [], Independence: [] }
        && file.Wanted() is { IsEmpty: false } wanted && wanted.All(one => one is { Kind: EstimateKind.Mean, By: null });

    private static SurveyFigure Figure(WantedEstimate wanted, ClusterTotals totals, int item, ImmutableArray<Result<Estimate>> means, double level)
    {
        if (!means[item].TryGet(out var mean))
            return SurveyEstimation.Unknown(wanted, domain: null, means[item].Problems);
        var (lower, upper, method, problems) = SurveyEstimation.OfInterval(mean.Interval(level));
        return new(wanted.Kind, wanted.Column, null, mean.Value, mean.StandardError, lower, upper, method, mean.DegreesOfFreedom, mean.Respondents, mean.Missing, totals.EffectOf(item, mean), problems);
    }
}
