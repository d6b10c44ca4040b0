using System.Collections.Immutable;
using ChiSo.Application.Assessment;

namespace ChiSo.Application.Appraisal;

/// <summary>Reads the risk of each line from what the units handed in and from last year's appraisal.</summary>
internal static class RiskReading
{
    /// <param name="review">A whole block with last year's positions beside its lines.</param>
    /// <param name="last">The first appraisal of the block last year; <c>null</c> where there was none.</param>
    public static ImmutableArray<LineRisk> Of(Review review, Review? last)
    {
        var changed = ChangedBy(last);
        var most = review.Criteria.Leaves().Max(leaf => Math.Abs(leaf.Max.Value));
        return [.. review.Lines.Where(line => DoubleDraw.IsDrawnFrom(line.Node)).Select(line => new LineRisk
        {
            BlockId = review.Block.Id, Unit = line.Unit.Code, Criterion = line.Node.Code,
            Gap = GapOf(line), Stake = Hundredths(Math.Abs(line.Node.Max.Value), most), Changed = changed.GetValueOrDefault(line.Assigned.Agency), Bare = line is { Claim.Evidence.Length: 0, Evidence.IsEmpty: true } ? 100 : 0,
        })];
    }

    private static int GapOf(ReviewLine line) => line is { Claim: { } claim, LastYear: { } last } && SheetPoints.Of(line.Node, claim) is { } now && SheetPoints.Of(line.Node, last) is { } then
        ? Hundredths(Math.Abs(now - then), Math.Abs(line.Node.Max.Value))
        : 0;

    /// <summary>By code of the agency.</summary>
    private static Dictionary<string, int> ChangedBy(Review? last) => (last?.Lines ?? [])
        .Where(line => line is { Claim: not null, Standing.HandedIn: not null })
        .GroupBy(line => line.Assigned.Agency)
        .ToDictionary(lines => lines.Key, lines => Hundredths(lines.Count(line => line.Standing?.Entry != line.Claim?.Entry), lines.Count()));

    private static int Hundredths(decimal part, decimal whole) => whole == 0 ? 0 : (int)Math.Clamp(Math.Round(100 * part / whole, MidpointRounding.AwayFromZero), 0, 100);
}
