namespace ChiSo.Engine;

/// <summary>Earlier results of a block as they were published, by period. Only periods of the round's own kind count: a year is compared with years, a quarter with quarters.</summary>
internal sealed class PublishedHistory
{
    private readonly Dictionary<(string Period, string Unit), PublishedResult> results = [];
    private readonly HashSet<string> listed = [];

    public PublishedHistory(BlockInput input)
    {
        foreach (var result in input.History)
        {
            if (result.Period == input.Period || Kind(result.Period) != Kind(input.Period))
                continue;
            if (listed.Add(result.Period))
                Periods.Add(result.Period);
            results[(result.Period, result.Unit)] = result;
        }
    }

    /// <summary>Oldest first.</summary>
    public List<string> Periods { get; } = [];

    public PublishedResult? Of(string period, string unit) => results.GetValueOrDefault((period, unit));

    /// <summary>Results that counted in one period: those with an index whose unit was ranked. Where the period tells ranks or classes, a unit with neither was not.</summary>
    public List<decimal> RankedIndices(string period)
    {
        var all = results.Values.Where(result => result.Period == period).ToList();
        var tellsRanks = all.Exists(IsPlaced);
        return [.. all.Where(result => !tellsRanks || IsPlaced(result)).Select(result => result.Index).OfType<decimal>()];
    }

    private static bool IsPlaced(PublishedResult result) => result.Rank is not null || result.Class.Length > 0;

    /// <summary>'H' for a half-year, 'Q' for a quarter, a blank for a year.</summary>
    private static char Kind(string period) =>
        period.IndexOf('-', StringComparison.Ordinal) is var dash and >= 0 && dash + 1 < period.Length ? period[dash + 1] : ' ';
}
