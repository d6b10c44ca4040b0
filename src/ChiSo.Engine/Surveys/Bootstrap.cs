namespace ChiSo.Engine.Surveys;

/// <summary>Replicates that draw n − 1 of the n units of each stratum with replacement and rescale the weights.</summary>
/// <remarks>
/// A unit drawn r times has the factor 1 − √(1 − f) + √(1 − f)·r·n ÷ (n − 1). Each squared deviation from the mean counts 1 ÷ (replicates − 1).
/// Source: Rao &amp; Wu (1988), JASA 83; Rao, Wu &amp; Yue (1992), Survey Methodology 18.
/// </remarks>
public static class Bootstrap
{
    /// <param name="replicates">2 or more; some hundreds for a standard error.</param>
    /// <param name="seed">The same seed gives the same replicates, on any machine.</param>
    public static Result<Replicates> RaoWu(SurveyDesign design, int replicates, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        if (ReplicateChecks.LonelyPolicy(design, "bootstrap") is { } problem)
            return problem;

        var stage = design.Stages[0];
        return new Replicates("bootstrap", Factors(stage.StratumOfUnit, stage.Fraction, replicates, seed), Scales(replicates));
    }

    internal static double[] Scales(int replicates)
    {
        var scales = new double[replicates];
        Array.Fill(scales, 1 / (replicates - 1.0));
        return scales;
    }

    /// <summary>One row a replicate, one column a unit. Strata of one unit keep it.</summary>
    internal static double[][] Factors(int[] stratumOfUnit, double[] fractions, int replicates, ulong seed)
    {
        var members = new List<int>[fractions.Length];
        for (var stratum = 0; stratum < members.Length; stratum++)
            members[stratum] = [];
        for (var unit = 0; unit < stratumOfUnit.Length; unit++)
            members[stratumOfUnit[unit]].Add(unit);

        var random = new SplitMix64(seed);
        var factors = new double[replicates][];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var own = factors[replicate] = new double[stratumOfUnit.Length];
            for (var stratum = 0; stratum < members.Length; stratum++)
                Draw(members[stratum], Math.Sqrt(1 - fractions[stratum]), random, own);
        }

        return factors;
    }

    private static void Draw(List<int> units, double shrink, SplitMix64 random, double[] factors)
    {
        if (units.Count == 1)
        {
            factors[units[0]] = 1;
            return;
        }

        foreach (var unit in units)
            factors[unit] = 1 - shrink;
        var once = shrink * units.Count / (units.Count - 1.0);
        for (var draw = 1; draw < units.Count; draw++)
            factors[units[random.Below(units.Count)]] += once;
    }
}
