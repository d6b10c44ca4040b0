using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.WebUtilities;

namespace ChiSo.Web.People;

/// <summary>What is looked for in the register, as typed.</summary>
/// <param name="On">A day; today when empty.</param>
/// <param name="Known">A day to whose end things were known; now when empty.</param>
/// <param name="Q">Part of a code or name, marks left out at will.</param>
/// <param name="Under">Code of the unit above.</param>
public sealed record UnitQuery(string? On, string? Known, string? Q, string? Under, int? Page)
{
    /// <summary>The address of a page of units with this query.</summary>
    public string Address(string path, int page = 1) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?> { ["on"] = On, ["known"] = Known, ["q"] = Q, ["under"] = Under, ["page"] = page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null }
        .Where(pair => !string.IsNullOrWhiteSpace(pair.Value)));
}

/// <summary>Units of a day as known at a moment, searched.</summary>
/// <param name="Day">The day looked at.</param>
/// <param name="All">How many units there are, whatever was searched for.</param>
/// <param name="Names">Of every unit of the day, by code.</param>
public sealed record UnitList(DateOnly Day, ImmutableArray<UnitFact> Found, int All, ImmutableDictionary<string, string> Names)
{
    /// <summary>Who sees the register: those who keep it, and those who see the whole round.</summary>
    public static bool IsFor(Person person) => MandateOf(person) is not null;

    /// <summary>What lets the person read it; <c>null</c> when nothing does.</summary>
    public static Mandate? MandateOf(Person person) => person.MandateTo(Act.ManagePeople, new()) ?? person.MandateTo(Act.ReadBoard, new());

    /// <summary>A day that can't be read is taken as not written.</summary>
    public static async Task<UnitList> ReadAsync(UnitRegister register, UnitQuery query, DateOnly today, CancellationToken cancel)
    {
        var day = VietnameseDates.TryRead(query.On ?? "", out var typed) ? typed : today;
        DateTime? known = VietnameseDates.TryRead(query.Known ?? "", out var moment) ? VietnamTime.Utc(moment.AddDays(1)) : null;
        var there = await register.OnAsync(day, known, cancel);
        var (wanted, under) = (Fold.Loose(query.Q?.Trim() ?? ""), query.Under?.Trim() ?? "");
        var found = there.Where(unit => (under.Length == 0 || unit.Parent == under) && (wanted.Length == 0 || Fold.Loose($"{unit.Unit} {unit.Name} {unit.NameEn}").Contains(wanted, StringComparison.Ordinal)));
        return new(day, [.. found], there.Length, there.GroupBy(unit => unit.Unit).ToImmutableDictionary(unit => unit.Key, unit => unit.First().Name));
    }

    public DeskTable ToTable(Texts texts) => new(
        $"units-{Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}",
        texts["Units_OnDay", Shown.Day(Day)],
        ["code", "name", "name_en", "kind", "parent", "valid_from", "valid_to", "predecessors", "source"],
        [texts["Units_Code"], texts["Units_Name"], texts["Units_NameEn"], texts["Units_Kind"], texts["Units_Above"], texts["Units_From"], texts["Units_LastDay"], texts["Units_MadeFrom"], texts["Units_Source"]],
        [.. Found.Select(unit => (ImmutableArray<TableCell>)[
            TableCell.Of(unit.Unit), TableCell.Of(unit.Name), TableCell.Of(unit.NameEn), TableCell.Of(unit.Kind), TableCell.Of(unit.Parent),
            unit.From is { } from ? TableCell.Of(from) : TableCell.Blank, unit.Until is { } until ? TableCell.Of(until.AddDays(-1)) : TableCell.Blank,
            TableCell.Of(unit.Predecessors ?? ""), TableCell.Of(unit.Source)])]);
}

/// <summary>The units a page of the register shows, as a file that <c>chiso units import</c> reads again.</summary>
internal static class UnitDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/units.{ending:regex(^(csv|xlsx|json)$)}", SendAsync);

    private static async Task<IResult> SendAsync(string ending, string? on, string? known, string? q, string? under, CurrentPerson current, Texts texts, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect("/sign-in?next=/desk/units");
        if (UnitList.MandateOf(person) is not { } mandate)
            return Results.NotFound();
        var list = await UnitList.ReadAsync(services.GetRequiredService<Installation>().Units, new(on, known, q, under, null), VietnamTime.Today(services.GetRequiredService<TimeProvider>()), cancel);
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.UnitsExported, "units", ending, cancel);
        return list.ToTable(texts).Send(context, ending);
    }
}
