namespace ChiSo.Engine;

/// <summary>From a snapshot of a block to indices, classes, ranks and changes.</summary>
public static class Computation
{
    /// <summary>Changes whenever the same input may give another result.</summary>
    public const string EngineVersion = "1";

    /// <summary>Comparisons (ties, bounds, gates) round both sides to this many decimals first.</summary>
    public const int ComparedDecimals = 12;

    public static BlockResult Compute(BlockInput input) => throw new NotSupportedException();
}
