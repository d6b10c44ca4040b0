using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>Releases the results of closed surveys by two people: one proposes them frozen, another approves or returns them. What was released is corrected by a new version with a reason alone.</summary>
public sealed class SurveyReleasing(ChiSoDatabase database, SurveyDesk desk, SurveyReading reading, FieldOutcomes outcomes, Checkpoints checkpoints, TimeProvider clock)
{
    /// <summary>Freezes the results as they are now, for a second person to look at.</summary>
    /// <param name="reason">Why they take the place of what was released; empty for the first version.</param>
    public async Task<Result<SurveyRelease>> ProposeAsync(string code, string reason, Person person, CancellationToken cancel)
    {
        if (ChangeBy(person) is not { } change)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        var head = await HeadAsync(code, cancel);
        var found = await FreezeAsync(survey, change.At, cancel);
        return found.TryGet(out var frozen) ? await StoreAsync(survey, frozen with { Reason = reason.Trim().Normalize() }, head, change, cancel) : found.Problems;
    }

    /// <summary>Releases what was proposed, by another person, and signs a checkpoint. Refused when the results are no longer those that were proposed.</summary>
    public async Task<Result<SurveyRelease>> ApproveAsync(Guid id, Person person, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } proposed)
            return ReleaseProblems.Unknown(id.ToString("D"));
        var head = await HeadAsync(proposed.Code, cancel);
        var now = await desk.FindAsync(proposed.Code, cancel) is { } survey ? await FreezeAsync(survey, proposed.ProposedAt, cancel) : SurveyProblems.Unknown(proposed.Code);
        var isCurrent = now.TryGet(out var frozen) && frozen.SaysSameAs(Read(proposed));
        var released = await TakeAsync(id, ProposalStep.Approve, "", at => isCurrent && at == head, person, cancel);
        if (!released.TryGet(out _))
            return released;
        var signed = await checkpoints.TakeAsync(cancel);
        return signed.TryGet(out _) ? released : signed.Problems; // what is released stays; that the trail is broken must be told
    }

    /// <summary>Returns it to whoever proposed it.</summary>
    public Task<Result<SurveyRelease>> ReturnAsync(Guid id, string reason, Person person, CancellationToken cancel) => TakeAsync(id, ProposalStep.Return, reason.Trim().Normalize(), _ => true, person, cancel);

    /// <summary>Takes it back, by whoever proposed it.</summary>
    public Task<Result<SurveyRelease>> WithdrawAsync(Guid id, Person person, CancellationToken cancel) => TakeAsync(id, ProposalStep.Withdraw, "", _ => true, person, cancel);

    /// <summary>Everything proposed of a survey, the newest first.</summary>
    public async Task<ImmutableArray<SurveyRelease>> OfAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.SurveyReleases.AsNoTracking().Where(one => one.SurveyId == survey.Id).OrderByDescending(one => one.ProposedAt).ThenByDescending(one => one.Id).ToListAsync(cancel)];
    }

    /// <summary>What waits for a second person, the oldest first.</summary>
    public async Task<ImmutableArray<SurveyRelease>> WaitingAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.SurveyReleases.AsNoTracking().Where(one => one.State == ReleaseState.Waiting).OrderBy(one => one.ProposedAt).ThenBy(one => one.Id).ToListAsync(cancel)];
    }

    /// <exception cref="InvalidDataException">What is stored was changed after it was frozen.</exception>
    public static FrozenSurvey Read(SurveyRelease release) => FrozenContent.Unpack<FrozenSurvey>(release.Content, release.Hash);

    /// <summary>Whether the person may take the step now.</summary>
    public static bool Allows(SurveyRelease release, ProposalStep step, Person person) =>
        person.May(Act.RunSurveys, new()) && ReleaseStates.After(release.State, step) is not null && ProposalStates.IsOfProposer(step) == (release.ProposedBy == person.Id);

    private async Task<SurveyRelease?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.SurveyReleases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
    }

    /// <summary>Where the chain of the survey stands: what is decided of its answers goes there.</summary>
    private async Task<string> HeadAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.AuditChains.Where(one => one.Chain == SurveyDesk.ChainOf(code)).Select(one => one.Head).SingleOrDefaultAsync(cancel) ?? "";
    }

    private async Task<Result<FrozenSurvey>> FreezeAsync(LiveSurvey survey, DateTime at, CancellationToken cancel)
    {
        var found = await reading.ResultsAsync(survey, by: null, cancel);
        if (!found.TryGet(out var results))
            return found.Problems;
        var response = await outcomes.SaidAsync(survey, cancel);
        return SurveyFreezing.Of(survey, results, response.All, await reading.IsIllustrativeAsync(survey, cancel), at);
    }

    /// <param name="head">Of the survey's chain before the results were computed.</param>
    private Task<Result<SurveyRelease>> StoreAsync(LiveSurvey survey, FrozenSurvey frozen, string head, Change change, CancellationToken cancel) => database.WriteAsync<Result<SurveyRelease>>(
        async context =>
        {
            var chain = await Trail.LockAsync(context, SurveyDesk.ChainOf(survey.Code), cancel);
            if (await context.SurveyReleases.AnyAsync(one => one.SurveyId == survey.Id && one.State == ReleaseState.Waiting, cancel))
                return ReleaseProblems.Waiting(survey.Code);
            if (chain.Head != head)
                return ReleaseProblems.Stale(survey.Code); // somebody decided on an answer while the results were computed
            var last = await context.SurveyReleases.AsNoTracking().Where(one => one.SurveyId == survey.Id && one.Released != null).OrderByDescending(one => one.Released).FirstOrDefaultAsync(cancel);
            if (last?.Released is { } version && frozen.SaysSameAs(Read(last)))
                return ReleaseProblems.Same(survey.Code, version);
            if (last is not null && frozen.Reason.Length == 0)
                return ReleaseProblems.NoReason(survey.Code);
            var whole = frozen with { Version = (last?.Released ?? 0) + 1, Reason = last is null ? "" : frozen.Reason, TrailHead = chain.Head };
            var (packed, hash) = FrozenContent.Pack(whole);
            var release = new SurveyRelease { SurveyId = survey.Id, Code = survey.Code, Hash = hash, Content = packed, ProposedBy = change.By, ProposedAt = change.At };
            context.SurveyReleases.Add(release);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change with { Reason = whole.Reason }, "survey.release-proposed", survey.Code, new { whole.Version, content = hash }, cancel);
            return release;
        }, cancel);

    /// <param name="holds">Whether the results are those that were proposed, with the survey's chain at this head.</param>
    private async Task<Result<SurveyRelease>> TakeAsync(Guid id, ProposalStep step, string reason, Func<string, bool> holds, Person person, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found)
            return ReleaseProblems.Unknown(id.ToString("D"));
        if (ChangeBy(person) is not { } change)
            return SurveyProblems.NotAllowed(found.Code);
        return await database.WriteAsync<Result<SurveyRelease>>(async context =>
        {
            var chain = await Trail.LockAsync(context, SurveyDesk.ChainOf(found.Code), cancel);
            var release = await context.SurveyReleases.SingleAsync(one => one.Id == id, cancel);
            if (ProposalStates.IsOfProposer(step) ? release.ProposedBy != person.Id : await SecondPerson.IsSameAsync(context, Act.RunSurveys, release.ProposedBy, release.ProposedAt, change, cancel))
                return ProposalStates.IsOfProposer(step) ? ReleaseProblems.OtherPerson(found.Code) : ReleaseProblems.SamePerson(found.Code);
            if (ReleaseStates.After(release.State, step) is null)
                return ReleaseProblems.Decided(found.Code);
            if (step == ProposalStep.Return && reason.Length == 0)
                return ReleaseProblems.NoReturnReason(found.Code);
            if (!holds(chain.Head))
                return ReleaseProblems.Stale(found.Code);
            var version = Read(release).Version;
            release.Take(step, version, change.By, change.At, reason);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(found.Code), change with { Reason = reason }, ActOf(step), found.Code, new { version, content = release.Hash, release.ProposedBy }, cancel);
            return release;
        }, cancel);
    }

    private static string ActOf(ProposalStep step) => step switch
    {
        ProposalStep.Approve => "survey.released",
        ProposalStep.Return => "survey.release-returned",
        ProposalStep.Withdraw => "survey.release-withdrawn",
        _ => throw new System.Diagnostics.UnreachableException($"No such step of a release: {step}."),
    };

    private Change? ChangeBy(Person person) => person.MandateTo(Act.RunSurveys, new()) is { } mandate ? new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "") : null;
}
