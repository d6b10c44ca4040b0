using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ChiSo.Web.Pages;

/// <summary>What stands out in a week of downloads and exports, for auditor and administrator: who, what, when, and why it is odd.</summary>
public sealed class OddReadsPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    public const string Address = "/desk/odd-reads";

    /// <summary>Before it nothing was kept.</summary>
    public static readonly DateOnly First = new(2000, 1, 3);

    private static readonly Problem Outside = new("odd-reads.outside", "week",
        new($"Chỉ xem được các tuần từ {Written(First)} đến tuần này.", $"Only weeks from {Written(First)} to this one can be shown."), new("Chọn một ngày trong khoảng đó.", "Choose a day between them."));

    private Dictionary<Guid, string> names = [];

    /// <summary>The Monday the week begins with.</summary>
    public DateOnly Week { get; private set; }

    /// <summary>The Monday of the week that runs now.</summary>
    public DateOnly ThisWeek { get; private set; }

    /// <summary>How many reads there were, odd or not.</summary>
    public int All { get; private set; }

    public ImmutableArray<ReadAnomaly> Odd { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <param name="week">Any day of it; the week that runs when left out.</param>
    public async Task<IActionResult> OnGetAsync(string? week, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadTrail, new()))
            return NotFound();
        (ThisWeek, Week) = (MondayOf(VietnamTime.Today(clock)), MondayOf(VietnamTime.Today(clock)));
        if (!string.IsNullOrWhiteSpace(week))
        {
            if (!VietnameseDates.TryRead(week, out var day))
                Problems = [UnitsPage.NoDay(week, "week")];
            else if (day < First || day > ThisWeek.AddDays(6))
                Problems = [Outside];
            else
                Week = MondayOf(day);
        }

        var first = VietnamTime.Utc(Week);
        var reads = await installation.Reads.SinceAsync(first - ReadAnomalies.Habit, cancel, first + ReadAnomalies.Week);
        (All, Odd) = (reads.Count(read => read.At >= first && read.At < first + ReadAnomalies.Week), ReadAnomalies.Find(reads, first));
        names = (await installation.Accounts.ListAsync(cancel)).ToDictionary(row => row.Id, row => row.FullName);
        ViewData[PageFrame.Key] = new PageFrame(texts["OddReads_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Trail_Title"], "/desk/trail")], Person: Person);
        return Page();
    }

    public string Who(Guid by) => by == Guid.Empty ? texts.Say(TrailPage.Machine) : names.GetValueOrDefault(by) ?? by.ToString("D");

    /// <summary>What was read how often, the most frequent first.</summary>
    public IEnumerable<string> What(ReadAnomaly one) =>
        one.Found.GroupBy(read => read.What).OrderByDescending(act => act.Count()).ThenBy(act => act.Key, StringComparer.Ordinal).Select(act => texts["OddReads_Times", texts.Say(ActWords.Of(act.Key)), act.Count()]);

    public static string AddressOf(DateOnly week) => QueryHelpers.AddQueryString(Address, "week", Written(week));

    /// <summary>These reads and those around them, in the trail.</summary>
    public static string InTrail(ReadAnomaly one) => InTrail(DayOf(one.First), DayOf(one.Last), one.By);

    /// <summary>All reads of the week, in the trail.</summary>
    public string WeekInTrail => InTrail(Week, Week.AddDays(6), null);

    private static string InTrail(DateOnly from, DateOnly until, Guid? by) => QueryHelpers.AddQueryString("/desk/trail",
        new TrailFilter { Chain = Trail.Reads, By = by, From = Written(from), Until = Written(until) }.Fields());

    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(VietnamTime.Local(utc));

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
