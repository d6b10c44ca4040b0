using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>What is said of the block as a whole. Units that are not ranked count nowhere.</summary>
internal static class Summarising
{
    public static BlockSummary Of(BlockDraft draft, PublishedHistory history)
    {
        var method = draft.Input.Method;
        decimal? mean = draft.Order.Length == 0 ? null : Mean(draft.Order, unit => draft.Index[unit]);
        var means = Means(draft, history, mean);
        var changes = draft.Order.Select(unit => draft.Changes[unit]?.Index).OfType<decimal>().Select(Rounder.Compared).ToList();
        return new()
        {
            Ranked = draft.Order.Length,
            NotRanked = draft.Standings.Length - draft.Order.Length,
            Mean = mean,
            PublishedMean = mean is { } exact ? Rounder.Publish(exact, method) : null,
            ClassCounts = ClassCounts(draft),
            Means = means,
            MeanChange = mean is null || means.Length < 2 ? null : As(method, means[^1].Mean) - As(method, means[^2].Mean),
            MeanRisesInARow = mean is null ? 0 : Streak.OfRises(means.Select(period => (decimal?)As(method, period.Mean))),
            Rose = changes.Count(change => change > 0),
            Fell = changes.Count(change => change < 0),
            Unchanged = changes.Count(change => change == 0),
            AllAboveInARow = mean is null ? 0 : means.Reverse().TakeWhile(period => period.Above == period.Units).Count(),
        };
    }

    /// <summary>One mean per period in which any unit counted. Earlier ones are means of published values, this one of exact values; what lies above the threshold is told by published values in all.</summary>
    private static ImmutableArray<PeriodMean> Means(BlockDraft draft, PublishedHistory history, decimal? mean)
    {
        var means = ImmutableArray.CreateBuilder<PeriodMean>();
        foreach (var period in history.Periods)
        {
            var indices = history.RankedIndices(period);
            if (indices.Count > 0)
                means.Add(new(period, Mean(indices, index => index), indices.Count, Above(draft.Input.Method, indices)));
        }

        if (mean is { } now)
            means.Add(new(draft.Input.Period, now, draft.Order.Length, Above(draft.Input.Method, draft.Order.Select(unit => draft.ValueOn(Basis.Published, unit)))));
        return means.ToImmutable();
    }

    private static decimal Mean<T>(IReadOnlyCollection<T> items, Func<T, decimal?> value) => (items.Sum(value) ?? 0) / items.Count;

    private static int? Above(Method method, IEnumerable<decimal> published) =>
        method.CountAbove is { } threshold ? published.Count(value => Rounder.Compared(value) > Rounder.Compared(threshold)) : null;

    private static decimal As(Method method, decimal mean) => method.ChangesOn == Basis.Published ? Rounder.Publish(mean, method) : mean;

    private static ImmutableArray<int> ClassCounts(BlockDraft draft)
    {
        var counts = new int[draft.Input.Method.Classes.Length];
        foreach (var unit in draft.Order)
        {
            if (draft.Classes[unit] is { } place)
                counts[place]++;
        }

        return [.. counts];
    }
}
