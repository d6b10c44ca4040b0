using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <param name="Note">What was different; empty where nothing was.</param>
/// <param name="Seen">The version shown.</param>
public sealed record RecordRecheck(Guid Id, RecheckResult? Result, DateOnly? Day, string Note, int Seen);

/// <summary>Asking some of those who were interviewed again ("phúc tra"), drawn at random from visits, never from answers.</summary>
public sealed class Rechecking(ChiSoDatabase database, FieldAreas areas, FieldReading reading, TimeProvider clock)
{
    private const int LeastShare = 5;
    private const int MostShare = 10;
    private const int LongestNote = 500;

    /// <summary>Every draw and everybody drawn, newest draw first.</summary>
    public async Task<RecheckList> ReadAsync(FieldPlace place, CancellationToken cancel)
    {
        var book = await reading.BookAsync(place, cancel);
        await using var context = database.Open();
        var people = book.People.ToDictionary(person => person.Invitation);
        var draws = await context.FieldDraws.AsNoTracking().Where(draw => draw.AreaId == place.Area.Id).OrderBy(draw => draw.Number).ToListAsync(cancel);
        var rows = await context.FieldRechecks.AsNoTracking().Where(row => row.AreaId == place.Area.Id).ToListAsync(cancel);
        return new(place, [.. draws], [.. rows.Where(row => people.ContainsKey(row.InvitationId)).OrderByDescending(row => row.Draw).ThenBy(row => book.Worker(row.InterviewerId)?.Number).ThenBy(row => people[row.InvitationId].Reference, StringComparer.Ordinal)
            .Select(row => new RecheckRow(row, people[row.InvitationId], book.Worker(row.InterviewerId)?.Name ?? ""))], book.Done().Count(one => one.Visit.Framed is null));
    }

    /// <summary>How many were drawn in each of these areas, and how many of them are left to be asked; areas without any are left out.</summary>
    public async Task<ImmutableArray<OwnVisits>> CountAsync(IReadOnlyCollection<FieldPlace> places, CancellationToken cancel)
    {
        var ids = places.Select(place => place.Area.Id).ToList();
        if (ids.Count == 0)
            return [];
        await using var context = database.Open();
        var drawn = await context.FieldRechecks.Where(row => ids.Contains(row.AreaId)).GroupBy(row => row.AreaId).Select(area => new { Id = area.Key, All = area.Count(), Left = area.Count(row => row.Result == null) }).ToDictionaryAsync(area => area.Id, cancel);
        return [.. places.Where(place => drawn.ContainsKey(place.Area.Id)).Select(place => new OwnVisits(place, drawn[place.Area.Id].All, drawn[place.Area.Id].Left))];
    }

