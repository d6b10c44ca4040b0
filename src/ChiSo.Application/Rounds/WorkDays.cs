using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Rounds;

/// <summary>Which days people work ("ngày làm việc"): Monday to Friday, but for the days a round declares. The one place that says so.</summary>
/// <param name="Declared">In the order of time.</param>
public sealed record WorkDays(ImmutableArray<DeclaredDay> Declared)
{
    /// <summary>Without any declared day.</summary>
    public static WorkDays Usual { get; } = new([]);

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <param name="day">In Vietnam.</param>
    public bool IsWorking(DateOnly day) => Declared.FirstOrDefault(declared => declared.Day == day) is { } found ? found.Kind == DayKind.Working : !IsWeekend(day);

    /// <summary>How many of the 24-hour spans begun since an instant began on a working day; 0 before it.</summary>
    /// <param name="from">UTC; begins the first span.</param>
    /// <param name="until">UTC; a span that begins at this very instant is begun.</param>
    public int Begun(DateTime from, DateTime until)
    {
        var count = 0;
        for (var begin = from; begin <= until; begin = begin.AddDays(1))
            count += IsWorking(DateOnly.FromDateTime(VietnamTime.Local(begin))) ? 1 : 0;
        return count;
    }
}
