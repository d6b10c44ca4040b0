using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys;

/// <summary>What a figure is compared with.</summary>
public enum ComparedWith
{
    /// <summary>That of the other groups of the same file.</summary>
    Groups,

    /// <summary>The same figure of an earlier file, such as last year's; samples drawn independently.</summary>
    Before,
}

/// <summary>What is done about the many tests of one comparison; see <c>docs/method/survey-intervals-and-tests.md</c>.</summary>
public enum PAdjustment
{
    Holm,
    BenjaminiHochberg,
    None,
}

/// <param name="Estimate">A mean, total, ratio or share; its groups (<c>by</c>) are compared.</param>
/// <param name="Reference">The group every other is compared with; <c>null</c>: all pairs.</param>
/// <param name="Adjustment">Over the tests of this comparison.</param>
public sealed record WantedComparison(WantedEstimate Estimate, ComparedWith With = ComparedWith.Groups, string? Reference = null, PAdjustment Adjustment = PAdjustment.Holm)
{
    internal IEnumerable<Words> Faults()
    {
        if (Estimate.Kind == EstimateKind.Quantile)
            yield return new($"phân vị của {Estimate.Column} không so sánh được", $"quantiles of {Estimate.Column} can't be compared");
        if (With == ComparedWith.Groups && Estimate.By is null)
            yield return new($"so sánh {Estimate.Column} giữa các nhóm thiếu \"by\"", $"the comparison of {Estimate.Column} between groups lacks \"by\"");
        if (With == ComparedWith.Before && Reference is not null)
            yield return new("\"reference\" chỉ dùng khi so sánh các nhóm", "\"reference\" goes with groups alone");
    }
}

/// <summary>Two columns of groups: whether they are independent.</summary>
public sealed record WantedIndependence(string Rows, string Columns);

/// <summary>Bounds of the weights, as multiples of their mean over those above zero; what is cut goes to the others. Made after the adjustment for non-response and before the calibration.</summary>
/// <param name="Lowest">0 or more, at most 1.</param>
/// <param name="Highest">1 or more.</param>
public sealed record WeightBounds(double Lowest, double Highest)
{
    internal Result<ImmutableArray<double>> Cut(ImmutableArray<double> weights)
    {
        var mean = weights.Where(weight => weight > 0).DefaultIfEmpty(0).Average();
        return Engine.Surveys.Trimming.Cut(weights.AsSpan(), Lowest * mean, Highest * mean);
    }
}
