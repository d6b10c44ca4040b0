using System.Collections.Immutable;
using ChiSo.Application.Assessment;

namespace ChiSo.Application.Appraisal;

/// <summary>Units that declared the same under a criterion and were given different points: to be looked at, not forbidden, since the evidence may differ.</summary>
/// <param name="Lines">At least two, most points first.</param>
public sealed record UnequalTreatment(ImmutableArray<ReviewLine> Lines)
{
    /// <summary>Every such group among the lines that are appraised, in the order of the lines.</summary>
    public static ImmutableArray<UnequalTreatment> Find(IEnumerable<ReviewLine> lines) =>
    [
        .. lines.Where(line => line is { Claim: not null, Standing: not null, State: ReviewState.Appraised or ReviewState.Confirmed })
            .GroupBy(line => (line.Node.Code, line.Claim!.Entry)) // filtered just above
            .Where(same => same.Select(GivenTo).Distinct().Count() > 1)
            .Select(same => new UnequalTreatment([.. same.OrderByDescending(line => PointsOf(line) ?? decimal.MinValue)])),
    ];

    /// <summary><c>null</c> where the points depend on other units.</summary>
    public static decimal? PointsOf(ReviewLine line) => line.Standing is { } standing ? SheetPoints.Of(line.Node, standing) : null;

    /// <summary>Points; where they depend on other units, the figures themselves.</summary>
    private static (decimal?, string) GivenTo(ReviewLine line) => PointsOf(line) is { } points ? (points, "") : (null, line.Standing!.Entry); // filtered before
}
