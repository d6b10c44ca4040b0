using System.Collections.Immutable;

namespace ChiSo.Application.Surveys;

/// <summary>Which columns of a file of answers say how a row was drawn, and which hold the answers.</summary>
/// <param name="Stratum"><c>null</c> without strata.</param>
/// <param name="Unit">The sampled unit of the first stage; <c>null</c> where each row is one.</param>
/// <param name="Weight"><c>null</c> where all weigh alike.</param>
public sealed record ColumnNames(string? Stratum, string? Unit, string? Weight, ImmutableArray<string> Items)
{
    /// <summary>Whether a unit that stands in two strata is a mistake; else units are numbered within their stratum.</summary>
    public bool AreUnitsUnique { get; init; }

    /// <summary>Whether a weight of zero can't be used.</summary>
    public bool AreWeightsPositive { get; init; }
}
