using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What a change of a round's content does to the results of one block.</summary>
/// <param name="Units">Units whose published index or rank moves, in official order.</param>
/// <param name="Lines">Lines whose points move, and whose entries moved them.</param>
public sealed record BlockMoves(string Block, ImmutableArray<UnitMove> Units, ImmutableArray<Movement> Lines)
{
    /// <summary>Blocks in both, where anything moves.</summary>
    public static ImmutableArray<BlockMoves> Between(RoundDocument before, RoundDocument after) =>
    [
        .. after.Blocks
            .Join(before.Blocks, block => block.Code, block => block.Code, (block, earlier) => Of(RoundSnapshot.ToInput(before, earlier), RoundSnapshot.ToInput(after, block)))
            .Where(moves => !moves.Units.IsEmpty || !moves.Lines.IsEmpty),
    ];

    private static BlockMoves Of(BlockInput before, BlockInput after)
    {
        var (then, now) = (Computation.Compute(before), Computation.Compute(after));
        var earlier = then.Units.ToDictionary(unit => unit.Unit);
        var moves = now.Units
            .Where(unit => earlier.ContainsKey(unit.Unit))
            .Select(unit => new UnitMove(unit.Unit, earlier[unit.Unit].Published, unit.Published, earlier[unit.Unit].Rank?.Value, unit.Rank?.Value));
        return new(after.BlockCode, [.. moves.Where(move => move.Moved)], Movements.Between((before, then), (after, now)));
    }
}

/// <summary>A unit's result before and after.</summary>
/// <param name="IndexBefore">As printed; <c>null</c> without one.</param>
/// <param name="RankBefore"><c>null</c> without one.</param>
public sealed record UnitMove(string Unit, decimal? IndexBefore, decimal? IndexAfter, int? RankBefore, int? RankAfter)
{
    internal bool Moved => IndexBefore != IndexAfter || RankBefore != RankAfter;
}
