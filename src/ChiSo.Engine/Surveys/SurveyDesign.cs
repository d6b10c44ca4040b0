using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>How the rows of a sample were drawn and what they weigh: it travels with the answers, and every estimate is made by it.</summary>
public sealed class SurveyDesign
{
    internal SurveyDesign(ImmutableArray<double> weights, CompiledStage[] stages, LonelyUnits lonely, ImmutableArray<Calibrated> calibrations)
    {
        Weights = weights;
        Stages = stages;
        Lonely = lonely;
        Calibrations = calibrations;
    }

    /// <summary>One a row: how many of the population the row stands for. Calibration may make a weight negative; a drawn one never is.</summary>
    public ImmutableArray<double> Weights { get; }

    public LonelyUnits Lonely { get; }

    public int Rows => Weights.Length;

    public int StageCount => Stages.Length;

    /// <summary>Units of the first stage in the sample.</summary>
    public int SampledUnits => Stages[0].Units;

    /// <summary>Strata of the first stage.</summary>
    public int Strata => Stages[0].Strata;

    /// <summary>Unit of the first stage ("primary sampling unit"), one a row, from 0.</summary>
    public ReadOnlySpan<int> UnitOfRow => Stages[0].UnitOfRow;

    internal CompiledStage[] Stages { get; }

    /// <summary>Adjustments to known totals, in the order they were made; their residuals enter the variance.</summary>
    internal ImmutableArray<Calibrated> Calibrations { get; }

    /// <summary>First-stage units that hold a member, less the strata of those units: counted inside the domain.</summary>
    /// <remarks>Rows with weight zero count for nothing. Source: Korn &amp; Graubard, Analysis of Health Surveys (1999), section 5.2; Lumley (2010), 2.5.</remarks>
    public int DegreesOfFreedom(ReadOnlySpan<bool> members)
    {
        var stage = Stages[0];
        var units = new bool[stage.Units];
        var strata = new bool[stage.Strata];
        for (var row = 0; row < members.Length; row++)
        {
            if (members[row] && Weights[row] != 0)
                units[stage.UnitOfRow[row]] = true;
        }

        var count = 0;
        for (var unit = 0; unit < units.Length; unit++)
        {
            if (!units[unit])
                continue;
            count++;
            strata[stage.StratumOfUnit[unit]] = true;
        }

        return count - strata.Count(present => present);
    }

    public int DegreesOfFreedom() => DegreesOfFreedom([.. Enumerable.Repeat(true, Rows)]);

    /// <summary>The same draw with other weights, such as those after an adjustment for non-response. Calibrations are forgotten.</summary>
    /// <exception cref="ArgumentException">Not one weight a row.</exception>
    public SurveyDesign WithWeights(ImmutableArray<double> weights) => weights.Length == Rows
        ? new(weights, Stages, Lonely, [])
        : throw new ArgumentException($"{weights.Length} weights for {Rows} rows.", nameof(weights));

    internal SurveyDesign Calibrate(ImmutableArray<double> weights, Calibrated calibration) => new(weights, Stages, Lonely, Calibrations.Add(calibration));

    /// <param name="weights">One a row, zero or more; <c>null</c> for the product over the stages of population ÷ drawn, which needs a known population at every stage.</param>
    /// <returns>The design, or every problem of it at once.</returns>
    /// <exception cref="ArgumentException">There is no row or no stage, or the columns differ in length.</exception>
    public static Result<SurveyDesign> Create(int rows, IReadOnlyList<SamplingStage> stages, ImmutableArray<double>? weights = null, LonelyUnits lonely = LonelyUnits.Stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (stages.Count == 0)
            throw new ArgumentException("A design has at least one stage.", nameof(stages));
        if (weights is { } given && given.Length != rows)
            throw new ArgumentException($"{given.Length} weights for {rows} rows.", nameof(weights));

        var problems = ImmutableArray.CreateBuilder<Problem>();
        var compiled = new CompiledStage[stages.Count];
        for (var stage = 0; stage < stages.Count; stage++)
            compiled[stage] = StageCompiler.Compile(stages[stage], stage, stage == 0 ? null : (stages[stage - 1], compiled[stage - 1]), rows, problems);

        problems.AddRange(DesignChecks.OfLonelyUnits(compiled, lonely));
        if (weights is { } drawn)
            problems.AddRange(DesignChecks.OfWeights(drawn));
        else if (stages.Any(stage => stage.Population is FinitePopulation.WithReplacement))
            problems.Add(DesignChecks.NoWeights());
        return problems.Count > 0
            ? problems.DrainToImmutable()
            : new SurveyDesign(weights ?? Inverse(compiled, rows), compiled, lonely, []);
    }

    private static ImmutableArray<double> Inverse(CompiledStage[] stages, int rows)
    {
        var weights = new double[rows];
        Array.Fill(weights, 1);
        foreach (var stage in stages)
        {
            for (var row = 0; row < rows; row++)
                weights[row] /= stage.Fraction[stage.StratumOfUnit[stage.UnitOfRow[row]]];
        }

        return ImmutableArray.Create(weights);
    }
}
