using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>Weights that meet known totals of the population: post-stratification, raking and calibration are one method with different variables and distances.</summary>
/// <remarks>Solved by Newton's method on Σ w·g(x′λ)·x = T, halving a step that does not come nearer. Source: Deville &amp; Särndal (1992), JASA 87; Deville, Särndal &amp; Sautory (1993), JASA 88.</remarks>
public static class Calibration
{
    /// <summary>The largest relative miss of a total that counts as met.</summary>
    public const double Tolerance = 1e-11;

    private const int MaxSteps = 200;

    /// <summary>Post-stratification: within each group the weights are raised to its size. Source: Holt &amp; Smith (1979), JRSS A 142.</summary>
    public static Result<SurveyDesign> Poststratify(SurveyDesign design, Auxiliary.Groups cells) => Adjust(design, [cells], new CalibrationDistance.Linear());

    /// <summary>Raking to the margins of several classifications. Source: Deming &amp; Stephan (1940), Annals of Mathematical Statistics 11.</summary>
    public static Result<SurveyDesign> Rake(SurveyDesign design, IReadOnlyList<Auxiliary.Groups> margins) => Adjust(design, margins, new CalibrationDistance.Raking());

    /// <summary>The design with calibrated weights; its variances use the residuals from the auxiliaries.</summary>
    public static Result<SurveyDesign> Adjust(SurveyDesign design, IReadOnlyList<Auxiliary> auxiliaries, CalibrationDistance distance)
    {
        var found = Weights(design.Weights.AsSpan(), auxiliaries, distance);
        return found.TryGet(out var weights)
            ? design.Calibrate(weights, new Calibrated(new AuxiliaryMatrix(auxiliaries, design.Rows), [.. design.Weights]))
            : found.Problems;
    }

    /// <summary>Calibrated weights alone, for replicates.</summary>
    /// <returns>One a row; or why the totals can't be met: that they were not met is a problem, never a warning.</returns>
    public static Result<ImmutableArray<double>> Weights(ReadOnlySpan<double> weights, IReadOnlyList<Auxiliary> auxiliaries, CalibrationDistance distance)
    {
        var problems = CalibrationChecks.Find(weights, auxiliaries, distance);
        if (!problems.IsEmpty)
            return problems;

        var matrix = new AuxiliaryMatrix(auxiliaries, weights.Length);
        double[] targets = [.. auxiliaries.SelectMany(auxiliary => auxiliary is Auxiliary.Groups groups ? groups.Totals.AsEnumerable() : [((Auxiliary.Number)auxiliary).Total])];
        var lambda = new double[matrix.Columns];
        var state = Evaluate(matrix, weights, lambda, distance, targets);
        for (var step = 0; step < MaxSteps && state.Miss > Tolerance; step++)
        {
            var direction = AuxiliaryMatrix.Solve(matrix.Gram(state.Slopes), state.Gaps);
            if (!TryStep(matrix, weights, ref lambda, direction, distance, targets, ref state))
                break;
        }

        return state.Miss <= Tolerance ? ImmutableArray.Create(state.Weights) : NotMet(auxiliaries, targets, state);
    }

    private static bool TryStep(AuxiliaryMatrix matrix, ReadOnlySpan<double> weights, ref double[] lambda, double[] direction, CalibrationDistance distance, double[] targets, ref State state)
    {
        for (var length = 1.0; length > 1e-6; length /= 2)
        {
            var next = new double[lambda.Length];
            for (var i = 0; i < next.Length; i++)
                next[i] = lambda[i] + (length * direction[i]);
            var there = Evaluate(matrix, weights, next, distance, targets);
            if (!(there.Miss < state.Miss))
                continue;
            (lambda, state) = (next, there);
            return true;
        }

        return false;
    }

    private static State Evaluate(AuxiliaryMatrix matrix, ReadOnlySpan<double> weights, double[] lambda, CalibrationDistance distance, double[] targets)
    {
        var (calibrated, slopes) = (new double[weights.Length], new double[weights.Length]);
        matrix.Multiply(lambda, calibrated);
        for (var row = 0; row < weights.Length; row++)
        {
            var (g, slope) = distance.At(calibrated[row]);
            calibrated[row] = weights[row] * g;
            slopes[row] = weights[row] * slope;
        }

        var totals = matrix.Totals(calibrated);
        var (gaps, miss) = (new double[targets.Length], 0.0);
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = targets[i] - totals[i];
            miss = Math.Max(miss, Math.Abs(gaps[i]) / (1 + Math.Abs(targets[i])));
        }

        return new(calibrated, slopes, gaps, double.IsNaN(miss) ? double.PositiveInfinity : miss);
    }

    private static Problem NotMet(IReadOnlyList<Auxiliary> auxiliaries, double[] targets, State state)
    {
        var names = auxiliaries.SelectMany(auxiliary => auxiliary is Auxiliary.Groups groups ? groups.Of.Names.Select(name => $"{groups.Name} = {name}") : [((Auxiliary.Number)auxiliary).Name]).ToArray();
        var worst = Enumerable.Range(0, targets.Length).MaxBy(i => Math.Abs(state.Gaps[i]) / (1 + Math.Abs(targets[i])));
        var (reached, wanted) = (targets[worst] - state.Gaps[worst], targets[worst]);
        return new("survey.not-calibrated", names[worst],
            new($"Không tìm được trọng số khớp mọi tổng thể: ở đây đạt {Vi(reached)}, cần {Vi(wanted)}.", $"No weights meet all totals: here {En(reached)} was reached, {En(wanted)} is wanted."),
            new("Xem lại các tổng, nới giới hạn, hoặc gộp các nhóm nhỏ.", "Check the totals, widen the bounds, or merge small groups."));
    }

    /// <param name="Slopes">Weight times the derivative of g, one a row.</param>
    /// <param name="Gaps">Wanted less reached, one a column.</param>
    private sealed record State(double[] Weights, double[] Slopes, double[] Gaps, double Miss);
}
