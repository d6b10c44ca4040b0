using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Draws the lines that are marked twice: those whose SHA-256 of "seed|block|unit|line" is smallest, so that the same seed draws the same lines whoever draws.</summary>
public static class DoubleDraw
{
    /// <summary>Lines people appraise, a share of them, rounded up.</summary>
    public static ImmutableHashSet<(string Unit, CriterionCode Line)> Of(DoubleMarking marking, LiveBlock block, CriteriaSet criteria)
    {
        var lines = (from unit in block.Units
                     from leaf in criteria.Leaves()
                     where leaf.Scoring is { SuppliedBy: Supplier.Unit or Supplier.LeadAgency }
                     select (Unit: unit.Code, Line: leaf.Code)).ToList();
        return [.. lines.OrderBy(line => Key(marking.Seed, block.Code, line.Unit, line.Line), StringComparer.Ordinal).Take(((lines.Count * marking.Share) + 99) / 100)];
    }

    private static string Key(string seed, string block, string unit, CriterionCode line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{block}|{unit}|{line}")));
}
