using System.Collections.Immutable;
using ChiSo.Application.Rounds;

namespace ChiSo.Application.Desk;

/// <summary>What the pace so far says about a deadline.</summary>
public enum Outlook
{
    /// <summary>Done a working day or more before the deadline ("kịp hạn").</summary>
    InTime,

    /// <summary>Done in the last working day before it ("sát hạn").</summary>
    AtRisk,

    /// <summary>Lines would be left when the stage closes ("có thể lỡ hạn").</summary>
    Late,

    /// <summary>Nothing was done yet, so nothing can be said ("chưa có nhịp độ").</summary>
    NoPace,
}

/// <summary>Lines still to be done, and until when.</summary>
/// <param name="Closes">UTC, exclusive.</param>
/// <param name="Lines">1 or more.</param>
public sealed record LinesDue(DateTime Closes, int Lines);

/// <summary>When somebody's part of a stage would be done if it went on as it went so far, and whether that misses the deadline.</summary>
/// <remarks>
/// With d lines done since the stage began, in w working days (<see cref="WorkingTime"/>), the pace is d ÷ w lines a working day and k lines more take k·w ÷ d working days from now. Lines are taken in the order of their deadlines; of those due by a deadline
/// that is h working days away, what exceeds h·d ÷ w is missed. Nothing is said in the first working day of a stage, and no figure where d is 0.
/// </remarks>
/// <param name="Left">Lines still to be done.</param>
/// <param name="Missed">Of these, how many would not be done by their deadline.</param>
/// <param name="Pace">Lines a working day; <c>null</c> where there is none.</param>
/// <param name="Finished">UTC; <c>null</c> where there is no pace, or it takes longer than a year beyond the last deadline.</param>
/// <param name="Closes">UTC; the first deadline in danger, else the first of all.</param>
public sealed record Forecast(Outlook Outlook, int Left, int Missed, decimal? Pace, DateTime? Finished, DateTime Closes)
{
    /// <summary>How far beyond the last deadline a day is still told.</summary>
    private const int FurthestDays = 366;

    /// <param name="began">UTC; when the work could begin.</param>
    /// <param name="done">Lines done since then.</param>
    /// <param name="due">Lines still to be done, in any order.</param>
    /// <returns><c>null</c> where nothing is left to do, or no working day has passed yet.</returns>
    public static Forecast? Of(WorkingTime time, DateTime began, DateTime now, int done, IEnumerable<LinesDue> due)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        ImmutableArray<LinesDue> left = [.. due.Where(one => one.Lines > 0).OrderBy(one => one.Closes)];
        var gone = time.Between(began, now);
        if (left.IsEmpty || gone < WorkingTime.Day)
            return null;
        var lines = left.Sum(one => one.Lines);
        if (done == 0)
            return new(Outlook.NoPace, lines, 0, null, null, left[0].Closes);

        var (missed, outlook, endangered, before) = (0, Outlook.InTime, left[0].Closes, 0);
        foreach (var (closes, some) in left)
        {
            before += some;
            var (free, needed) = (time.Between(now, closes), Needed(gone, done, before));
            var over = Math.Clamp(before - Done(free, done, gone), 0, some);
            var found = over > 0 ? Outlook.Late : free - needed < WorkingTime.Day ? Outlook.AtRisk : Outlook.InTime;
            missed += over;
            if (found > outlook)
                (outlook, endangered) = (found, closes);
        }

        return new(outlook, lines, missed, done / ((decimal)gone.Ticks / WorkingTime.Day.Ticks), time.After(now, Needed(gone, done, lines), left[^1].Closes.AddDays(FurthestDays)), endangered);
    }

    /// <summary>The working time so many lines take, never rounded down.</summary>
    private static TimeSpan Needed(TimeSpan gone, int done, int lines) => new((long)(((Int128)gone.Ticks * lines + done - 1) / done));

    /// <summary>How many lines are wholly done in a working time.</summary>
    private static int Done(TimeSpan free, int done, TimeSpan gone) => (int)Int128.Min((Int128)free.Ticks * done / gone.Ticks, int.MaxValue);
}
