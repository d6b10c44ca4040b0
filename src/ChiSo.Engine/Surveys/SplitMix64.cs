namespace ChiSo.Engine.Surveys;

/// <summary>The random numbers of draws and bootstraps: a few lines anybody can write again in any language, so that a draw can be repeated from its seed.</summary>
/// <remarks>
/// State += 0x9E3779B97F4A7C15; z = state; z = (z ^ z≫30)·0xBF58476D1CE4E5B9; z = (z ^ z≫27)·0x94D049BB133111EB; result z ^ z≫31, all in 64 unsigned bits.
/// Source: Steele, Lea &amp; Flood (2014), Fast Splittable Pseudorandom Number Generators, OOPSLA; the constants are those of Vigna's reference implementation. Not for secrets.
/// </remarks>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, each equally likely: the remainder, numbers of the last incomplete cycle being drawn again.</summary>
    /// <param name="bound">Above 0.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var (size, incomplete) = ((ulong)bound, (ulong.MaxValue % (ulong)bound) + 1);
        if (incomplete == size)
            incomplete = 0;
        ulong number;
        do
            number = Next();
        while (number > ulong.MaxValue - incomplete);
        return (int)(number % size);
    }

    /// <summary>In [0, 1): the upper 53 bits.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
