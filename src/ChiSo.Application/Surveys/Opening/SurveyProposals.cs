using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Opening;

/// <summary>Opens surveys by two people: one proposes the whole of it, another opens or returns it. Nothing of it is public before.</summary>
public sealed class SurveyProposals(ChiSoDatabase database, LiveRounds rounds, SurveyDesk desk, TimeProvider clock)
{
    /// <summary>Proposes what a form declares, checked as a whole.</summary>
    /// <param name="mends">The returned proposal this one takes the place of, whatever its code; <c>null</c> for none.</param>
    public async Task<Result<ProposedSurvey>> ProposeAsync(SurveyEntry entry, Guid? mends, Person person, CancellationToken cancel)
    {
        var fields = entry.Fields;
        if (ChangeBy(person) is not { } change)
            return SurveyProblems.NotAllowed(fields.GetValueOrDefault("code") ?? "");
        var read = entry.Form ?? SurveyProblems.NoForm("questionnaire");
        var asked = read.TryGet(out var questionnaire);
        var declared = DeclarationEntry.Read(fields, questionnaire?.Code ?? "", await UnitsOfAsync(fields.GetValueOrDefault("round")?.Trim() ?? "", cancel), entry.Raters);
        ImmutableArray<Problem> problems = [.. read.Problems, .. declared.Problems, .. LastDayOver("closes", DeclarationEntry.LastDay(fields))];
        if (!declared.TryGet(out var declaration) || !asked || !problems.IsEmpty)
            return problems;
        if (DeclarationFile.FormFaults(declaration, read, "questionnaire") is { IsEmpty: false } faults)
            return faults;
        return await ProposeAsync(SurveyContent.Of(new(declaration, questionnaire!)), mends, change, cancel); // asked just above
    }

    /// <summary>Opens what was proposed, by another person. Doing it twice changes nothing.</summary>
    public Task<Result<LiveSurvey>> ApproveAsync(Guid id, Person person, CancellationToken cancel) => TakeAsync<LiveSurvey>(id, ProposalStep.Approve, person, async (context, proposal, change) =>
    {
        var content = ContentOf(proposal);
        if (proposal.State != ProposalState.Opened && LastDayOver(proposal.Code, content.Survey.Declaration.Closes) is { IsEmpty: false } over)
            return over;
        var opened = await desk.OpenAsync(context, content, change, proposal.ProposedBy, cancel);
        if (opened.Problems.IsEmpty && proposal.State != ProposalState.Opened)
            proposal.Take(ProposalStep.Approve, change.By, change.At);
        return opened;
    }, cancel);

