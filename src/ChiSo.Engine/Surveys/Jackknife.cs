namespace ChiSo.Engine.Surveys;

/// <summary>Replicates that leave out one first-stage unit each and raise the others of its stratum by n ÷ (n − 1).</summary>
/// <remarks>Source: Wolter (2007), 4.2 to 4.5; Rust &amp; Rao (1996), Statistical Methods in Medical Research 5. For totals the variance equals the linearised one.</remarks>
public static class Jackknife
{
    /// <summary>JK1: a draw without strata; each deviation counts (1 − f)·(n − 1) ÷ n.</summary>
    public static Result<Replicates> Unstratified(SurveyDesign design)
    {
        if (design.Strata != 1)
        {
            return new Problem("survey.jackknife-strata", "JK1", new("JK1 chỉ dùng cho mẫu không phân tầng.", "JK1 is for samples without strata."),
                new("Dùng JKn.", "Use JKn."));
        }

        return Stratified(design).TryGet(out var replicates)
            ? new Replicates("JK1", [.. Enumerable.Range(0, replicates.Count).Select(replicate => replicates.Factors(replicate).ToArray())], [.. replicates.Scales])
            : ReplicateChecks.NoDegrees("JK1");
    }

    /// <summary>JKn: the same inside each stratum. Strata that were taken whole have no replicate.</summary>
    public static Result<Replicates> Stratified(SurveyDesign design)
    {
        var stage = design.Stages[0];
        if (ReplicateChecks.LonelyPolicy(design, "JKn") is { } problem)
            return problem;

        var (factors, scales) = (new List<double[]>(), new List<double>());
        for (var unit = 0; unit < stage.Units; unit++)
        {
            var stratum = stage.StratumOfUnit[unit];
            var drawn = stage.Drawn[stratum];
            if (drawn == 1 || !stage.Matters(stratum))
                continue;
            var own = new double[stage.Units];
            for (var other = 0; other < own.Length; other++)
                own[other] = stage.StratumOfUnit[other] == stratum ? drawn / (drawn - 1.0) : 1;
            own[unit] = 0;
            factors.Add(own);
            scales.Add((1 - stage.Fraction[stratum]) * (drawn - 1) / drawn);
        }

        return factors.Count > 0 ? new Replicates("JKn", [.. factors], [.. scales]) : ReplicateChecks.NoDegrees("JKn");
    }
}

/// <summary>What stands in the way of replicates.</summary>
internal static class ReplicateChecks
{
    /// <summary>Replicates know lonely units as certain ones only.</summary>
    public static Problem? LonelyPolicy(SurveyDesign design, string method)
    {
        var stage = design.Stages[0];
        return design.Lonely is LonelyUnits.Adjust or LonelyUnits.Average && Enumerable.Range(0, stage.Strata).Any(stage.IsLonely)
            ? new Problem("survey.replicates-lonely", method, new("Có tầng chỉ có một đơn vị mẫu; trọng số lặp chỉ xử lý được theo cách certainty.", "A stratum has one sampled unit; replicates know the policy certainty only."),
                new("Gộp tầng, hoặc chọn certainty.", "Merge the stratum, or choose certainty."))
            : null;
    }

    public static Problem NoDegrees(string method) => Estimate.NoDegreesOfFreedom(method);
}
