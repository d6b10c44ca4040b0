using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The words by which files write what a criteria set chooses from.</summary>
internal static class RuleCodes
{
    public static readonly CodeList<CriteriaPart> Parts = new(("base", CriteriaPart.Base), ("bonus", CriteriaPart.Bonus), ("deduction", CriteriaPart.Deduction));

    public static readonly CodeList<Supplier> Suppliers = new(
        ("unit", Supplier.Unit),
        ("lead_agency", Supplier.LeadAgency),
        ("survey", Supplier.Survey),
        ("dossiers", Supplier.Dossiers),
        ("leader", Supplier.Leader),
        ("imported_index", Supplier.ImportedIndex),
        ("computed", Supplier.Computed));

    public static readonly CodeList<NotApplicableEffect> Effects = new(
        ("rebase", NotApplicableEffect.Rebase),
        ("award", NotApplicableEffect.Award),
        ("siblings", NotApplicableEffect.Siblings));

    public static readonly CodeList<EvidenceRule> EvidenceRules = new(("mandatory", EvidenceRule.Mandatory), ("one_of", EvidenceRule.OneOf));

    /// <summary>What is done for a unit with too few valid forms; nothing is <see cref="Stop"/>.</summary>
    public static readonly CodeList<BelowMinimum> Below = new(
        ("not_applicable", BelowMinimum.NotApplicable),
        ("last_year", BelowMinimum.LastYear),
        ("block_mean", BelowMinimum.BlockMean));

    /// <summary>The line waits for a decision.</summary>
    public const string Stop = "stop";

    /// <summary>Longer signs first, so that ">=" is not read as ">".</summary>
    public static readonly ImmutableArray<(string Sign, Comparison Comparison)> Signs =
    [
        (">=", Comparison.AtLeast), ("<=", Comparison.AtMost), ("!=", Comparison.NotEqual),
        ("≥", Comparison.AtLeast), ("≤", Comparison.AtMost), ("≠", Comparison.NotEqual),
        (">", Comparison.Above), ("<", Comparison.Below), ("=", Comparison.Equal),
    ];

    public static string SignOf(Comparison comparison) => Signs.First(sign => sign.Comparison == comparison).Sign;

    public const string Kinds = "yes_no, choice, ladder, ladder_joint, proportional, ratio, complement, count, rubric, survey, imported, imported_ladder, relative_to_best, mean_over_items, formula";
}
