namespace ChiSo.Engine;

/// <summary>The tree of reasons of one unit, rebuilt on demand by the functions that computed its points.</summary>
public static class Explanation
{
    /// <summary>One tree per root of the criteria set, in printed order.</summary>
    /// <param name="unit">Place of the unit in <see cref="BlockInput.Units"/>.</param>
    public static System.Collections.Immutable.ImmutableArray<Explained> Of(BlockInput input, int unit) => throw new NotSupportedException();
}
