using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Sampling.Handed;

/// <summary>Lists of people units hand in for a survey: asked for until a day, checked whole, handed in again as often as need be.</summary>
public sealed class UnitLists(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    /// <summary>The codes people of a unit's list stand under: the unit itself, or the groups of raters who work there.</summary>
    public static ImmutableArray<string> ListsOf(SurveyDeclaration survey, string unit) =>
        survey.Raters is { } raters ? [.. raters.Where(group => group.Never == unit).Select(group => group.Code)] : [.. survey.Units.Where(rated => rated.Code == unit).Select(rated => rated.Code)];

    /// <summary>Asks the units of a survey for their lists, or sets another last day.</summary>
    /// <param name="until">As typed.</param>
    public Task<Result<ListCall>> CallAsync(string code, string until, Person person, CancellationToken cancel) => database.WriteAsync<Result<ListCall>>(
        async context =>
        {
            if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
                return SurveyProblems.NotAllowed(code);
            await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
            if (await desk.FindAsync(context, code, cancel) is not { } survey)
                return SurveyProblems.Unknown(code);
            if (survey.IsClosed)
                return SurveyProblems.Closed(code);
            if (!VietnameseDates.TryRead(until, out var day) || day < VietnamTime.Today(clock) || day > survey.Declaration.Closes)
                return HandedListProblems.Until(until.Trim());
            var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "");
            var call = await context.SurveyListCalls.SingleOrDefaultAsync(one => one.SurveyId == survey.Id, cancel);
            if (call?.Until == day)
                return call;
            if (call is null)
                context.SurveyListCalls.Add(call = new() { SurveyId = survey.Id, Until = day, By = change.By, At = change.At });
            else
                (call.Until, call.By, call.At) = (day, change.By, change.At);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.lists-called", code, new { until = day }, cancel);
            return call;
        }, cancel);

    /// <summary>Takes a unit's list in the place of the one before. What finds people is kept apart, as in frames, and forgotten with it.</summary>
    /// <param name="list">As <see cref="HandedListFile"/> read it; <c>null</c> when no file was chosen.</param>
    public Task<Result<HandedList>> HandInAsync(string code, string unit, Result<ImmutableArray<Invitee>>? list, Person person, CancellationToken cancel) => database.WriteAsync<Result<HandedList>>(
        async context =>
        {
            if (person.MandateTo(Act.HandInPeople, new(unit)) is not { } mandate)
                return SurveyProblems.NotAllowed(code);
            await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
            if (await desk.FindAsync(context, code, cancel) is not { } survey || !IsOpen(survey, await context.SurveyListCalls.AsNoTracking().SingleOrDefaultAsync(one => one.SurveyId == survey.Id, cancel)) || ListsOf(survey.Declaration, unit).IsEmpty)
                return HandedListProblems.NotAsked(code);
            if (list is not { } read)
                return HandedListProblems.NoFile("list");
            if (!read.TryGet(out var rows))
                return read.Problems;
            if (rows.IsEmpty)
                return HandedListProblems.Empty("list");
            return await KeepAsync(context, survey, unit, rows, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
        }, cancel);

    /// <summary>Who has handed in and who has not; <c>null</c> where nobody was asked.</summary>
    public async Task<UnitListBoard?> BoardAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await context.SurveyListCalls.AsNoTracking().SingleOrDefaultAsync(one => one.SurveyId == survey.Id, cancel) is not { } call)
            return null;
        var handed = await context.SurveyHandedLists.AsNoTracking().Where(one => one.SurveyId == survey.Id).Select(one => new { one.Unit, one.Count, one.Twice, one.By, one.At, one.Hash }).ToDictionaryAsync(one => one.Unit, cancel);
        var units = survey.Declaration.Raters is { } raters ? raters.Select(group => group.Never).Where(unit => survey.Declaration.Unit(unit) is not null || raters.Any(group => group.Own == unit)).Distinct() : survey.Declaration.Units.Select(unit => unit.Code);
        return new(call.Until, IsOpen(survey, call), [.. units.Select(unit => new UnitListRow(unit, handed.GetValueOrDefault(unit) is { } one ? new HandedIn(one.Count, one.Twice, one.By, one.At, one.Hash) : null))]);
    }

    /// <summary>Surveys that take a list of a unit now.</summary>
    public async Task<ImmutableArray<(LiveSurvey Survey, UnitListBoard Board)>> OpenForAsync(string unit, CancellationToken cancel)
    {
        var open = ImmutableArray.CreateBuilder<(LiveSurvey, UnitListBoard)>();
        await using var context = database.Open();
        var today = VietnamTime.Today(clock);
        var called = await context.SurveyListCalls.AsNoTracking().Where(call => call.Until >= today).Select(call => call.SurveyId).ToListAsync(cancel);
        if (called.Count == 0)
            return [];
        foreach (var survey in (await desk.ListAsync(cancel)).Where(survey => called.Contains(survey.Id) && !ListsOf(survey.Declaration, unit).IsEmpty))
        {
            if (await BoardAsync(survey, cancel) is { IsOpen: true } board)
                open.Add((survey, board));
        }

        return open.ToImmutable();
    }

    /// <summary>The people of every list with what finds them, and the codes they were handed in for.</summary>
    internal static async Task<(ImmutableArray<Invitee> People, ImmutableHashSet<string> Lists)> ReadAsync(ChiSoContext context, LiveSurvey survey, CancellationToken cancel)
    {
        var lists = await context.SurveyHandedLists.AsNoTracking().Where(one => one.SurveyId == survey.Id).OrderBy(one => one.Unit).ToListAsync(cancel);
        var people = ImmutableArray.CreateBuilder<Invitee>();
        foreach (var list in lists)
        {
            var found = FrameContacts.Read(list.Contacts);
            people.AddRange(JsonSerializer.Deserialize<ImmutableArray<Invitee>>(list.People).Select(one => one with { Whereabouts = found.GetValueOrDefault((one.Unit, one.Reference))?.LeavingEmpty() }));
        }

        return (people.ToImmutable(), [.. lists.SelectMany(list => ListsOf(survey.Declaration, list.Unit))]);
    }

    private static async Task<Result<HandedList>> KeepAsync(ChiSoContext context, LiveSurvey survey, string unit, ImmutableArray<Invitee> rows, Change change, CancellationToken cancel)
    {
        var merged = MergedLists.Of(rows, []);
        if (!merged.TryGet(out var found))
            return merged.Problems;
        var framed = SampleDrawing.FrameOf(found.People);
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        ImmutableArray<Invitee> kept = [.. found.People.Select(one => one with { Where = "", Whereabouts = null }).OrderBy(one => one.Unit, StringComparer.Ordinal).ThenBy(one => one.Reference, StringComparer.Ordinal)];
        var list = new HandedList { SurveyId = survey.Id, Unit = unit, Hash = frame.Hash, Count = kept.Length, Twice = found.Twice, People = JsonSerializer.Serialize(kept), Contacts = FrameContacts.Write(found.People), By = change.By, At = change.At };
        await context.SurveyHandedLists.Where(one => one.SurveyId == survey.Id && one.Unit == unit).ExecuteDeleteAsync(cancel);
        context.SurveyHandedLists.Add(list);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.list-handed-in", survey.Code, new { unit, people = kept.Length, twice = found.Twice, list = frame.Hash }, cancel); // no names: the chain outlives the lists
        return list;
    }

    private bool IsOpen(LiveSurvey survey, ListCall? call) => call is not null && !survey.IsClosed && VietnamTime.Today(clock) <= call.Until;
}

/// <param name="Until">The last day on which a list is taken.</param>
/// <param name="IsOpen">Whether lists are taken now.</param>
public sealed record UnitListBoard(DateOnly Until, bool IsOpen, ImmutableArray<UnitListRow> Units)
{
    public UnitListRow? Of(string unit) => Units.FirstOrDefault(row => row.Unit == unit);
}

/// <param name="Handed"><c>null</c> while the unit has handed in nothing.</param>
public sealed record UnitListRow(string Unit, HandedIn? Handed);

/// <param name="Twice">Rows left out because the person stands in another.</param>
/// <param name="At">UTC.</param>
public sealed record HandedIn(int People, int Twice, Guid By, DateTime At, string Hash);
