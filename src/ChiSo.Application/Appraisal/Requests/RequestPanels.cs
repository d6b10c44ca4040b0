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

/// <summary>What the panel of a request reads, and what each of its members proposes. The council's conclusion stays with its secretary.</summary>
public sealed class RequestPanels(ChiSoDatabase database, ReviewRequests requests, TimeProvider clock)
{
    /// <summary>Accounts on the panels of requests on a line: they may read it.</summary>
    public async Task<ImmutableArray<Guid>> OfLineAsync(LineAddress line, CancellationToken cancel)
    {
        await using var context = database.Open();
        var id = await (from block in context.Blocks
                        join round in context.Rounds on block.RoundId equals round.Id
                        where round.Code == line.Round && block.Code == line.Block
                        select (Guid?)block.Id).SingleOrDefaultAsync(cancel);
        return id is { } known ? await RequestCase.PanelOfLineAsync(context, known, line.Unit, line.Criterion, cancel) : [];
    }

    /// <summary>What supports the line a request is about, of every stage.</summary>
    public async Task<ImmutableArray<EvidenceRow>> EvidenceAsync(RequestDesk desk, ReviewRequest request, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await EvidenceDesk.RowsAsync(context, desk.Sheet.Round, context.Evidence.Where(row => row.BlockId == request.BlockId && row.Unit == request.Unit && row.Criterion == request.Criterion), cancel);
    }

    /// <summary>Adds what a member of the panel proposes; a newer one takes the place of an older. The same sent twice is one.</summary>
    public Task<Result<RequestOpinion>> ProposeAsync(RequestAddress address, GiveOpinion input, Person person, DecimalMark mark, CancellationToken cancel) => database.WriteAsync<Result<RequestOpinion>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (person.MandateTo(Act.AdviseOnRequest, found.Case.Aim) is not { } mandate)
                return RequestProblems.NotOnPanel(found.Where);
            if (found.Refuse(address, RequestState.Admitted) is { } refused)
                return refused;
            if (input.Verdict is not { } proposed)
                return RequestProblems.NoVerdict(found.Where);
            if (string.IsNullOrWhiteSpace(input.Reason))
                return RequestProblems.NoReason(found.Where);
            var read = EntryOf(found, proposed, input.Entry, mark);
            if (!read.TryGet(out var entry))
                return read.Problems;

            var verdict = entry == found.Request.Asked ? RequestVerdict.Upheld : proposed;
            var reason = input.Reason.Trim().Normalize();
            if (found.Case.OpinionOf(person.Id) is { } last && last.Verdict == verdict && last.Entry == entry && last.Reason == reason)
                return last;
            var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "");
            var opinion = new RequestOpinion { RequestId = found.Request.Id, Verdict = verdict, Entry = entry, Reason = reason, By = person.NameUnder(mandate.Id), Person = person.Id, At = change.At };
            context.RequestOpinions.Add(opinion);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.opinion-given", found.Subject, new { opinion.Id, Verdict = verdict.ToString(), opinion.Entry, opinion.Reason }, cancel);
            return opinion;
        }, cancel);

    /// <returns>In canonical JSON; empty where nothing changes.</returns>
    private static Result<string> EntryOf(FoundRequest found, RequestVerdict verdict, string text, DecimalMark mark)
    {
        if (verdict != RequestVerdict.InPart)
            return verdict == RequestVerdict.Upheld ? found.Request.Asked : "";
        var leaf = found.Line.Node.Scoring!; // lines before the council are scored
        var read = EntryText.Parse(text.Trim(), leaf, mark, found.Where);
        if (!read.TryGet(out var entry))
            return read.Problems;
        if (EntryChecks.Find(entry, leaf, found.Line.Node.Max, found.Where) is { } wrong)
            return wrong;
        var json = EngineJson.ToText(entry);
        return json == RequestDesk.Standing(found.Line)?.Entry ? RequestProblems.SameValue(found.Where) : json;
    }
}

/// <param name="Verdict"><c>null</c> when none was chosen.</param>
/// <param name="Entry">In the form of <see cref="EntryText"/>; ignored but where the request is granted in part.</param>
public sealed record GiveOpinion(RequestVerdict? Verdict, string Entry, string Reason);
