using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>The words by which round files write the choices of a method.</summary>
internal static class RoundCodes
{
    public static readonly ImmutableArray<string> DefaultStages = ["self", "review1", "explanation", "review2", "council"];

    public static readonly CodeList<DecimalMark> Marks = new(("point", DecimalMark.Point), ("comma", DecimalMark.Comma));

    public static readonly CodeList<Visibility> Visibilities = new(
        ("ranking", Visibility.Ranking), ("fields", Visibility.Fields), ("criteria", Visibility.Criteria), ("reasons", Visibility.Reasons));

    public static readonly CodeList<Rounding> Roundings = new(
        ("half_away_from_zero", Rounding.HalfAwayFromZero), ("half_to_even", Rounding.HalfToEven), ("truncate", Rounding.Truncate));

    public static readonly CodeList<Basis> Bases = new(("exact", Basis.Exact), ("published", Basis.Published));

    public static readonly CodeList<TieRule> Ties = new(
        ("competition", TieRule.Competition), ("dense", TieRule.Dense), ("modified_competition", TieRule.ModifiedCompetition));

    public static readonly CodeList<Edge> Edges = new(("falls", Edge.Falls), ("kept", Edge.Kept));

    /// <summary>What happens to a tie over the edge of a quota.</summary>
    internal enum Edge
    {
        Falls,
        Kept,
    }
}
