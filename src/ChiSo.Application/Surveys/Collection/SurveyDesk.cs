using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Surveys from opening to closing, and who is asked to answer.</summary>
public sealed class SurveyDesk(ChiSoDatabase database, LiveRounds rounds, AnswerStore store)
{
    /// <summary>What was opened never changes; with each survey the form as it is answered about one unit.</summary>
    private readonly ConcurrentDictionary<Guid, (DeclaredSurvey Survey, Questionnaire OfOne)> kept = new();

    public static string ChainOf(string survey) => $"survey:{survey}";

    /// <summary>Stores a survey; from then on nothing in it changes. The same again changes nothing.</summary>
    public Task<Result<LiveSurvey>> OpenAsync(DeclaredSurvey survey, Change change, CancellationToken cancel) =>
        database.WriteAsync(context => OpenAsync(context, SurveyContent.Of(survey), change, proposedBy: null, cancel), cancel);

    /// <summary>The same within the caller's transaction.</summary>
    /// <param name="proposedBy">The other of the two people; <c>null</c> on the command line.</param>
    internal async Task<Result<LiveSurvey>> OpenAsync(ChiSoContext context, SurveyContent content, Change change, Guid? proposedBy, CancellationToken cancel)
    {
        var declared = content.Survey.Declaration;
        await Trail.LockAsync(context, ChainOf(declared.Code), cancel);
        if (await context.Surveys.AsNoTracking().SingleOrDefaultAsync(known => known.Code == declared.Code && known.ContentHash == content.Hash, cancel) is { } before)
            return Live(before);
        if (await ObstaclesAsync(context, content.Survey, cancel) is { IsEmpty: false } problems)
            return problems;

        var stored = new StoredSurvey { Code = declared.Code, Declaration = content.Declaration, Form = content.Form, ContentHash = content.Hash, OpenedAt = change.At };
        context.Surveys.Add(stored);
        await Trail.AppendAsync(context, ChainOf(declared.Code), change, "survey.opened", declared.Code, new { content = content.Hash, content.Survey.Form.Version, consent = declared.Consent.Version, proposedBy }, cancel);
        return Live(stored);
    }

    /// <summary>What here stands in the way of opening a survey.</summary>
    internal async Task<ImmutableArray<Problem>> ObstaclesAsync(ChiSoContext context, DeclaredSurvey declared, CancellationToken cancel)
    {
        var survey = declared.Declaration;
        if (await context.Surveys.AnyAsync(known => known.Code == survey.Code, cancel))
            return [SurveyProblems.Opened(survey.Code)];
        if (await context.SurveyImports.AnyAsync(table => table.Code == survey.Code, cancel))
            return [ImportProblems.Known(survey.Code)];
        var core = await CoreQuestions.FindAsync(context, declared.Form.Code, await ListAsync(context, cancel), cancel);
        if (core.Faults(declared.Form) is { IsEmpty: false } changed)
            return changed;
        if (survey.Round is not { } code)
            return [];
        if (await rounds.FindAsync(context, code, cancel) is not { } round)
            return [SurveyProblems.NoRound(code)];
        return [.. survey.Units.Where(unit => round.Blocks.All(block => block.Unit(unit.Code) is null)).Select(unit => SurveyProblems.NoUnit($"{code}: units", unit.Code))];
    }

    /// <summary>Takes no more answers, and deletes a file of answers that waited. Doing it twice changes nothing.</summary>
    public async Task<Result<LiveSurvey>> CloseAsync(string code, Change change, CancellationToken cancel)
    {
        var waiting = await store.Uploads.FindAsync(code, cancel) is { } upload && !await store.IsSpentAsync(code, LinkKey.OfFile(code, upload.Hash), cancel) ? upload : null; // one whose answers count already stays for its last step
        var closed = await CloseAsync(code, waiting, change, cancel);
        if (closed.Problems.IsEmpty && waiting is not null)
            await store.Uploads.DropAsync(code, waiting.Hash, CancellationToken.None);
        return closed;
    }

