using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Rounds;

/// <summary>The time in which people can work at a stage ("thời gian làm việc"): working days of the round from midnight to midnight in Vietnam, without the approved pauses of the stage. Overlapping pauses count once.</summary>
/// <param name="Stopped">UTC, ends exclusive; in the order of time.</param>
public sealed record WorkingTime(WorkDays Days, ImmutableArray<(DateTime From, DateTime Until)> Stopped)
{
    /// <summary>How long a working day is.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Zero where the end isn't after the beginning.</summary>
    public TimeSpan Between(DateTime from, DateTime until)
    {
        var sum = TimeSpan.Zero;
        for (var (begin, end) = (from, Earlier(NextMidnight(from), until)); begin < until; (begin, end) = (end, Earlier(NextMidnight(end), until)))
            sum += IsWorking(begin) ? Free(begin, end) : TimeSpan.Zero;
        return sum;
    }

    /// <summary>When as much working time has gone since an instant.</summary>
    /// <returns>UTC; <c>null</c> where it takes longer than until <paramref name="limit"/>.</returns>
    public DateTime? After(DateTime from, TimeSpan needed, DateTime limit)
    {
        for (var begin = from; begin < limit; begin = NextMidnight(begin))
        {
            var free = IsWorking(begin) ? Free(begin, NextMidnight(begin)) : TimeSpan.Zero;
            if (free >= needed)
                return Within(begin, needed) is var at && at <= limit ? at : null;
            needed -= free;
        }

        return null;
    }

    /// <summary>The instant in one working day by which as much of it was free.</summary>
    private DateTime Within(DateTime begin, TimeSpan needed)
    {
        var at = begin;
        foreach (var (from, until) in Stopped.Where(stop => stop.Until > begin))
        {
            if (from > at && from - at >= needed)
                break;
            needed -= from > at ? from - at : TimeSpan.Zero;
            at = until > at ? until : at;
        }

        return at + needed;
    }

    /// <summary>What pauses leave of a span that lies in one day.</summary>
    private TimeSpan Free(DateTime begin, DateTime end)
    {
        var (at, sum) = (begin, TimeSpan.Zero);
        foreach (var (from, until) in Stopped.Where(stop => stop.Until > begin && stop.From < end))
        {
            sum += from > at ? from - at : TimeSpan.Zero;
            at = until > at ? until : at;
        }

        return sum + (end > at ? end - at : TimeSpan.Zero);
    }

    private bool IsWorking(DateTime at) => Days.IsWorking(DateOnly.FromDateTime(VietnamTime.Local(at)));

    private static DateTime NextMidnight(DateTime at) => VietnamTime.Utc(DateOnly.FromDateTime(VietnamTime.Local(at)).AddDays(1));

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