    /// <summary>Returns it to whoever proposed it.</summary>
    public Task<Result<ProposedSurvey>> ReturnAsync(Guid id, string reason, Person person, CancellationToken cancel) => TakeAsync<ProposedSurvey>(id, ProposalStep.Return, person, async (context, proposal, change) =>
    {
        var why = reason.Trim().Normalize();
        if (why.Length == 0)
            return ProposalProblems.NoReason(proposal.Code);
        proposal.Take(ProposalStep.Return, change.By, change.At, why);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(proposal.Code), change with { Reason = why }, "survey.proposal-returned", proposal.Code, new { content = proposal.ContentHash, proposedBy = proposal.ProposedBy }, cancel);
        return Read(proposal);
    }, cancel);

    /// <summary>Takes it back, by whoever proposed it.</summary>
    public Task<Result<ProposedSurvey>> WithdrawAsync(Guid id, Person person, CancellationToken cancel) => TakeAsync<ProposedSurvey>(id, ProposalStep.Withdraw, person, async (context, proposal, change) =>
    {
        proposal.Take(ProposalStep.Withdraw, change.By, change.At);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(proposal.Code), change, "survey.proposal-withdrawn", proposal.Code, new { content = proposal.ContentHash }, cancel);
        return Read(proposal);
    }, cancel);

    /// <summary>Those somebody still has to do something about, the oldest first.</summary>
    public async Task<ImmutableArray<ProposedSurvey>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await context.SurveyProposals.AsNoTracking().Where(one => one.State == ProposalState.Waiting || one.State == ProposalState.Returned).OrderBy(one => one.ProposedAt).ThenBy(one => one.Id).ToListAsync(cancel)).Select(Read)];
    }

    /// <summary><c>null</c> when there is none.</summary>
    public async Task<ProposedSurvey?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.SurveyProposals.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } found ? Read(found) : null;
    }

    /// <summary>Who opened a survey, and who had proposed it.</summary>
    public async Task<SurveyOpening> OpeningOfAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        var at = await context.Surveys.Where(stored => stored.Id == survey.Id).Select(stored => stored.OpenedAt).SingleAsync(cancel);
        if (await context.SurveyProposals.AsNoTracking().SingleOrDefaultAsync(one => one.Code == survey.Code && one.State == ProposalState.Opened && one.DecidedAt == at, cancel) is { } approved)
            return new(approved.DecidedBy ?? Guid.Empty, at, approved); // an opened proposal was decided by somebody
        var by = await context.AuditLinks.Where(link => link.Chain == SurveyDesk.ChainOf(survey.Code) && link.Act == "survey.opened").Select(link => link.By).SingleAsync(cancel);
        return new(by, at, Approved: null);
    }

    private Task<Result<ProposedSurvey>> ProposeAsync(SurveyContent content, Guid? mends, Change change, CancellationToken cancel) => database.WriteAsync<Result<ProposedSurvey>>(
        async context =>
        {
            var code = content.Survey.Declaration.Code;
            await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
            if (await desk.ObstaclesAsync(context, content.Survey, cancel) is { IsEmpty: false } problems)
                return problems;
            if (await context.SurveyProposals.SingleOrDefaultAsync(one => one.Code == code && one.State == ProposalState.Waiting, cancel) is { } waiting)
                return waiting.ContentHash == content.Hash && waiting.ProposedBy == change.By ? Read(waiting) : ProposalProblems.Waiting(code);

            foreach (var returned in await context.SurveyProposals.Where(one => one.State == ProposalState.Returned && one.ProposedBy == change.By && (one.Code == code || one.Id == mends)).ToListAsync(cancel))
                returned.Take(ProposalStep.Replace, change.By, change.At);
            var proposal = new SurveyProposal { Code = code, Declaration = content.Declaration, Form = content.Form, ContentHash = content.Hash, ProposedBy = change.By, ProposedAt = change.At };
            context.SurveyProposals.Add(proposal);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.proposed", code, new { content = content.Hash, content.Survey.Form.Version, consent = content.Survey.Declaration.Consent.Version }, cancel);
            return Read(proposal);
        }, cancel);

    /// <param name="act">With a proposal the person may take the step on, or took it on just before.</param>
    private async Task<Result<T>> TakeAsync<T>(Guid id, ProposalStep step, Person person, Func<ChiSoContext, SurveyProposal, Change, Task<Result<T>>> act, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found)
            return ProposalProblems.Unknown(id.ToString("D"));
        if (ChangeBy(person) is not { } change)
            return SurveyProblems.NotAllowed(found.Code);
        return await database.WriteAsync(async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(found.Code), cancel);
            var proposal = await context.SurveyProposals.SingleAsync(one => one.Id == id, cancel);
            if (ProposalStates.IsOfProposer(step) ? proposal.ProposedBy != person.Id : await SecondPerson.IsSameAsync(context, Act.RunSurveys, proposal.ProposedBy, proposal.ProposedAt, change, cancel))
                return ProposalStates.IsOfProposer(step) ? ProposalProblems.OtherPerson(found.Code) : ProposalProblems.SamePerson(found.Code);
            var twice = step == ProposalStep.Approve && proposal.State == ProposalState.Opened && proposal.DecidedBy == person.Id;
            return twice || ProposalStates.After(proposal.State, step) is not null ? await act(context, proposal, change) : ProposalProblems.Decided(found.Code, proposal.State);
        }, cancel);
    }

    private Change? ChangeBy(Person person) => person.MandateTo(Act.RunSurveys, new()) is { } mandate ? new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "") : null;

    private ImmutableArray<Problem> LastDayOver(string where, DateOnly? closes) =>
        closes is { } day && day < VietnamTime.Today(clock) ? [ProposalProblems.LastDayOver(where, day)] : [];

    private async Task<ImmutableArray<RatedUnit>> UnitsOfAsync(string round, CancellationToken cancel)
    {
        if (round.Length == 0)
            return [];
        return await rounds.FindAsync(round, cancel) is { } live ? [.. live.Blocks.SelectMany(block => block.Units).Select(unit => new RatedUnit(unit.Code, unit.Name.Vi))] : [];
    }

    private static SurveyContent ContentOf(SurveyProposal proposal) => SurveyContent.Stored(proposal.Code, proposal.Declaration, proposal.Form, proposal.ContentHash);

    private static ProposedSurvey Read(SurveyProposal proposal) => new(proposal, ContentOf(proposal).Survey);
}