    /// <summary>Draws so many percent of the visits of each interviewer that were in no frame yet, one of each at least; whoever has the list and the seed draws the same.</summary>
    /// <returns>How many.</returns>
    public Task<Result<int>> DrawAsync(string survey, string area, int? share, string seed, int seen, Person person, CancellationToken cancel) => WriteAsync<int>(survey, area, person, async (context, place, change) =>
    {
        var isNumber = ulong.TryParse(seed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        ImmutableArray<Problem> problems = [.. share is not (>= LeastShare and <= MostShare) ? [FieldProblems.Share("share")] : Array.Empty<Problem>(), .. isNumber ? Array.Empty<Problem>() : [FieldProblems.Seed("seed")]];
        if (!problems.IsEmpty || share is not { } percent)
            return problems;
        var last = await context.FieldDraws.Where(draw => draw.AreaId == place.Area.Id).MaxAsync(draw => (int?)draw.Number, cancel) ?? 0;
        if (last != seen)
            return FieldProblems.Overtaken("share");
        var book = await reading.BookAsync(context, place, cancel);
        var visits = book.Done().Where(one => one.Visit.Framed is null).ToDictionary(one => $"{one.Person.Unit}/{one.Person.Reference}", StringComparer.Ordinal);
        if (visits.Count == 0)
            return FieldProblems.NothingToCheck("share");
        var drawn = Draw(visits.Select(one => new FrameRow(one.Key, $"{book.Worker(one.Value.Visit.InterviewerId)?.Number:00}")), percent, number);
        if (!drawn.TryGet(out var draw))
            return drawn.Problems;
        await FrameAsync(context, [.. visits.Values.Select(one => one.Visit.Id)], last + 1, cancel);
        context.FieldDraws.Add(new() { AreaId = place.Area.Id, Number = last + 1, Share = percent, Seed = number.ToString(CultureInfo.InvariantCulture), FrameHash = draw.FrameHash, Visits = visits.Count, Day = VietnamTime.Today(clock), By = person.NameUnder(change.Mandate) });
        context.FieldRechecks.AddRange(draw.Rows.Select(row => visits[row.Row.Id]).Select(one => new FieldRecheck { AreaId = place.Area.Id, Draw = last + 1, InvitationId = one.Person.Invitation, InterviewerId = one.Visit.InterviewerId, Visited = one.Visit.Day }));
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.recheck-drawn", survey, new { area, number = last + 1, percent, seed = number, frame = draw.FrameHash, draw.Version, visits = visits.Count, people = draw.Rows.Length }, cancel);
        return draw.Rows.Length;
    }, cancel);

    /// <summary>Writes down what somebody said who was asked again; a later result takes the place of the earlier, which the trail keeps.</summary>
    public Task<Result<FieldRecheck>> RecordAsync(string survey, string area, RecordRecheck request, Person person, CancellationToken cancel) => WriteAsync<FieldRecheck>(survey, area, person, async (context, place, change) =>
    {
        if (await context.FieldRechecks.SingleOrDefaultAsync(row => row.Id == request.Id && row.AreaId == place.Area.Id, cancel) is not { } row)
            return FieldProblems.NotYours("person");
        var needsNote = request.Result is RecheckResult.Differs or RecheckResult.NotVisited;
        ImmutableArray<Problem> problems =
        [
            .. request.Result is not { } one || !Enum.IsDefined(one) ? [FieldProblems.Result("result")] : Array.Empty<Problem>(),
            .. request.Day is not { } typed || typed > VietnamTime.Today(clock) || typed < row.Visited ? [FieldProblems.Day("day")] : Array.Empty<Problem>(),
            .. request.Note.Trim().Length > LongestNote || (needsNote && request.Note.Trim().Length == 0) ? [FieldProblems.Note("note")] : Array.Empty<Problem>(),
        ];
        if (!problems.IsEmpty || request.Result is not { } result || request.Day is not { } day)
            return problems;
        if (await context.FieldInterviewers.AnyAsync(one => one.Id == row.InterviewerId && one.AccountId == person.Id, cancel))
            return FieldProblems.OwnVisit("person");
        if (row.Version != request.Seen)
            return FieldProblems.Overtaken("result");
        row.Record(result, day, request.Note.Trim(), person.NameUnder(change.Mandate));
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.rechecked", survey, new { area, row.Draw, row.InterviewerId, result = result.ToString(), day }, cancel); // no names, as with visits
        return row;
    }, cancel);

    private static Result<Draw> Draw(IEnumerable<FrameRow> rows, int percent, ulong seed)
    {
        var framed = SampleFrame.Of(rows);
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        return Drawing.Simple(frame, frame.Rows.CountBy(row => row.Stratum).ToDictionary(stratum => stratum.Key, stratum => new StratumSize(((stratum.Value * percent) + 99) / 100, 0), StringComparer.Ordinal), seed);
    }

    private static async Task FrameAsync(ChiSoContext context, List<Guid> visits, int draw, CancellationToken cancel)
    {
        foreach (var visit in await context.FieldVisits.Where(visit => visits.Contains(visit.Id)).ToListAsync(cancel))
            visit.Frame(draw);
    }

    private Task<Result<T>> WriteAsync<T>(string survey, string area, Person person, Func<ChiSoContext, FieldPlace, Change, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
            if (await areas.FindAsync(context, survey, area, cancel) is not { } place)
                return FieldProblems.UnknownArea(area);
            if (person.MandateTo(Act.Recheck, place.AimAt()) is not { } mandate)
                return FieldProblems.NotAllowed(area);
            return await act(context, place, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);
}

/// <param name="Waiting">Visits that were done and in no frame yet.</param>
public sealed record RecheckList(FieldPlace Place, ImmutableArray<FieldDraw> Draws, ImmutableArray<RecheckRow> Rows, int Waiting);

/// <param name="Interviewer">By name.</param>
public sealed record RecheckRow(FieldRecheck Check, FieldPerson Person, string Interviewer);
