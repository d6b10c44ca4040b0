using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ChiSo.Engine;

/// <summary>A block on its way to a result: one place per unit in each array, filled step by step.</summary>
internal sealed class BlockDraft
{
    public BlockDraft(BlockInput input, CompiledTree tree)
    {
        Input = input;
        Tree = tree;
        var units = input.Units.Length;
        var cells = units * tree.Nodes.Length;
        Scores = new decimal[cells];
        Maxima = new decimal[cells];
        Unknowns = new int[cells];
        Totals = new UnitTotals[units];
        Standings = new Standing[units];
        FromParts = new decimal?[units];
        Index = new decimal?[units];
        Published = new decimal?[units];
        Ranks = new Rank?[units];
        Classes = new int?[units];
        ClassReasons = new ImmutableArray<ClassReason>[units];
        Announced = new bool[units];
        Changes = new UnitChange?[units];
    }

    public BlockInput Input { get; }

    public CompiledTree Tree { get; }

    public decimal[] Scores { get; }

    public decimal[] Maxima { get; }

    public int[] Unknowns { get; }

    public UnitTotals[] Totals { get; }

    public Standing[] Standings { get; }

    /// <summary>The index as the parts give it.</summary>
    public decimal?[] FromParts { get; }

    /// <summary>The index that counts: announced where it was, from the parts elsewhere.</summary>
    public decimal?[] Index { get; }

    public decimal?[] Published { get; }

    public bool[] Announced { get; }

    /// <summary>Places of ranked units, best first; units of one rank in official order.</summary>
    public int[] Order { get; set; } = [];

    public Rank?[] Ranks { get; }

    public int?[] Classes { get; }

    public ImmutableArray<ClassReason>[] ClassReasons { get; }

    public UnitChange?[] Changes { get; }

    public decimal ScoreOf(int unit, int node) => Scores[(unit * Tree.Nodes.Length) + node];

    public decimal MaxOf(int unit, int node) => Maxima[(unit * Tree.Nodes.Length) + node];

    /// <summary>A unit's value in the form a comparison looks at. The unit must have an index.</summary>
    public decimal ValueOn(Basis basis, int unit) =>
        (basis == Basis.Published ? Published[unit] : Index[unit] is { } exact ? Rounder.Compared(exact) : null)
        ?? throw new InvalidOperationException($"Unit {Input.Units[unit].Code} has no index.");

    public BlockResult Finish(BlockSummary summary)
    {
        var units = new UnitResult[Input.Units.Length];
        for (var unit = 0; unit < units.Length; unit++)
            units[unit] = Finish(unit);

        return new()
        {
            Units = ImmutableCollectionsMarshal.AsImmutableArray(units),
            Nodes = Tree.Codes(),
            Scores = ImmutableCollectionsMarshal.AsImmutableArray(Scores),
            Maxima = ImmutableCollectionsMarshal.AsImmutableArray(Maxima),
            Unknowns = ImmutableCollectionsMarshal.AsImmutableArray(Unknowns),
            Summary = summary,
        };
    }

    private UnitResult Finish(int unit)
    {
        ref readonly var totals = ref Totals[unit];
        var set = Input.Criteria;
        return new()
        {
            Unit = Input.Units[unit].Code,
            Standing = Standings[unit],
            NotRankedBecause = Unranked.Why(Input.Units[unit], Standings[unit]),
            Points = totals.Points(set),
            BonusPoints = totals.BonusPoints(set),
            DeductionPoints = totals.DeductionPoints(set),
            ApplicableMax = totals.ApplicableMax,
            Index = Index[unit],
            Published = Published[unit],
            FromParts = Announced[unit] ? FromParts[unit] : null,
            Lowest = Announced[unit] ? Index[unit] : totals.Lowest(set),
            Highest = Announced[unit] ? Index[unit] : totals.Highest(set),
            Rank = Ranks[unit],
            Class = Classes[unit],
            ClassReasons = ClassReasons[unit] is { IsDefault: false } reasons ? reasons : [],
            Change = Changes[unit],
        };
    }
}
