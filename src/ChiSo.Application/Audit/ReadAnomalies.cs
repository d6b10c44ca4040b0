using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Audit;

/// <summary>What of a week's reads somebody should look at.</summary>
public enum ReadAnomalyKind
{
    /// <summary>Between 22:00 and 05:00 in Vietnam.</summary>
    AtNight,

    /// <summary>Over <see cref="ReadAnomalies.Few"/> reads, and over <see cref="ReadAnomalies.Times"/> times the person's own median of the four weeks before.</summary>
    ManyMore,

    /// <summary>From an address the person had not read from in the four weeks before.</summary>
    NewAddress,
}

/// <summary>A person's reads of one week that stand out.</summary>
/// <param name="Found">They themselves, oldest first; never empty.</param>
public sealed record ReadAnomaly(Guid By, ReadAnomalyKind Kind, ImmutableArray<SensitiveRead> Found)
{
    public int Reads => Found.Length;

    public DateTime First => Found[0].At;

    public DateTime Last => Found[^1].At;
}

/// <summary>Finds what stands out in a week of sensitive reads, by each person's own habit. It accuses nobody: it says where to look.</summary>
public static class ReadAnomalies
{
    public const int Few = 30;

    public const int Times = 3;

    private const int Weeks = 4;

    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>How far before a week a person's habit is looked for.</summary>
    public static readonly TimeSpan Habit = Weeks * Week;

    /// <param name="reads">At least those of the week and the four before, in any order.</param>
    /// <param name="week">Its first instant, UTC.</param>
    public static ImmutableArray<ReadAnomaly> Find(IEnumerable<SensitiveRead> reads, DateTime week) =>
        [.. reads.Where(read => read.At >= week - Habit && read.At < week + Week).GroupBy(read => read.By).OrderBy(person => person.Key).SelectMany(person => OfPerson([.. person.OrderBy(read => read.At)], week))];

    private static IEnumerable<ReadAnomaly> OfPerson(ImmutableArray<SensitiveRead> reads, DateTime week)
    {
        var (before, now) = (reads.Where(read => read.At < week).ToList(), reads.Where(read => read.At >= week).ToList());
        var known = before.Select(read => read.Origin?.Address).ToHashSet();
        if (now.Count > Few && now.Count > Times * MedianWeek(before, week))
            yield return Of(ReadAnomalyKind.ManyMore, now);
        if (now.Where(read => VietnamTime.Local(read.At).Hour is >= 22 or < 5).ToList() is { Count: > 0 } night)
            yield return Of(ReadAnomalyKind.AtNight, night);
        if (before.Count > 0 && now.Where(read => read.Origin is { } origin && !known.Contains(origin.Address)).ToList() is { Count: > 0 } elsewhere)
            yield return Of(ReadAnomalyKind.NewAddress, elsewhere);
    }

    private static double MedianWeek(List<SensitiveRead> before, DateTime week)
    {
        var counts = Enumerable.Range(1, Weeks).Select(back => before.Count(read => read.At >= week - (back * Week) && read.At < week - ((back - 1) * Week))).Order().ToList();
        return (counts[(Weeks / 2) - 1] + counts[Weeks / 2]) / 2.0;
    }

    private static ReadAnomaly Of(ReadAnomalyKind kind, List<SensitiveRead> reads) => new(reads[0].By, kind, [.. reads]);
}
