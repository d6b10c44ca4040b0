using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>Covariances of estimated totals by the design: between units inside strata, stage by stage.</summary>
/// <remarks>
/// At each stage Σ over strata of F·(1 − f)·n/(n − 1)·Σ (t − t̄)(t − t̄)′, where t are the weighted totals of the n units drawn, f their sampling fraction and F the product of
/// the fractions of the stages before. Source: Särndal et al. (1992), result 4.3.1 and its recursion; Cochran, Sampling Techniques (1977), 11.24; Bellhouse (1985), JOS 1.
/// </remarks>
public static class Variance
{
    /// <summary>The covariance matrix of the statistics, in their order.</summary>
    /// <exception cref="ArgumentException">A statistic belongs to a design of another size.</exception>
    public static double[,] Covariance(SurveyDesign design, IReadOnlyList<Linearised> statistics)
    {
        var totals = statistics.Select(statistic => Weighted(design, statistic.Influence)).ToArray();
        var covariance = new double[totals.Length, totals.Length];
        for (var stage = 0; stage < design.Stages.Length; stage++)
        {
            if (Array.Exists(design.Stages[stage].Ancestors, share => share > 0))
                AddStage(design, stage, totals, covariance);
        }

        return covariance;
    }

    public static Estimate Estimate(SurveyDesign design, Linearised statistic) => Estimates(design, [statistic])[0];

    public static ImmutableArray<Estimate> Estimates(SurveyDesign design, IReadOnlyList<Linearised> statistics) =>
        [.. statistics.Select(statistic => new Estimate(statistic.Name, statistic.Value, Covariance(design, [statistic])[0, 0], design.DegreesOfFreedom(statistic.Members.AsSpan()), statistic.Respondents, statistic.Missing))];

    /// <summary>Influence values as they enter the variance: less what the calibrations explain (the last one first), times the weights.</summary>
    private static double[] Weighted(SurveyDesign design, ImmutableArray<double> influence)
    {
        if (influence.Length != design.Rows)
            throw new ArgumentException($"A statistic of {influence.Length} rows under a design of {design.Rows}.", nameof(influence));

        var values = influence.ToArray();
        foreach (var calibration in design.Calibrations.Reverse())
            calibration.TakeResiduals(values);
        for (var row = 0; row < values.Length; row++)
            values[row] *= design.Weights[row];
        return values;
    }

    private static void AddStage(SurveyDesign design, int number, double[][] values, double[,] covariance)
    {
        var stage = design.Stages[number];
        var variables = values.Length;
        var totals = UnitTotals(stage, values);
        var centres = Centres(stage, totals, variables, design.Lonely);
        var factors = Factors(stage, design.Lonely);
        for (var unit = 0; unit < stage.Units; unit++)
        {
            var stratum = stage.StratumOfUnit[unit];
            if (factors[stratum] == 0)
                continue;
            var own = totals.AsSpan(unit * variables, variables);
            var centre = centres.AsSpan(stratum * variables, variables);
            for (var i = 0; i < variables; i++)
            {
                var deviation = factors[stratum] * (own[i] - centre[i]);
                for (var j = 0; j < variables; j++)
                    covariance[i, j] += deviation * (own[j] - centre[j]);
            }
        }
    }

    private static double[] UnitTotals(CompiledStage stage, double[][] values)
    {
        var totals = new double[stage.Units * values.Length];
        for (var row = 0; row < stage.UnitOfRow.Length; row++)
        {
            var first = stage.UnitOfRow[row] * values.Length;
            for (var i = 0; i < values.Length; i++)
                totals[first + i] += values[i][row];
        }

        return totals;
    }

    private static double[] Centres(CompiledStage stage, double[] totals, int variables, LonelyUnits policy)
    {
        var centres = new double[stage.Strata * variables];
        for (var unit = 0; unit < stage.Units; unit++)
        {
            var stratum = stage.StratumOfUnit[unit];
            if (stage.Drawn[stratum] == 1 && policy == LonelyUnits.Adjust)
                continue; // influence values have mean zero over the population, so the centre stays at zero
            for (var i = 0; i < variables; i++)
                centres[(stratum * variables) + i] += totals[(unit * variables) + i] / stage.Drawn[stratum];
        }

        return centres;
    }

    /// <summary>What the squared deviations of a stratum are multiplied with.</summary>
    private static double[] Factors(CompiledStage stage, LonelyUnits policy)
    {
        var factors = new double[stage.Strata];
        for (var stratum = 0; stratum < factors.Length; stratum++)
        {
            var drawn = stage.Drawn[stratum];
            if (stage.Matters(stratum))
                factors[stratum] = stage.Ancestors[stratum] * (1 - stage.Fraction[stratum]) * (drawn > 1 ? drawn / (drawn - 1.0) : 1);
        }

        if (policy == LonelyUnits.Average)
            LendToLonelyUnits(stage, factors);
        return factors;
    }

    /// <summary>Strata without a variance get the mean of the others inside the same unit of the stage before: those are raised by all ÷ those with a variance.</summary>
    private static void LendToLonelyUnits(CompiledStage stage, double[] factors)
    {
        foreach (var siblings in Enumerable.Range(0, stage.Strata).GroupBy(stratum => stage.ParentOfStratum[stratum]))
        {
            var all = siblings.ToArray();
            var known = all.Count(stratum => !stage.IsLonely(stratum));
            foreach (var stratum in all)
                factors[stratum] *= (double)all.Length / known;
        }
    }
}
