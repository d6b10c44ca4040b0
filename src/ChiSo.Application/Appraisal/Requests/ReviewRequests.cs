using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Requests to look at the council's draft result again: filed by a unit's leader, admitted or not, looked at by a panel without whoever appraised, concluded. An open one blocks the approval.</summary>
public sealed class ReviewRequests(ChiSoDatabase database, Councils councils, Appraisers appraisers, TimeProvider clock)
{
    private readonly PanelCandidates candidates = new(appraisers, clock);

    /// <summary>The requests of a block, open ones first; <c>null</c> when there is no such round or block, or the round has no council.</summary>
    public async Task<RequestDesk?> ReadAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    /// <inheritdoc cref="PanelCandidates"/>
    public async Task<ImmutableArray<Panelist>> PanelistsAsync(RequestDesk desk, ReviewRequest request, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await candidates.ReadAsync(context, desk, request, cancel)).Where(one => one.Barred is null).Select(one => new Panelist(one.Account, one.Name))];
    }

    /// <summary>Asks for another value on one line. The same request sent twice is one.</summary>
    public Task<Result<ReviewRequest>> FileAsync(CouncilPlace place, FileRequest input, Person person, DecimalMark mark, CancellationToken cancel) => database.WriteAsync<Result<ReviewRequest>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(place.Round), cancel);
            if (await ReadAsync(context, place.Round, place.Block, cancel) is not { } desk || desk.Sheet.Line(place.Unit, place.Criterion) is not { Node.Scoring: { } leaf } line)
                return RequestProblems.Unknown(place.Unit);
            var where = CouncilProblems.Named(line);
            if (person.MandateTo(Act.RequestReview, new(place.Unit)) is not { } mandate)
                return RequestProblems.NotAllowed(where);
            if (!desk.TakesRequests)
                return RequestProblems.NotNow(where);
            var now = clock.GetUtcNow().UtcDateTime;
            if (!desk.TakesNew(now))
                return RequestProblems.TooLate(where, desk.Sheet.Round.Clock.RequestsUntil ?? now);
            var read = EntryText.Parse(input.Entry.Trim(), leaf, mark, where);
            if (!read.TryGet(out var entry))
                return read.Problems;
            var (asked, grounds) = (EngineJson.ToText(entry), Tidy(input.Grounds));
            if (desk.OpenOn(place) is { } open)
                return open.Asked == asked && open.Grounds == grounds ? open : RequestProblems.OpenAlready(where);
            if (Refuse(line, leaf, entry, asked, grounds, where) is { } refused)
                return refused;

            var change = new Change(person.Id, mandate.Id, now, "");
            var request = new ReviewRequest
            {
                BlockId = desk.Sheet.Block.Id, Unit = place.Unit, Criterion = place.Criterion, Grounds = grounds, Asked = asked, NewEvidence = Tidy(input.NewEvidence),
                FiledBy = person.NameUnder(change.Mandate), Person = person.Id, FiledAt = change.At,
            };
            context.ReviewRequests.Add(request);
            await Trail.AppendAsync(context, Trail.OfRound(place.Round), change, "request.filed", request.Subject, new { request.Id, request.Grounds, request.Asked, request.NewEvidence, stands = RequestDesk.Standing(line)?.Entry }, cancel);
            return request;
        }, cancel);

    /// <summary>Takes an open request back.</summary>
    public Task<Result<ReviewRequest>> WithdrawAsync(RequestAddress address, Person person, CancellationToken cancel) => StepAsync(address, RequestStep.Withdraw, person, (_, found, change) =>
    {
        found.Request.Withdraw(change.At);
        return Told(new { found.Request.Id });
    }, cancel);

    /// <summary>Does not admit a request, with the reason.</summary>
    public Task<Result<ReviewRequest>> DismissAsync(RequestAddress address, string reason, Person person, CancellationToken cancel) => StepAsync(address, RequestStep.Dismiss, person, (_, found, change) =>
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Told(RequestProblems.NoReason(found.Where));
        found.Request.Dismiss(Tidy(reason), person.NameUnder(change.Mandate), change.At);
        return Told(new { found.Request.Id, found.Request.Judgement });
    }, cancel);

    /// <summary>Admits a request and names who looks at it, until when.</summary>
    public Task<Result<ReviewRequest>> AdmitAsync(RequestAddress address, AdmitRequest input, Person person, CancellationToken cancel) => StepAsync(address, RequestStep.Admit, person, async (context, found, change) =>
    {
        var read = await NamedAsync(context, found, input, cancel);
        if (!read.TryGet(out var named))
            return (null, read.Problems);
        found.Request.Admit(Tidy(input.Reason), named.Panel.Select(one => one.Name), named.StandIns.Select(one => one.Name), input.Due, person.NameUnder(change.Mandate), change.At);
        await SeatAsync(context, found.Request.Id, [.. named.Panel.Select(one => one.Account)], [.. named.StandIns.Select(one => one.Account)], cancel);
        return (new { found.Request.Id, found.Request.Judgement, found.Request.Panel, Accounts = named.Panel.Select(one => one.Account), StandIns = named.StandIns.Select(one => one.Account), found.Request.Due }, []);
    }, cancel);

    /// <summary>Has others look at an admitted request, or until another day: a member may be away, gone, or barred since. What was said is kept, and counts for those who stay.</summary>
    public Task<Result<ReviewRequest>> ChangePanelAsync(RequestAddress address, AdmitRequest input, Person person, CancellationToken cancel) => StepAsync(address, RequestStep.ChangePanel, person, async (context, found, change) =>
    {
        var read = await NamedAsync(context, found, input, cancel);
        if (!read.TryGet(out var named))
            return (null, read.Problems);
        var (request, accounts, standIns) = (found.Request, named.Panel.Select(one => one.Account).ToImmutableArray(), named.StandIns.Select(one => one.Account).ToImmutableArray());
        if (request.Due == input.Due && found.Case.Panel.ToHashSet().SetEquals(accounts) && found.Case.StandIns.ToHashSet().SetEquals(standIns))
            return (null, [RequestProblems.SamePanel(found.Where)]);

        var before = new { request.Panel, Accounts = found.Case.Panel, found.Case.StandIns, request.Due };
        request.ChangePanel(named.Panel.Select(one => one.Name), named.StandIns.Select(one => one.Name), input.Due);
        await SeatAsync(context, request.Id, accounts, standIns, cancel);
        return (new { request.Id, Reason = Tidy(input.Reason), before, after = new { request.Panel, Accounts = accounts, StandIns = standIns, request.Due } }, []);
    }, cancel);

    /// <summary>Records what is concluded once over half of the panel has said what it proposes. A value other than what stands becomes the council's position and counts at once.</summary>
    public Task<Result<ReviewRequest>> ConcludeAsync(RequestAddress address, ConcludeRequest input, Person person, DecimalMark mark, CancellationToken cancel) => StepAsync(address, RequestStep.Conclude, person, async (context, found, change) =>
    {
        var (line, leaf) = (found.Line, found.Line.Node.Scoring!); // lines before the council are scored
        if (string.IsNullOrWhiteSpace(input.Conclusion))
            return (null, [RequestProblems.NoReason(found.Where)]);
        if (found.Case.Laid != input.Laid)
            return (null, [RequestProblems.Changed(found.Where)]);
        if (!found.Case.IsHeard)
            return (null, [RequestProblems.NotHeard(found.Where, found.Case, await NamesAsync(context, found.Case.Silent, cancel))]);
        if (!input.Grants)
        {
            found.Request.Conclude(Tidy(input.Conclusion), "", 0, change.At);
            return (new { found.Request.Id, found.Request.Conclusion }, []);
        }

        var read = EntryText.Parse(input.Entry.Trim(), leaf, mark, found.Where);
        if (!read.TryGet(out var entry))
            return (null, read.Problems);
        if (EntryChecks.Find(entry, leaf, line.Node.Max, found.Where) is { } wrong)
            return (null, [wrong]);
        var json = EngineJson.ToText(entry);
        if (json == RequestDesk.Standing(line)?.Entry)
            return (null, [RequestProblems.SameValue(found.Where)]);
        var saved = await PositionLog.TakeAsync(
            context,
            new(address.Round, found.Desk.Sheet.Block.Id, line.Unit.Code, line.Node.Code, Stages.Council, line.Seen, json, Tidy(input.Conclusion), "", "council", change.At),
            line.Decision, person, change, cancel);
        if (!saved.TryGet(out var outcome) || outcome is not SaveOutcome.Stored { Position: var position })
            return (null, [RequestProblems.Changed(found.Where)]);
        position.HandIn(change.At);
        found.Request.Conclude(Tidy(input.Conclusion), json, position.Sequence, change.At);
        return (new { found.Request.Id, found.Request.Conclusion, before = RequestDesk.Standing(line)?.Entry, after = json }, []);
    }, cancel);

    internal async Task<RequestDesk?> ReadAsync(ChiSoContext context, string round, string block, CancellationToken cancel)
    {
        if (await councils.ReadAsync(context, round, block, cancel) is not { } sheet)
            return null;
        var requests = await context.ReviewRequests.AsNoTracking().Where(request => request.BlockId == sheet.Block.Id).OrderBy(request => request.FiledAt).ToListAsync(cancel);
        return new(sheet, await RequestCase.ReadAsync(context, [.. requests.OrderBy(request => !request.IsOpen)], cancel));
    }

    /// <summary>A request with its line; <c>null</c> when there is none.</summary>
    internal async Task<FoundRequest?> FindAsync(ChiSoContext context, RequestAddress address, CancellationToken cancel) =>
        await ReadAsync(context, address.Round, address.Block, cancel) is { } desk && desk.Case(address.Id) is { } found && desk.LineOf(found.Request) is { } line
            ? new(desk, found, line, CouncilProblems.Named(line))
            : null;

    /// <summary>The same for a change, which nothing of the round passes by.</summary>
    internal async Task<FoundRequest?> LockAsync(ChiSoContext context, RequestAddress address, CancellationToken cancel)
    {
        await Trail.LockAsync(context, Trail.OfRound(address.Round), cancel);
        return await FindAsync(context, address, cancel);
    }

    /// <summary>Why somebody has an interest in what becomes of a request; <c>null</c> for who has none.</summary>
    internal async Task<Words?> InterestOfAsync(ChiSoContext context, FoundRequest found, Guid account, CancellationToken cancel) =>
        (await candidates.ReadAsync(context, found.Desk, found.Request, cancel)).FirstOrDefault(one => one.Account == account)?.Interest;

    /// <summary>Stand-ins who may take a seat now, in their order: bars hold for them as they do for a panel.</summary>
    internal async Task<ImmutableArray<Candidate>> FreeStandInsAsync(ChiSoContext context, FoundRequest found, CancellationToken cancel)
    {
        var all = (await candidates.ReadAsync(context, found.Desk, found.Request, cancel)).ToDictionary(one => one.Account);
        return [.. found.Case.StandIns.Select(account => all.GetValueOrDefault(account)).OfType<Candidate>().Where(one => one.Barred is null)];
    }

    /// <summary>Makes these the panel and its stand-ins; what is there already stays.</summary>
    internal static async Task SeatAsync(ChiSoContext context, Guid request, ImmutableArray<Guid> panel, ImmutableArray<Guid> standIns, CancellationToken cancel)
    {
        var rows = await context.RequestPanelists.Where(one => one.RequestId == request).ToListAsync(cancel);
        context.RequestPanelists.RemoveRange(rows.Where(row => !panel.Contains(row.Account) && !standIns.Contains(row.Account)));
        foreach (var (account, place) in panel.Select(account => (account, 0)).Concat(standIns.Select((account, at) => (account, at + 1))))
        {
            if (rows.Find(one => one.Account == account) is { } seat)
                seat.Place = place;
            else
                context.RequestPanelists.Add(new() { RequestId = request, Account = account, Place = place });
        }
    }

    /// <summary>Who is to look at a request and who stands in, each of them free to.</summary>
    private async Task<Result<Named>> NamedAsync(ChiSoContext context, FoundRequest found, AdmitRequest input, CancellationToken cancel)
    {
        var all = await candidates.ReadAsync(context, found.Desk, found.Request, cancel);
        var named = all.Where(one => input.Panel.Contains(one.Account) || input.StandIns.Contains(one.Account)).ToImmutableArray();
        var gone = input.Panel.Union(input.StandIns).Except(named.Select(one => one.Account)).ToList();
        var closed = await NamesAsync(context, gone, cancel);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (string.IsNullOrWhiteSpace(input.Reason))
            problems.Add(RequestProblems.NoReason(found.Where));
        if (input.Panel.IsEmpty)
            problems.Add(RequestProblems.NoPanel(found.Where));
        if (input.Due < VietnamTime.Today(clock) || input.Due == DateOnly.MaxValue)
            problems.Add(RequestProblems.WrongDue("due"));
        if (closed.Length < gone.Count)
            problems.Add(RequestProblems.Unknown("panel"));
        problems.AddRange(closed.Select(RequestProblems.AccountClosed));
        problems.AddRange(named.Where(one => input.Panel.Contains(one.Account) && input.StandIns.Contains(one.Account)).Select(one => RequestProblems.SeatedTwice(one.Name)));
        problems.AddRange(named.Where(one => one.Barred is not null).Select(one => RequestProblems.Barred(one.Name, one.Barred.GetValueOrDefault()))); // asked for just before
        return problems.Count > 0 ? problems.ToImmutable() : new Named([.. named.Where(one => input.Panel.Contains(one.Account))], [.. named.Where(one => input.StandIns.Contains(one.Account))]);
    }

    /// <summary>Of accounts, closed ones among them, in the order of names.</summary>
    internal static async Task<ImmutableArray<string>> NamesAsync(ChiSoContext context, IEnumerable<Guid> accounts, CancellationToken cancel)
    {
        var ids = accounts.ToList();
        return [.. await context.Accounts.Where(account => ids.Contains(account.Id)).OrderBy(account => account.FullName).Select(account => account.FullName).ToListAsync(cancel)];
    }

    private static Problem? Refuse(CouncilLine line, Leaf leaf, Entry entry, string asked, string grounds, string where) =>
        EntryChecks.Find(entry, leaf, line.Node.Max, where)
        ?? (grounds.Length == 0 ? RequestProblems.NoGrounds(where) : null)
        ?? (RequestDesk.Standing(line)?.Entry == asked ? RequestProblems.SameValue(where) : null);

    private Task<Result<ReviewRequest>> StepAsync(
        RequestAddress address, RequestStep step, Person person, Func<ChiSoContext, FoundRequest, Change, Task<(object? Told, ImmutableArray<Problem> Problems)>> act, CancellationToken cancel) => database.WriteAsync<Result<ReviewRequest>>(
        async context =>
        {
            if (await LockAsync(context, address, cancel) is not { Request: var request } found)
                return RequestProblems.Unknown(address.Block);
            var mandate = step == RequestStep.Withdraw ? person.MandateTo(Act.RequestReview, new(request.Unit)) : person.MandateTo(Act.JudgeRequest, new());
            if (mandate is null)
                return RequestProblems.NotAllowed(found.Where);
            if (step != RequestStep.Withdraw && person.IsOwn(request.Unit))
                return RequestProblems.OwnUnit(person.FullName);
            if (found.Refuse(address, RequestStates.From(step)) is { } refused)
                return refused;

            context.ReviewRequests.Attach(request);
            var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "");
            var (told, problems) = await act(context, found, change);
            if (told is null)
                return problems;
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, ActOf(step), found.Subject, told, cancel);
            return request;
        }, cancel);

    private static string ActOf(RequestStep step) => step switch
    {
        RequestStep.Withdraw => "request.withdrawn",
        RequestStep.Dismiss => "request.dismissed",
        RequestStep.Admit => "request.admitted",
        RequestStep.ChangePanel => "request.panel-changed",
        _ => "request.concluded",
    };

    private static Task<(object? Told, ImmutableArray<Problem> Problems)> Told(object told) => Task.FromResult<(object?, ImmutableArray<Problem>)>((told, []));

    private static Task<(object? Told, ImmutableArray<Problem> Problems)> Told(Problem problem) => Task.FromResult<(object?, ImmutableArray<Problem>)>((null, [problem]));

    private static string Tidy(string text) => text.Trim().Normalize();

    private sealed record Named(ImmutableArray<Candidate> Panel, ImmutableArray<Candidate> StandIns);
}
