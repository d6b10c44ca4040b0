namespace ChiSo.Engine.Surveys;

/// <summary>An estimate with its sampling error.</summary>
/// <param name="Variance">Of the estimate under the design; zero or more.</param>
/// <param name="DegreesOfFreedom">Counted inside the domain; below 1 there is no interval.</param>
/// <param name="Respondents">Rows that entered.</param>
/// <param name="Missing">Rows of the domain without a valid answer.</param>
public sealed record Estimate(string Name, double Value, double Variance, int DegreesOfFreedom, int Respondents, int Missing)
{
    public double StandardError => Math.Sqrt(Variance);

    /// <summary>Standard error ÷ estimate, as a share; <c>null</c> where the estimate is zero.</summary>
    public double? CoefficientOfVariation => Value == 0 ? null : StandardError / Math.Abs(Value);

    /// <summary>Half the width of the interval: t·SE. The problem says why there is none.</summary>
    /// <param name="level">Confidence in (0, 1), such as 0.95.</param>
    public Result<double> MarginOfError(double level) =>
        DegreesOfFreedom < 1 ? NoDegreesOfFreedom(Name) : Quantile.StudentT(1 - ((1 - level) / 2), DegreesOfFreedom) * StandardError;

    /// <summary>Estimate ± t·SE with the degrees of freedom of the domain.</summary>
    /// <param name="level">Confidence in (0, 1), such as 0.95.</param>
    public Result<Interval> Interval(double level) =>
        MarginOfError(level).TryGet(out var margin) ? new Interval(Value - margin, Value + margin, level) : NoDegreesOfFreedom(Name);

    internal static Problem NoDegreesOfFreedom(string name) =>
        new("survey.no-degrees-of-freedom", name, new("Không đủ đơn vị mẫu trong nhóm này để có khoảng tin cậy (0 bậc tự do).", "Too few sampled units in this group for an interval (no degrees of freedom)."),
            new("Gộp nhóm này với nhóm khác, hoặc công bố không kèm khoảng tin cậy.", "Merge the group with another, or publish it without an interval."));
}

/// <summary>A confidence interval; both ends belong to it.</summary>
/// <param name="Level">Confidence in (0, 1).</param>
public sealed record Interval(double Lower, double Upper, double Level);
