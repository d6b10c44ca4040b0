using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Samples;

/// <summary>Finds how hard the year was for each unit, so that the engine's own index comes out at the aim; then settles the last fraction on dossier figures.</summary>
internal sealed class Search
{
    private readonly RoundDocument round;
    private readonly Entry?[] entries;
    private readonly double[] hardship;

    public Search(RoundDocument round, BlockDocument block)
    {
        (this.round, Block, Maker) = (round, block, new(round.CutOff));
        Leaves = [.. block.Criteria.Leaves()];
        entries = new Entry?[block.Units.Length * Leaves.Length];
        hardship = new double[block.Units.Length];
    }

    public BlockDocument Block { get; }

    public Maker Maker { get; }

    public ImmutableArray<CriteriaNode> Leaves { get; }

    public Entry? EntryOf(int unit, int leaf) => entries[(unit * Leaves.Length) + leaf];

    public double LossOf(int unit, int leaf)
    {
        var (name, code) = (Block.Units[unit].Code, Leaves[leaf].Code.Value);
        var slipped = IsStepwise(Leaves[leaf].Scoring!.Rule) && Noise.Of(name, code, "slip") < hardship[unit] * 0.7;
        return slipped ? 0.5 : Math.Min(0.85, hardship[unit] * Aims.Weakness(code) * (0.35 + (1.3 * Noise.Of(name, code, "loss"))));
    }

    public void Settle()
    {
        var (low, high) = (new double[hardship.Length], Enumerable.Repeat(0.8, hardship.Length).ToArray());
        for (var step = 0; step < 40; step++)
        {
            for (var unit = 0; unit < hardship.Length; unit++)
                Fill(unit, (low[unit] + high[unit]) / 2);
            var result = Compute();
            for (var unit = 0; unit < hardship.Length; unit++)
                (result.Units[unit].Index > AimOf(unit) ? low : high)[unit] = hardship[unit];
        }

        foreach (var code in (string[])["CS_DV_HS", "CS_DV_PS", "CS_VB", "CS_SH_HS", "CS_SH_KQ"])
        {
            for (var unit = 0; unit < hardship.Length; unit++)
                Tune(unit, Leaves.Index().First(leaf => leaf.Item.Code.Value == code).Index);
        }
    }

    public void Report()
    {
        var result = Compute();
        Console.WriteLine($"{Block.Code}: mean {result.Summary.PublishedMean}, classes {string.Join(" / ", result.Summary.ClassCounts)}");
        foreach (var unit in result.Units.OrderBy(unit => unit.Rank))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {unit.Rank,2} {unit.Unit,-12} {unit.Index:0.000000}"));
    }

    /// <summary>Rules that give all or a part: a small loss would never show on them, so a line slips now and then.</summary>
    private static bool IsStepwise(ScoringRule rule) =>
        rule is ScoringRule.YesNo or ScoringRule.Choice or ScoringRule.Ladder or ScoringRule.ImportedLadder or ScoringRule.Count or ScoringRule.Rubric;

    private decimal AimOf(int unit) => Aims.Of[Block.Units[unit].Code].Index;

    private void Fill(int unit, double hard)
    {
        hardship[unit] = hard;
        var name = Block.Units[unit].Code;
        Maker.Late[name] = Maker.LateRate(LossOf(unit, Leaves.Index().First(leaf => leaf.Item.Code.Value == "TT_MC_DH").Index));
        for (var leaf = 0; leaf < Leaves.Length; leaf++)
            entries[(unit * Leaves.Length) + leaf] = Applies(name, Leaves[leaf]) ? Maker.Make(name, Leaves[leaf], LossOf(unit, leaf)) : null;
    }

    private bool Applies(string unit, CriteriaNode leaf) =>
        Block.Decisions.LastOrDefault(decision => decision.Unit == unit && decision.Node == leaf.Code)?.Ruling is not Ruling.NotApplicable;

    /// <summary>Moves the numerator of a share until the index is as near the aim as it can come.</summary>
    private void Tune(int unit, int leaf)
    {
        var place = (unit * Leaves.Length) + leaf;
        if (entries[place] is not Entry.Figures figures)
            return;

        decimal IndexAt(decimal part)
        {
            entries[place] = figures with { Values = [part, figures.Values[1]] };
            return Compute().Units[unit].Index!.Value;
        }

        var most = Math.Floor(figures.Values[1] * (Leaves[leaf].Scoring!.Rule is ScoringRule.Proportional rule ? rule.Target / 100 : 1));
        var (low, high) = (Math.Floor(figures.Values[0] * 0.8m), Math.Min(most, Math.Ceiling(figures.Values[0] * 1.2m)));
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = IndexAt(middle) > AimOf(unit) ? (low, middle) : (middle, high);
        }

        IndexAt(Math.Abs(IndexAt(low) - AimOf(unit)) < Math.Abs(IndexAt(high) - AimOf(unit)) ? low : high);
    }

    private BlockResult Compute() => Computation.Compute(RoundSnapshot.ToInput(round, Block) with { Entries = [.. entries] });
}
