namespace ChiSo.Engine;

/// <summary>Makes points of an entry by the leaf's rule: the same function for the flat computation and for the tree of reasons.</summary>
public static class RuleScorer
{
    /// <summary>Points of <paramref name="entry"/>, unrounded: multiply first, one division last.</summary>
    /// <param name="max">The leaf's own maximum (M), before any move of weight.</param>
    /// <param name="best">The best value of the block and its holders, for rules relative to it; <c>default</c> otherwise.</param>
    /// <param name="steps">Receives the steps when reasons are wanted; <c>null</c> in the flat computation.</param>
    /// <param name="obstacle">Why nothing comes out, when the return value is <c>null</c>.</param>
    public static decimal? Score(Leaf leaf, Points max, Entry entry, Peers best, List<RuleStep>? steps, out Obstacle obstacle) =>
        throw new NotSupportedException();
}

/// <summary>The best value of a block on one leaf, and the units that hold it.</summary>
public readonly record struct Peers(decimal? Best, System.Collections.Immutable.ImmutableArray<string> Holders);
