using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>What is looked at in the dates of a whole calendar, whether they come from a file or from a form.</summary>
public static class CalendarChecks
{
    /// <summary>Stages that open or close before the one declared before them does.</summary>
    /// <param name="stages">In the round's order.</param>
    /// <param name="whereOf">The place of a stage's dates.</param>
    internal static IEnumerable<Problem> OutOfOrder(ImmutableArray<string> stages, IEnumerable<SetWindow> dates, Func<string, string> whereOf) =>
        from pair in Neighbours(stages, dates)
        where pair.Later.Opens < pair.Earlier.Opens || pair.Later.Closes < pair.Earlier.Closes
        select CalendarProblems.StageOrder(whereOf(pair.Later.Stage), StageWords.Of(pair.Later.Stage), StageWords.Of(pair.Earlier.Stage));

    /// <summary>What may be meant and may be a slip: stages without dates, stages that overlap, a first or last day on which nobody works.</summary>
    public static ImmutableArray<Words> Advice(ImmutableArray<string> stages, IReadOnlyCollection<SetWindow> dates, WorkDays days) =>
    [
        .. stages.Where(stage => dates.All(one => one.Stage != stage)).Select(stage => Said(stage, "chưa có thời gian.", "has no dates yet.")),
        .. from pair in Neighbours(stages, dates)
           where pair.Later.Opens < pair.Earlier.Closes
           select Said(pair.Later.Stage, $"mở trước khi {StageWords.Of(pair.Earlier.Stage).Vi} đóng: hai giai đoạn chạy cùng lúc.", $"opens before {StageWords.Of(pair.Earlier.Stage).En} closes: the two run side by side."),
        .. InOrder(stages, dates).SelectMany(one => Off(one, days)),
    ];

    private static IEnumerable<Words> Off(SetWindow one, WorkDays days)
    {
        var (first, last) = (DayOf(one.Opens), DayOf(one.Closes.AddTicks(-1)));
        if (!days.IsWorking(first))
            yield return Said(one.Stage, $"mở vào {VietnameseDates.ToText(first)}, không phải ngày làm việc.", $"opens on {VietnameseDates.ToText(first)}, when nobody works.");
        if (!days.IsWorking(last))
            yield return Said(one.Stage, $"đóng vào {VietnameseDates.ToText(last)}, không phải ngày làm việc.", $"closes on {VietnameseDates.ToText(last)}, when nobody works.");
    }

    private static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(VietnamTime.Local(utc));

    private static Words Said(string stage, string vi, string en) => new($"{StageWords.Of(stage).Vi} {vi}", $"{StageWords.Of(stage).En} {en}");

    private static IEnumerable<SetWindow> InOrder(ImmutableArray<string> stages, IEnumerable<SetWindow> dates) => dates.OrderBy(one => stages.IndexOf(one.Stage));

    private static IEnumerable<(SetWindow Earlier, SetWindow Later)> Neighbours(ImmutableArray<string> stages, IEnumerable<SetWindow> dates)
    {
        var ordered = InOrder(stages, dates).ToList();
        return ordered.Zip(ordered.Skip(1));
    }
}
