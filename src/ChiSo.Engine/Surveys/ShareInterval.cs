namespace ChiSo.Engine.Surveys;

/// <summary>How an interval for a share is made; the name is printed with it.</summary>
public enum ShareMethod
{
    /// <summary>t interval on the log odds, taken back to shares.</summary>
    Logit,

    /// <summary>Wilson's score interval with the effective number of respondents.</summary>
    Wilson,

    /// <summary>Clopper and Pearson's interval from the beta distribution, with the effective number of respondents: never too short, wide for few units.</summary>
    KornGraubard,
}

/// <summary>An interval for a share: never below 0 or above 1, also where everybody or nobody said yes.</summary>
/// <param name="Method">What was used; at exactly 0 or 1 it is always <see cref="ShareMethod.KornGraubard"/>.</param>
/// <param name="IsOneSided">At exactly 0 or 1 the whole error lies on one side.</param>
/// <param name="EffectiveRespondents">Respondents of a simple random sample with the same error; infinite where the sample has no error.</param>
public sealed record ShareInterval(double Lower, double Upper, double Level, ShareMethod Method, bool IsOneSided, double EffectiveRespondents)
{
    /// <param name="share">A mean of an indicator.</param>
    /// <param name="level">Confidence in (0, 1).</param>
    /// <param name="designEffect">At exactly 0 or 1 nothing can be learnt of the design effect from the answers; 1 or more, such as that of the weights or of a question alike.</param>
    /// <remarks>
    /// Effective respondents p(1 − p) ÷ V; the beta interval takes them times (t(n − 1) ÷ t(df))². Source: Korn &amp; Graubard (1998), Survey Methodology 24, 193-201;
    /// Wilson (1927), JASA 22; Dean &amp; Pagano (2015), JSSAM 3; logit: Lumley, Complex Surveys (2010), 2.3.
    /// </remarks>
    public static Result<ShareInterval> Of(Estimate share, ShareMethod method, double level, double designEffect = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(designEffect, 1);
        if (share.Value is < -AtEnd or > 1 + AtEnd)
            return new Problem("survey.share-outside", share.Name, new("Tỷ lệ nằm ngoài 0–100 %: hiệu chỉnh đã cho trọng số âm.", "The share lies outside 0 to 100 %: calibration has made weights negative."), new("Dùng raking hoặc giới hạn (logit).", "Use raking, or bounds (logit)."));
        if (share.DegreesOfFreedom < 1)
            return Estimate.NoDegreesOfFreedom(share.Name);
        if (share.Value is <= AtEnd or >= 1 - AtEnd)
            return OneSided(share, level, designEffect);
        if (share.Variance == 0)
            return new ShareInterval(share.Value, share.Value, level, method, false, double.PositiveInfinity);

        return method switch
        {
            ShareMethod.Logit => OfLogit(share, level),
            ShareMethod.Wilson => OfWilson(share, level),
            _ => OfBeta(share, level),
        };
    }

    /// <summary>As near to 0 or 1 as sums of weights come where everybody said the same.</summary>
    private const double AtEnd = 1e-12;

    private static double Effective(Estimate share) => share.Value * (1 - share.Value) / share.Variance;

    private static ShareInterval OfLogit(Estimate share, double level)
    {
        var odds = Math.Log(share.Value / (1 - share.Value));
        var margin = Quantile.StudentT((1 + level) / 2, share.DegreesOfFreedom) * share.StandardError / (share.Value * (1 - share.Value));
        return new(Back(odds - margin), Back(odds + margin), level, ShareMethod.Logit, false, Effective(share));

        static double Back(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
    }

    private static ShareInterval OfWilson(Estimate share, double level)
    {
        var (p, n) = (share.Value, Effective(share));
        var t = Quantile.StudentT((1 + level) / 2, share.DegreesOfFreedom);
        var centre = (p + (t * t / (2 * n))) / (1 + (t * t / n));
        var margin = t * Math.Sqrt((p * (1 - p) / n) + (t * t / (4 * n * n))) / (1 + (t * t / n));
        return new(Math.Max(0, centre - margin), Math.Min(1, centre + margin), level, ShareMethod.Wilson, false, n);
    }

    private static ShareInterval OfBeta(Estimate share, double level)
    {
        var (p, tail) = (share.Value, (1 - level) / 2);
        var n = Effective(share) * ForFewUnits(share, 1 - tail);
        return new(Quantile.Beta(tail, n * p, (n * (1 - p)) + 1), Quantile.Beta(1 - tail, (n * p) + 1, n * (1 - p)), level, ShareMethod.KornGraubard, false, n);
    }

    /// <summary>The beta interval with all error on the open side: 1 − (1 − level)^(1/n) away from the end.</summary>
    private static ShareInterval OneSided(Estimate share, double level, double designEffect)
    {
        var n = share.Respondents / designEffect * ForFewUnits(share, level);
        var reach = Quantile.Beta(level, 1, n);
        return share.Value <= AtEnd
            ? new(0, reach, level, ShareMethod.KornGraubard, true, n)
            : new(1 - reach, 1, level, ShareMethod.KornGraubard, true, n);
    }

    /// <summary>(t(n − 1) ÷ t(df))²: what few sampled units take from the effective respondents.</summary>
    private static double ForFewUnits(Estimate share, double probability)
    {
        var ratio = Quantile.StudentT(probability, share.Respondents - 1) / Quantile.StudentT(probability, share.DegreesOfFreedom);
        return ratio * ratio;
    }
}
