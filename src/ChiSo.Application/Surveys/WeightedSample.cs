using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>A sample as it was drawn and with its weights adjusted, by a design file.</summary>
public sealed class WeightedSample
{
    private readonly Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? adjust;

    private WeightedSample(SurveyDesign drawn, SurveyDesign uncalibrated, SurveyDesign design, Replicates? replicates, Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? adjust) =>
        (Drawn, BeforeCalibration, Design, Replicates, this.adjust) = (drawn, uncalibrated, design, replicates, adjust);

    /// <summary>With the weights of the draw.</summary>
    public SurveyDesign Drawn { get; }

    /// <summary>With the weights after non-response and trimming.</summary>
    public SurveyDesign BeforeCalibration { get; }

    /// <summary>With the weights after every adjustment.</summary>
    public SurveyDesign Design { get; }

    /// <summary><c>null</c> where errors are linearised.</summary>
    public Replicates? Replicates { get; }

    /// <summary>How the errors are found: Taylor, JK1, JKn, BRR, Fay or bootstrap.</summary>
    public string Method => Replicates?.Method ?? "Taylor";

    /// <returns>The sample, or every problem of the step that could not be made.</returns>
    public static Result<WeightedSample> Of(DesignFile file, AnswerTable answers)
    {
        var created = SurveyDesign.Create(answers.Rows, [.. file.Stages.Select(stage => Stage(stage, answers))], file.Weights is { } column ? answers.Numbers(column) : null, file.LonelyUnits);
        var responded = Responded(file.NonResponse, answers);
        if (!created.TryGet(out var drawn) || !responded.TryGet(out var marks))
            return (ImmutableArray<Problem>)[.. created.Problems, .. responded.Problems];

        var known = Auxiliaries(file.Calibration, answers, marks);
        var replicates = file.Replicates is { } wanted ? wanted.Of(drawn) : (Result<Replicates>?)null;
        if (!known.TryGet(out var auxiliaries) || replicates is { Problems.IsEmpty: false })
            return (ImmutableArray<Problem>)[.. known.Problems, .. replicates?.Problems ?? []];

        var raise = Raise(file, answers, marks);
        var raised = raise is null ? drawn.Weights : raise(drawn.Weights);
        if (!raised.TryGet(out var after))
            return raised.Problems;
        var design = raise is null ? drawn : drawn.WithWeights(after);
        var calibrated = file.Calibration is { } calibration ? Calibration.Adjust(design, auxiliaries, calibration.Of()) : design;
        if (!calibrated.TryGet(out var adjusted))
            return calibrated.Problems;
        return new WeightedSample(drawn, design, adjusted, replicates is { } found && found.TryGet(out var made) ? made : null, Steps(raise, file.Calibration, auxiliaries));
    }

    /// <summary>Many statistics with the variance of the replicates; every adjustment of the weights is made again in each.</summary>
    /// <exception cref="InvalidOperationException">The sample has no replicates.</exception>
    public ImmutableArray<Result<Estimate>> ByReplicates(IReadOnlyList<(string Name, Func<SurveyDesign, Result<double>> Of)> statistics, ReplicateCentre centre) =>
        ReplicateVariance.Estimates(Drawn, Replicates ?? throw new InvalidOperationException("The sample has no replicates."), statistics, adjust, centre);

    /// <summary>The adjusted weights of a replicate, one a row.</summary>
    /// <exception cref="InvalidOperationException">The sample has no replicates.</exception>
    public Result<ImmutableArray<double>> WeightsOf(int replicate)
    {
        var weights = (Replicates ?? throw new InvalidOperationException("The sample has no replicates.")).Weights(Drawn, replicate);
        return adjust is null ? weights : adjust(weights);
    }

