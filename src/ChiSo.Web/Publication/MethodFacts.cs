using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>The method of a block as facts in words: each with its lines.</summary>
public sealed class MethodFacts(BlockInput input, Texts texts, Shown shown)
{
    private readonly Method method = input.Method;

    public sealed record Fact(string Name, ImmutableArray<string> Lines);

    public ImmutableArray<Fact> All() =>
    [
        .. new Fact?[]
        {
            new(texts["Fact_Base"], Base()),
            Outside(),
            new(texts["Fact_Rounding"], [texts["Note_Rounding", method.Decimals, texts["Rounding_" + method.Rounding].ToLowerInvariant()], texts["Fact_PointDecimals", Rounder.PointDecimals(method)], texts["Fact_RoundedOnce"]]),
            new(texts["Fact_Compared"], [texts["Fact_ComparedAt", Computation.ComparedDecimals]]),
            new(texts["Fact_Ranks"], [texts["Note_RankOn_" + method.RankOn], texts["Ties_" + method.Ties], .. method.TieBreaks.Select(TieBreak)]),
            new(texts["Fact_Classes"], [texts["Fact_ClassifyOn_" + method.ClassifyOn], .. method.Gates.Select(Gate), .. method.Quotas.Select(Quota)]),
            new(texts["Fact_Changes"], Changes()),
            method.CountAbove is { } above ? new(texts["Fact_CountAbove"], [texts["Fact_CountAboveLine", shown.PlainPercent(above)]]) : null,
            new(texts["Fact_Unknown"], [texts["Fact_UnknownLine"]]),
            new(texts["Fact_NotApplicable"], [texts["Fact_NotApplicableLine"]]),
        }.OfType<Fact>(),
    ];

    private ImmutableArray<string> Base()
    {
        var total = input.Criteria.Roots.Where(root => root.Part == CriteriaPart.Base).Sum(root => root.Max.Value);
        return method.Base.IsEmpty
            ? [texts["Fact_BaseTotal", shown.Plain(total)]]
            : [texts["Fact_BaseTotal", shown.Plain(total)], .. method.Base.Select(part => texts["Fact_BasePart", texts.Say(part.Name), shown.Plain(part.Max.Value)])];
    }

    private Fact? Outside()
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (input.Criteria.Roots.Any(root => root.Part == CriteriaPart.Bonus))
            lines.Add(input.Criteria.BonusCap is { } bonus ? texts["Fact_BonusCap", shown.Plain(bonus.Value)] : texts["Fact_Bonus"]);
        if (input.Criteria.Roots.Any(root => root.Part == CriteriaPart.Deduction))
            lines.Add(input.Criteria.DeductionCap is { } deduction ? texts["Fact_DeductionCap", shown.Plain(Math.Abs(deduction.Value))] : texts["Fact_Deduction"]);
        return lines.Count == 0 ? null : new(texts["Fact_Outside"], lines.ToImmutable());
    }

    private ImmutableArray<string> Changes() =>
    [
        texts["Note_ChangesOn_" + method.ChangesOn],
        texts["Fact_Lineage_" + (method.CompareWithMeanOfPredecessors ? "Mean" : "None")],
    ];

    private string TieBreak(TieBreak key) => key switch
    {
        TieBreak.NodePoints node => texts["Fact_TieBreak", NodeName(node.Node)],
        TieBreak.SupplierPoints suppliers => texts["Fact_TieBreak", texts.List([.. suppliers.Suppliers.Select(one => texts["Supplier_" + one].ToLowerInvariant())])],
        _ => throw new UnreachableException(),
    };

    private string Gate(Gate gate) => gate.Requires switch
    {
        GateCondition.NodeShareAtLeast share => texts["Fact_GateShare", NodeName(share.Node), shown.PlainPercent(share.Percent), ClassName(gate.CapsAt)],
        GateCondition.WithoutMark mark => texts["Fact_GateMark", mark.Mark, ClassName(gate.CapsAt)],
        _ => throw new UnreachableException(),
    };

    private string Quota(Quota quota) => texts[quota.TieOverEdgeFalls ? "Fact_Quota" : "Fact_QuotaTieKept",
        ClassName(quota.Class),
        quota.Number is { } number ? texts["Fact_QuotaNumber", shown.Whole(number)] : texts["Fact_QuotaShare", shown.PlainPercent(quota.SharePercent ?? 0)]];

    private string ClassName(int place) => texts.Say(method.Classes[place].Name);

    private string NodeName(CriterionCode code) => input.Criteria.Nodes().FirstOrDefault(node => node.Code == code) is { } node
        ? $"{node.Number} {texts.Say(node.Name)}"
        : code.Value;
}