    private Task<Result<LiveSurvey>> CloseAsync(string code, AnswerUpload? waiting, Change change, CancellationToken cancel) => database.WriteAsync<Result<LiveSurvey>>(
        async context =>
        {
            await Trail.LockAsync(context, ChainOf(code), cancel);
            if (await context.Surveys.SingleOrDefaultAsync(known => known.Code == code, cancel) is not { } survey)
                return SurveyProblems.Unknown(code);
            if (survey.ClosedAt is not null)
                return Live(survey);
            survey.Close(change.At);
            var forgotten = await SurveyMail.ForgetAsync(context, Live(survey), DateOnly.FromDateTime(VietnamTime.Local(change.At)), cancel);
            await Trail.AppendAsync(context, ChainOf(code), change, "survey.closed", code, new { invited = await context.SurveyInvitations.CountAsync(row => row.SurveyId == survey.Id, cancel), addresses = forgotten.Addresses, frames = forgotten.Frames, file = waiting?.Hash }, cancel);
            return Live(survey);
        }, cancel);

    public static Problem Unknown(string code) => SurveyProblems.Unknown(code);

    /// <summary>Every survey, by code.</summary>
    public async Task<ImmutableArray<LiveSurvey>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ListAsync(context, cancel);
    }

    private async Task<ImmutableArray<LiveSurvey>> ListAsync(ChiSoContext context, CancellationToken cancel) => [.. (await context.Surveys.AsNoTracking().OrderBy(survey => survey.Code).ToListAsync(cancel)).Select(Live)];

    /// <summary><c>null</c> when there is no survey of this code.</summary>
    public async Task<LiveSurvey?> FindAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, code, cancel);
    }

    /// <summary>The same within a transaction under way: it asks for no second connection.</summary>
    internal async Task<LiveSurvey?> FindAsync(ChiSoContext context, string code, CancellationToken cancel)
    {
        var state = await context.Surveys.Where(known => known.Code == code).Select(known => new { known.Id, known.ContentHash, known.ClosedAt }).SingleOrDefaultAsync(cancel);
        if (state is null)
            return null;
        if (kept.TryGetValue(state.Id, out var content)) // what was opened never changes: only its state is read each time
            return Live(state.Id, content, state.ContentHash, state.ClosedAt is not null);
        return Live(await context.Surveys.AsNoTracking().SingleAsync(known => known.Id == state.Id, cancel));
    }

    /// <summary>Makes a link for everybody on the list, all of them or none.</summary>
    /// <returns>The keys, in the order of the list. They stand nowhere else: whoever loses them invites anew.</returns>
    public Task<Result<ImmutableArray<InvitationLink>>> InviteAsync(string code, IReadOnlyList<Invitee> list, Change change, CancellationToken cancel) =>
        database.WriteAsync(context => InviteAsync(context, code, list, change, cancel), cancel);

    /// <summary>The same, and takes in how those are found who were invited before; all of it or nothing.</summary>
    /// <param name="known">Who has an invitation, as lists name them.</param>
    /// <returns>The links, and of how many people it was taken in.</returns>
    public Task<Result<(ImmutableArray<InvitationLink> Links, int Found)>> InviteAsync(string code, IReadOnlyList<Invitee> list, ImmutableArray<Invitee> known, Change change, CancellationToken cancel) => database.WriteAsync<Result<(ImmutableArray<InvitationLink> Links, int Found)>>(
        async context =>
        {
            var invited = await InviteAsync(context, code, list, change, cancel);
            return invited.TryGet(out var links) ? (links, await FindAgainAsync(context, code, known, change, cancel)) : invited.Problems;
        }, cancel);

    private static async Task<int> FindAgainAsync(ChiSoContext context, string code, ImmutableArray<Invitee> known, Change change, CancellationToken cancel)
    {
        if (known.IsEmpty)
            return 0;
        var survey = await context.Surveys.Where(one => one.Code == code).Select(one => one.Id).SingleAsync(cancel);
        var invitations = (await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey).Select(row => new { row.Id, row.Reference, row.Unit }).ToListAsync(cancel)).ToLookup(row => MergedLists.KeyOf(new(row.Reference, row.Unit, "", "")));
        var addresses = await context.SurveyAddresses.Where(row => row.SurveyId == survey).ToDictionaryAsync(row => row.InvitationId, cancel);
        var found = new HashSet<Guid>();
        foreach (var person in known)
        {
            var alike = invitations[MergedLists.KeyOf(person)].ToList(); // P1 and p1 may both have been invited, as two people
            if ((alike.Count == 1 ? alike[0] : alike.Find(row => row.Reference == person.Reference)) is not { Id: var invitation } || !found.Add(invitation))
                continue;
            var address = addresses.GetValueOrDefault(invitation) ?? context.SurveyAddresses.Add(new() { SurveyId = survey, InvitationId = invitation }).Entity;
            address.Find(person.Whereabouts!); // known by it
        }

        if (found.Count > 0)
            await Trail.AppendAsync(context, ChainOf(code), change, "survey.found", code, new { people = found.Count }, cancel); // how many, and nothing of them
        return found.Count;
    }

    /// <summary>The same within the caller's transaction.</summary>
    internal async Task<Result<ImmutableArray<InvitationLink>>> InviteAsync(ChiSoContext context, string code, IReadOnlyList<Invitee> list, Change change, CancellationToken cancel)
    {
        await Trail.LockAsync(context, ChainOf(code), cancel);
        if (await context.Surveys.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel) is not { } stored)
            return SurveyProblems.Unknown(code);
        var survey = Live(stored);
        if (survey.IsClosed)
            return SurveyProblems.Closed(code);
        if (list.Count == 0)
            return ImmutableArray<InvitationLink>.Empty;
        var known = await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey.Id).Select(row => new Invitee(row.Reference, row.Unit, row.Stratum, "")).ToListAsync(cancel);
        if (InviteeChecks.Find(survey.Declaration, known, list) is { IsEmpty: false } problems)
            return problems;

        var links = list.Select(person => new InvitationLink(person, LinkKey.New())).ToImmutableArray();
        foreach (var (to, key) in links)
        {
            var invitation = context.SurveyInvitations.Add(new() { SurveyId = survey.Id, Reference = to.Reference, Unit = to.Unit, Stratum = to.Stratum, ClusterGroup = to.ClusterGroup, KeyHash = LinkKey.OfInvitation(code, key) }).Entity;
            if (to.Whereabouts is { } found)
                context.SurveyAddresses.Add(new() { SurveyId = survey.Id, InvitationId = invitation.Id }).Entity.Find(found);
        }

        await Trail.AppendAsync(context, ChainOf(code), change, "survey.invited", code, new { people = links.Length }, cancel);
        return links;
    }

    /// <summary>Everybody who was invited, in no order that tells anything.</summary>
    public async Task<ImmutableArray<Invitee>> InvitedAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await InvitedAsync(context, survey, cancel);
    }

    /// <summary>The same within a transaction under way.</summary>
    internal static async Task<ImmutableArray<Invitee>> InvitedAsync(ChiSoContext context, LiveSurvey survey, CancellationToken cancel) =>
        [.. await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey.Id).OrderBy(row => row.Unit).ThenBy(row => row.Reference).Select(row => new Invitee(row.Reference, row.Unit, row.Stratum, "")).ToListAsync(cancel)];

    /// <summary>How many were asked and how many links were used, by group; groups below the smallest are told together by the caller's rule.</summary>
    public async Task<ImmutableArray<GroupCount>> CountAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id).GroupBy(row => new { row.Unit, row.Stratum })
            .Select(group => new GroupCount(group.Key.Unit, group.Key.Stratum, group.Count(), group.Count(row => row.Used))).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Unit, StringComparer.Ordinal).ThenBy(row => row.Stratum, StringComparer.Ordinal)];
    }

    private LiveSurvey Live(StoredSurvey stored)
    {
        var content = kept.GetOrAdd(stored.Id, _ => Read(stored));
        return Live(stored.Id, content, stored.ContentHash, stored.ClosedAt is not null);
    }

    private static LiveSurvey Live(Guid id, (DeclaredSurvey Survey, Questionnaire OfOne) content, string hash, bool closed) =>
        new(id, content.Survey.Declaration, content.OfOne, hash, closed) { Sheet = content.Survey.Form };

    private static (DeclaredSurvey Survey, Questionnaire OfOne) Read(StoredSurvey stored)
    {
        var survey = SurveyContent.Stored(stored.Code, stored.Declaration, stored.Form, stored.ContentHash).Survey;
        return (survey, RatedBlock.ForOne(survey.Form));
    }
}

/// <summary>Counts of a group of invitations.</summary>
public sealed record GroupCount(string Unit, string Stratum, int Invited, int Used);
