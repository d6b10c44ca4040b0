using CsCheck;
using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests;

/// <summary>Random criteria sets, entries, decisions, methods and whole blocks. Everything is made from small numbers, so that what fails shrinks to something readable.</summary>
internal static class Gens
{
    /// <summary>A leaf in the rough: which kind of rule, and its maximum in quarter points.</summary>
    private static readonly Gen<(int Kind, int Quarters)> Rough = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 40]);

    /// <summary>A field: criteria that are leaves themselves (one) or hold several.</summary>
    private static readonly Gen<(int Kind, int Quarters)[][]> Field = Rough.Array[1, 3].Array[1, 4];

    /// <summary>One to four fields of two or three levels, sometimes with bonus and deduction lines and caps.</summary>
    public static readonly Gen<CriteriaSet> Criteria =
        Gen.Select(Field.Array[1, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, (fields, bonuses, deductions, capped) => Set(
            [
                .. fields.Select((field, place) => FieldOf($"{place + 1}", field)),
                .. Enumerable.Range(1, bonuses).Select(line => Leaf($"T{line}", line, part: CriteriaPart.Bonus)),
                .. Enumerable.Range(1, deductions).Select(line => Leaf($"P{line}", -line, part: CriteriaPart.Deduction)),
            ]) with { BonusCap = capped ? new Points(1.5m) : null, DeductionCap = capped ? new Points(-1.5m) : null });

    public static readonly Gen<Method> Methods =
        Gen.Select(Gen.Int[0, 3], Gen.Enum<Rounding>(), Gen.Enum<Basis>(), Gen.Enum<Basis>(), Gen.Enum<TieRule>(), Gen.Int[0, 3], Gen.Bool, (decimals, rounding, rankOn, classifyOn, ties, quota, falls) => new Method
        {
            Decimals = decimals,
            Rounding = rounding,
            RankOn = rankOn,
            ClassifyOn = classifyOn,
            Ties = ties,
            TieBreaks = quota == 1 ? [new TieBreak.NodePoints(new("1")), new TieBreak.SupplierPoints([Supplier.Survey])] : [],
            Classes = [Band("rất tốt", 75), Band("tốt", 60), Band("khá", 45), Band("kém", 0)],
            Gates = quota == 2 ? [new(new GateCondition.NodeShareAtLeast(new("1"), 50), CapsAt: 1)] : [],
            Quotas = quota == 0 ? [] : [new(0, Number: quota, null, falls), new(1, null, SharePercent: 40, falls)],
        });

    /// <summary>Whole blocks: some lines unknown, some units excluded, decisions of every kind at every level.</summary>
    public static readonly Gen<BlockInput> Blocks = BlocksOf(decisionsUpTo: 5, unknownOf100: 8, excludedOf100: 15);

    /// <summary>Blocks in which every line of every unit is known and no decision was taken.</summary>
    public static readonly Gen<BlockInput> Settled = BlocksOf(decisionsUpTo: 0, unknownOf100: 0, excludedOf100: 0);

    private static Gen<BlockInput> BlocksOf(int decisionsUpTo, int unknownOf100, int excludedOf100) =>
        Gen.Select(Criteria, Methods, Gen.Int[1, 9], (set, method, units) => (set, method, units)).SelectMany(drawn =>
        {
            CriteriaNode[] leaves = [.. drawn.set.Leaves()];
            CriteriaNode[] nodes = [.. drawn.set.Nodes()];
            return Gen.Select(
                Gen.Select(Gen.Int[0, 99], Gen.Int[0, 100]).Array[drawn.units * leaves.Length],
                Gen.Int[0, 99].Array[drawn.units],
                Gen.Select(Gen.Int[0, drawn.units - 1], Gen.Int[0, nodes.Length - 1], Gen.Int[0, 4]).Array[0, decisionsUpTo],
                (cells, exclusions, decisions) => new BlockInput
                {
                    RoundCode = "vong",
                    BlockCode = "khoi",
                    Period = "2023",
                    Criteria = drawn.set,
                    Method = drawn.method,
                    Units = [.. exclusions.Select((dice, place) => dice < excludedOf100 ? Unit($"u{place}").Excluded() : Unit($"u{place}"))],
                    Entries = [.. cells.Select((cell, place) => cell.Item1 < unknownOf100 ? null : EntryOf(leaves[place % leaves.Length], cell.Item2))],
                    Decisions = [.. decisions.Select(drawnDecision => new Decision($"u{drawnDecision.Item1}", nodes[drawnDecision.Item2].Code, RulingOf(drawnDecision.Item3), "căn cứ", "Hội đồng thẩm định"))],
                });
        });

    /// <summary>An entry the leaf's rule can score, the better the higher <paramref name="percent"/> (0 to 100).</summary>
    public static Entry EntryOf(CriteriaNode leaf, int percent) => leaf.Scoring!.Rule switch
    {
        ScoringRule.Rubric => new Entry.Direct(new(decimal.Round(leaf.Max.Value * percent / 100, 4))),
        ScoringRule.YesNo => new Entry.Answer(percent >= 50 ? 0 : 1),
        ScoringRule.Choice { Options: var options } => new Entry.Answer(options.Length - 1 - (percent * (options.Length - 1) / 100)),
        ScoringRule.Count => new Entry.Figures([100 - percent]),
        _ => new Entry.Figures([percent]),
    };

    private static CriteriaNode FieldOf(string code, (int Kind, int Quarters)[][] criteria) =>
        Node(code, [.. criteria.Select((criterion, place) => CriterionOf($"{code}.{place + 1}", criterion))]);

    private static CriteriaNode CriterionOf(string code, (int Kind, int Quarters)[] lines) => lines is [var only]
        ? LeafOf(code, only)
        : Node(code, [.. lines.Select((line, place) => LeafOf($"{code}.{place + 1}", line))]);

    private static CriteriaNode LeafOf(string code, (int Kind, int Quarters) rough)
    {
        var max = rough.Quarters / 4m;
        ScoringRule? rule = rough.Kind switch
        {
            0 => null,
            1 => new ScoringRule.YesNo(null, new(0)),
            2 => new ScoringRule.Choice([new("đủ", new(max)), new("một phần", new(max / 2)), new("sai", new(-0.25m))]),
            3 => new ScoringRule.Count(new(max), new(-0.05m), new(0), new(max)),
            4 => new ScoringRule.Imported("chỉ số", 101),
            _ => new ScoringRule.RelativeToBest(37),
        };
        return Leaf(code, max, rule, supplier: rough.Kind == 4 ? Supplier.Survey : Supplier.Unit);
    }

    private static Ruling RulingOf(int kind) => kind switch
    {
        0 => new Ruling.Applies(),
        1 => new Ruling.Zero(),
        2 => new Ruling.NotApplicable(NotApplicableEffect.Rebase),
        3 => new Ruling.NotApplicable(NotApplicableEffect.Award),
        _ => new Ruling.NotApplicable(NotApplicableEffect.Siblings),
    };

    private static ClassBand Band(string name, decimal from) => new(Words.Same(name), from);
}
