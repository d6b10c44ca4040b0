using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Draws the lines that are marked twice: those whose SHA-256 of "seed|block|unit|line", divided by the weight of the line, is smallest, so that the same seed and weights draw the same lines whoever draws.</summary>
/// <remarks>Sequential Poisson sampling: E. Ohlsson, Journal of Official Statistics 14 (1998). With equal weights it is a simple random draw.</remarks>
public static class DoubleDraw
{
    /// <summary>So large that rounding quotients down orders no two lines otherwise.</summary>
    private const int Scale = 1_000_000;

    /// <summary>Whether people appraise the line.</summary>
    public static bool IsDrawnFrom(CriteriaNode leaf) => leaf.Scoring is { SuppliedBy: Supplier.Unit or Supplier.LeadAgency };

    /// <summary>A share of the lines people appraise, rounded up.</summary>
    /// <param name="risks">Empty for a random draw; a line without one has the least weight.</param>
    public static ImmutableHashSet<(string Unit, CriterionCode Line)> Of(DoubleMarking marking, LiveBlock block, CriteriaSet criteria, IEnumerable<LineRisk> risks)
    {
        var weights = risks.ToDictionary(risk => (risk.Unit, Line: risk.Criterion), risk => risk.Weight);
        var lines = (from unit in block.Units
                     from leaf in criteria.Leaves()
                     where IsDrawnFrom(leaf)
                     select (Unit: unit.Code, Line: leaf.Code)).ToList();
        return [.. lines.OrderBy(line => Key(marking.Seed, block.Code, line) / weights.GetValueOrDefault(line, LineRisk.LeastWeight)).Take(((lines.Count * marking.Share) + 99) / 100)];
    }

    /// <summary>SHA-256 of what a draw by risk started from, so that the trail holds it: "unit|line|gap|stake|changed|bare" and a line feed for each line, in ordinal order.</summary>
    public static string HashOf(IEnumerable<LineRisk> risks)
    {
        var rows = risks.Select(risk => FormattableString.Invariant($"{risk.Unit}|{risk.Criterion}|{risk.Gap}|{risk.Stake}|{risk.Changed}|{risk.Bare}\n")).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(rows))));
    }

    private static BigInteger Key(string seed, string block, (string Unit, CriterionCode Line) line) =>
        new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{block}|{line.Unit}|{line.Line}")), isUnsigned: true, isBigEndian: true) * Scale;
}
