using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class CalibrationTests
{
    /// <summary>Twelve cells (a by b): people in the sample and in the population.</summary>
    private static readonly int[] Sample = [20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70];
    private static readonly double[] Population = [80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125];

    /// <summary>Kalton &amp; Flores-Cervantes (2003), Journal of Official Statistics 19(2), 81-97: adjustment factors printed with two decimals, row by row: tables A to D and G. Kept here from the saved output of the test of them in R's survey package (<c>tests/kalton.Rout.save</c>, numbers alone).</summary>
    public static TheoryData<string, double[]> Factors => new()
    {
        { "post-stratified", [4.00, 1.00, 1.38, 1.20, 1.07, 1.10, 1.70, 1.20, 4.00, 1.83, 1.65, 1.79] },
        { "raked", [1.81, 1.45, 2.02, 1.08, 0.87, 1.21, 2.20, 1.76, 2.45, 1.83, 1.47, 2.04] },
        { "linear", [1.82, 1.50, 1.97, 1.09, 0.78, 1.24, 2.19, 1.88, 2.34, 1.83, 1.52, 1.98] },
        { "greg", [1.21, 1.17, 1.14, 1.43, 1.40, 1.36, 1.66, 1.62, 1.59, 1.88, 1.85, 1.81] },
        { "logit", [1.87, 1.46, 1.98, 1.08, 0.74, 1.27, 2.17, 2.09, 2.18, 1.89, 1.49, 1.99] },
        { "truncated", [1.81, 1.48, 1.99, 1.08, 0.75, 1.26, 2.20, 2.00, 2.20, 1.83, 1.50, 2.00] },
    };

    [Theory]
    [MemberData(nameof(Factors))]
    public void Adjustment_factors_as_published(string method, double[] printed)
    {
        int[] cells = [.. Enumerable.Range(0, 12).SelectMany(cell => Enumerable.Repeat(cell, Sample[cell]))];
        var weights = new double[cells.Length];
        Array.Fill(weights, 1);
        var found = method switch
        {
            "post-stratified" => Calibration.Weights(weights, [Margin("cell", cells, cell => cell)], new CalibrationDistance.Linear()),
            "greg" => Calibration.Weights(weights, [Auxiliary.Population(cells.Length, Population.Sum()), Level("a", cells, cell => 1 + (cell % 4)), Level("b", cells, cell => 1 + (cell / 4))], new CalibrationDistance.Linear()), // the rows and columns as numbers
            _ => Calibration.Weights(weights, [Margin("a", cells, cell => cell % 4), Margin("b", cells, cell => cell / 4)], method switch
            {
                "raked" => new CalibrationDistance.Raking(),
                "logit" => new CalibrationDistance.Logit(0.5, 2.2),
                "truncated" => new CalibrationDistance.Truncated(0.5, 2.2),
                _ => new CalibrationDistance.Linear(),
            }),
        };

        var factors = Enumerable.Range(0, 12).Select(cell => found.Known()[Array.IndexOf(cells, cell)]).ToArray();
        for (var a = 0; a < 4; a++)
        {
            for (var b = 0; b < 3; b++)
                factors[(b * 4) + a].ShouldBe(printed[(a * 3) + b], 0.0051, $"row {a + 1}, column {b + 1}");
        }
    }

    [Fact]
    public void Every_distance_meets_the_totals_and_keeps_its_bounds() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 3], Gen.Double[0.95, 1.05]).Sample((seed, kind, factor) =>
        {
            var survey = new SyntheticSurvey(seed);
            CalibrationDistance distance = kind switch { 0 => new CalibrationDistance.Linear(), 1 => new CalibrationDistance.Raking(), 2 => new CalibrationDistance.Logit(0.5, 2), _ => new CalibrationDistance.Truncated(0.5, 2) };
            var total = survey.X.Zip(survey.Weights, (x, weight) => x * weight).Sum() * factor;
            var weights = Calibration.Weights(survey.Weights.AsSpan(), [Auxiliary.Population(survey.Count, survey.Weights.Sum()), new Auxiliary.Number("x", [.. survey.X], total)], distance).Known();
            survey.X.Zip(weights, (x, weight) => x * weight).Sum().ShouldBe(total, total * 1e-9);
            weights.Sum().ShouldBe(survey.Weights.Sum(), survey.Weights.Sum() * 1e-9);
            if (kind >= 2)
                weights.Zip(survey.Weights, (after, before) => after / before).ShouldAllBe(g => g >= 0.5 - 1e-12 && g <= 2 + 1e-12);
            if (kind == 1)
                weights.ShouldAllBe(weight => weight > 0);
        }, iter: 60);

    [Fact]
    public void A_calibrated_variable_has_no_sampling_error()
    {
        var survey = new SyntheticSurvey();
        var design = Calibration.Adjust(DesignKinds.Of("stratified-cluster", survey), [new Auxiliary.Number("x", [.. survey.X], 5000)], new CalibrationDistance.Linear()).Known();
        var total = Variance.Estimate(design, Linearise.Total(design, "x", survey.X).Known());
        total.Value.ShouldBe(5000, 1e-6);
        total.StandardError.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Totals_that_cannot_be_met_are_an_error_that_names_the_variable()
    {
        var answer = Calibration.Weights([1, 1, 1, 1], [Auxiliary.Population(4, 4), new Auxiliary.Number("age", [10, 20, 30, 40], 400)], new CalibrationDistance.Logit(0.5, 1.5));
        answer.Problems.Single().Code.ShouldBe("survey.not-calibrated");
        var contradiction = Calibration.Weights([1, 1, 1], [new Auxiliary.Number("x", [1, 2, 3], 12), new Auxiliary.Number("twice x", [2, 4, 6], 30)], new CalibrationDistance.Linear());
        contradiction.Problems.Single().Code.ShouldBe("survey.not-calibrated");
    }

    [Fact]
    public void What_is_wrong_with_the_totals_is_told_all_at_once()
    {
        var sex = Grouping.Of(["f", "m", "f"]);
        var codes = Calibration.Weights([1, 0, 1], [new Auxiliary.Groups("sex", sex, [10, 20]), new Auxiliary.Groups("area", Grouping.Of(["u", "u", "r"]), [5, -1]), new Auxiliary.Number("x", [1, double.NaN, 2], 3)], new CalibrationDistance.Logit(1, 2))
            .Problems.Select(problem => problem.Code);
        codes.ShouldBe(["survey.calibration-bounds", "survey.calibration-empty-group", "survey.calibration-total", "survey.calibration-total", "survey.margins-disagree"]);
    }

    [Fact]
    public void Weights_of_silent_people_go_to_those_of_their_cell()
    {
        var cells = Grouping.Of(["a", "a", "a", "b", "b"]);
        NonResponse.AdjustByCells([1, 2, 3, 4, 5], [true, false, true, true, true], cells).Known().ShouldBe([1.5, 0, 4.5, 4, 5]);
        NonResponse.AdjustByCells([1, 2, 3, 4, 5], [true, true, true, false, false], cells).Problems.Single().Code.ShouldBe("survey.silent-cell");
    }

    [Fact]
    public void Trimming_keeps_the_sum_and_the_bounds() =>
        Gen.Double[0.1, 50].Array[3, 30].Sample(weights =>
        {
            var mean = weights.Average();
            var trimmed = Trimming.Cut(weights, mean * 0.4, mean * 1.6).Known();
            trimmed.Sum().ShouldBe(weights.Sum(), 1e-8 * weights.Sum());
            trimmed.ShouldAllBe(weight => weight >= (mean * 0.4) - 1e-9 && weight <= (mean * 1.6) + 1e-9);
        });

    [Fact]
    public void Trimming_by_hand()
    {
        Trimming.Cut([1, 1, 2, 8], 0, 6).Known().ShouldBe([1.5, 1.5, 3, 6], 1e-12);
        Trimming.Cut([1, 1, 2, 8], 0, 2.9).Problems.Single().Code.ShouldBe("survey.trim-bounds");
    }

    private static Auxiliary.Number Level(string name, int[] cells, Func<int, int> of) => new(name, [.. cells.Select(cell => (double)of(cell))], Population.Index().Sum(cell => of(cell.Index) * cell.Item));

    private static Auxiliary.Groups Margin(string name, int[] cells, Func<int, int> groupOf)
    {
        var groups = Grouping.Of(cells.Select(cell => $"{groupOf(cell)}"));
        return new(name, groups, [.. groups.Names.Select(group => Enumerable.Range(0, 12).Where(cell => $"{groupOf(cell)}" == group).Sum(cell => Population[cell]))]);
    }
}