    /// <summary>What is done before the calibration: non-response, then trimming; <c>null</c> for nothing.</summary>
    private static Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? Raise(DesignFile file, AnswerTable answers, bool[] responded)
    {
        Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? spread = file.NonResponse is { } columns ? weights => NonResponse.AdjustByCells(weights.AsSpan(), responded, Cells(columns, answers)) : null;
        if (file.Trimming is not { } bounds)
            return spread;
        return weights =>
        {
            var raised = spread is null ? weights : spread(weights);
            return raised.TryGet(out var after) ? bounds.Cut(after) : raised;
        };
    }

    private static Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? Steps(Func<ImmutableArray<double>, Result<ImmutableArray<double>>>? raise, CalibrationColumns? calibration, ImmutableArray<Auxiliary> auxiliaries)
    {
        if (calibration is null)
            return raise;
        return weights =>
        {
            var raised = raise is null ? weights : raise(weights);
            return raised.TryGet(out var after) ? Calibration.Weights(after.AsSpan(), auxiliaries, calibration.Of()) : raised;
        };
    }

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

    /// <returns>One mark a row, all true where nobody is told apart; or every row that says neither 1 nor 0.</returns>
    private static Result<bool[]> Responded(NonResponseColumns? columns, AnswerTable answers)
    {
        if (columns is null)
            return Enumerable.Repeat(true, answers.Rows).ToArray();
        var marks = answers.Numbers(columns.Responded);
        ImmutableArray<Problem> unusable = [.. Enumerable.Range(0, marks.Length).Where(row => marks[row] is not (0 or 1)).Select(row => NoMark($"row {(row + 1).ToString(CultureInfo.InvariantCulture)}:{columns.Responded}"))];
        return unusable.IsEmpty ? marks.Select(mark => mark == 1).ToArray() : unusable;
    }

    private static Grouping Cells(NonResponseColumns columns, AnswerTable answers) => columns.Cells is { } cells ? answers.Labels(cells) : Grouping.Of(Enumerable.Repeat("", answers.Rows));

    /// <summary>What is known of the population. Who did not answer has no weight, so nothing need be known of them.</summary>
    private static Result<ImmutableArray<Auxiliary>> Auxiliaries(CalibrationColumns? calibration, AnswerTable answers, bool[] responded)
    {
        if (calibration is null)
            return ImmutableArray<Auxiliary>.Empty;
        var auxiliaries = ImmutableArray.CreateBuilder<Auxiliary>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var group in calibration.Groups)
        {
            var labels = responded.Contains(true) ? answers.Labels(group.Column).Among(responded) : answers.Labels(group.Column);
            problems.AddRange(labels.Names.Where(name => !group.Totals.ContainsKey(name)).Concat(group.Totals.Keys.Except(labels.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal)).Select(name => NoTotal(group.Column, name)));
            auxiliaries.Add(new Auxiliary.Groups(group.Column, labels, [.. labels.Names.Select(name => group.Totals.GetValueOrDefault(name))]));
        }

        auxiliaries.AddRange(calibration.Numbers.Select(number => new Auxiliary.Number(number.Column, [.. answers.Numbers(number.Column).Select((value, row) => responded[row] ? value : 0)], number.Total)));
        if (auxiliaries.Count == 0)
            problems.Add(NoTotal("calibration", ""));
        return problems.Count > 0 ? problems.DrainToImmutable() : auxiliaries.DrainToImmutable();
    }

    private static Problem NoMark(string where) =>
        new("survey.responded", where, new("Cột này chỉ ghi 1 (đã trả lời) hoặc 0 (không trả lời).", "This column says 1 (answered) or 0 (did not) only."), new("Sửa ô này.", "Correct the cell."));

    private static Problem NoTotal(string column, string label) =>
        new("survey.calibration-labels", label.Length > 0 ? $"{column} = {label}" : column, new("Nhóm này có trong mẫu hoặc trong tổng thể, nhưng không có ở cả hai.", "This group is in the sample or among the totals, but not in both."),
            new("Ghi tổng của mỗi nhóm có trong mẫu, đúng tên.", "Give the total of each group of the sample, under the same name."));
}
