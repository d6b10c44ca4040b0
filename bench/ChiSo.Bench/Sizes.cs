namespace ChiSo.Bench;

/// <summary>What the promise is about.</summary>
internal static class Sizes
{
    public const int Criteria = 120;

    public static readonly int[] Units = [1_000, 3_355, 10_000, 33_550];
}
