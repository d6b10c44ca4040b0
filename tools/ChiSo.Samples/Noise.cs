namespace ChiSo.Samples;

/// <summary>Chance without a random source: a number in [0, 1) from words.</summary>
internal static class Noise
{
    public static double Of(params ReadOnlySpan<string> words)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in words)
        {
            foreach (var letter in word + "|")
                hash = (hash ^ letter) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return (hash >> 11) / (double)(1UL << 53);
    }

    public static int Between(int low, int high, params ReadOnlySpan<string> words) => low + (int)(Of(words) * (high - low + 1));
}
