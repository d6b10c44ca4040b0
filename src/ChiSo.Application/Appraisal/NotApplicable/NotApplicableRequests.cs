using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Lines that don't apply to a unit: it asks with a ground, the appraiser of the line proposes, and the body the criteria name decides. What that does to points is the engine's rule.</summary>
public sealed class NotApplicableRequests(ChiSoDatabase database, Appraisers appraisers, TimeProvider clock)
{
    /// <summary>The requests of a block; <c>null</c> when there is no such round or block.</summary>
    public async Task<NotApplicableDesk?> ReadAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    /// <summary>The requests of every block of a round that has some, in the order of the round.</summary>
    public async Task<ImmutableArray<NotApplicableDesk>> ListAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var ids = round.Blocks.Select(block => block.Id).ToList();
        var asked = await context.NotApplicableRequests.Where(request => ids.Contains(request.BlockId)).Select(request => request.BlockId).Distinct().ToListAsync(cancel);
        var desks = ImmutableArray.CreateBuilder<NotApplicableDesk>(asked.Count);
        foreach (var block in round.Blocks.Where(block => asked.Contains(block.Id)))
        {
            if (await ReadAsync(context, round.Code, block.Code, cancel) is { } desk)
                desks.Add(desk);
        }

        return desks.ToImmutable();
    }

    /// <summary>Asks that a line doesn't apply to the unit, while the self-assessment is open. The same request sent twice is one.</summary>
    public Task<Result<NotApplicableRequest>> AskAsync(string round, string block, AskNotApplicable input, Person person, CancellationToken cancel) => database.WriteAsync<Result<NotApplicableRequest>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await ReadAsync(context, round, block, cancel) is not { } desk || desk.Block.Unit(input.Unit) is not { } unit || desk.Node(input.Node) is not { } node)
                return NotApplicableProblems.Unknown(input.Unit);
            var (where, ground, now) = (Named(unit, node), Tidy(input.Ground), clock.GetUtcNow().UtcDateTime);
            if (person.MandateTo(Act.AskNotApplicable, new(unit.Code, Stage: StageKind.Self)) is not { } mandate)
                return NotApplicableProblems.NotAllowed(where);
            if (!desk.Round.IsWorkable || desk.Round.Clock.TurnOf(Stages.Self, unit.Code, now) != Turn.Open)
                return NotApplicableProblems.StageClosed(where);
            if (desk.PolicyOf(node) is null)
                return NotApplicableProblems.NoPolicy(where);
            if (ground.Length == 0)
                return NotApplicableProblems.NoReason(where);
            if (desk.StandingOn(unit.Code, node) is { } standing)
                return standing.Node == node.Code && standing.Ground == ground ? standing : NotApplicableProblems.AskedAlready(where);

            var request = new NotApplicableRequest { BlockId = desk.Block.Id, Unit = unit.Code, Node = node.Code, Ground = ground, AskedBy = person.NameUnder(mandate.Id), Person = person.Id, AskedAt = now };
            context.NotApplicableRequests.Add(request);
            await Trail.AppendAsync(context, Trail.OfRound(round), new(person.Id, mandate.Id, now, ""), "not-applicable.asked", Subject(request), new { request.Id, request.Ground }, cancel);
            return request;
        }, cancel);

    /// <summary>Takes a request back that isn't decided.</summary>
    public Task<Result<NotApplicableRequest>> WithdrawAsync(NotApplicableAddress address, Person person, CancellationToken cancel) => StepAsync(
        address, NotApplicableStep.Withdraw, "", person, (_, _, request) => person.MandateTo(Act.AskNotApplicable, new(request.Unit, Stage: StageKind.Self)), (_, _, request, _) => request.Withdraw(), cancel);

    /// <summary>Says whether the agency is for it; said again it replaces what was said, until it is decided.</summary>
    public Task<Result<NotApplicableRequest>> ProposeAsync(NotApplicableAddress address, bool supported, string reason, Person person, CancellationToken cancel) => StepAsync(
        address, NotApplicableStep.Propose, reason, person,
        (desk, node, request) => desk.AimsOf(node, request.Unit).Select(aim => person.MandateTo(Act.Appraise, aim)).OfType<Mandate>().FirstOrDefault(),
        (_, _, request, change) => request.Propose(supported, change.Reason, person.NameUnder(change.Mandate), change.At), cancel);

    /// <summary>Grants, refuses or lifts it; granting and lifting become decisions the results are computed with.</summary>
    public Task<Result<NotApplicableRequest>> DecideAsync(NotApplicableAddress address, NotApplicableStep step, string reason, Person person, CancellationToken cancel) => StepAsync(
        address, step is NotApplicableStep.Grant or NotApplicableStep.Refuse or NotApplicableStep.Lift ? step : throw new ArgumentException($"{step} is no decision.", nameof(step)), reason, person,
        (desk, node, _) => person.MandateTo(desk.ActOf(node), new()),
        (_, _, request, change) => request.Decide(NotApplicableStates.Table.First(row => row.From == request.State && row.Step == step).To, change.Reason, person.NameUnder(change.Mandate), change.At), cancel);

    internal async Task<NotApplicableDesk?> ReadAsync(ChiSoContext context, string round, string block, CancellationToken cancel)
    {
        if (await appraisers.ReadAsync(context, round, cancel) is not { } board || board.Map(block) is not { } map)
            return null;
        var requests = await context.NotApplicableRequests.AsNoTracking().Where(request => request.BlockId == map.Block.Id).OrderBy(request => request.AskedAt).ToListAsync(cancel);
        return new(board.Round, map, [.. requests.OrderBy(request => request.State)]);
    }

    private Task<Result<NotApplicableRequest>> StepAsync(
        NotApplicableAddress address, NotApplicableStep step, string reason, Person person, Func<NotApplicableDesk, CriteriaNode, NotApplicableRequest, Mandate?> mandateOf,
        Action<NotApplicableDesk, CriteriaNode, NotApplicableRequest, Change> act, CancellationToken cancel) => database.WriteAsync<Result<NotApplicableRequest>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(address.Round), cancel);
            if (await ReadAsync(context, address.Round, address.Block, cancel) is not { } desk || desk.Requests.FirstOrDefault(one => one.Id == address.Id) is not { } request
                || desk.Node(request.Node) is not { } node || desk.Block.Unit(request.Unit) is not { } unit)
                return NotApplicableProblems.Unknown(address.Block);
            var (where, now) = (Named(unit, node), clock.GetUtcNow().UtcDateTime);
            if (mandateOf(desk, node, request) is not { } mandate)
                return NotApplicableProblems.NotAllowed(where);
            if (Refuse(desk, request, step, address.Seen, Tidy(reason), where, now) is { } refused)
                return refused;

            context.NotApplicableRequests.Attach(request);
            var change = new Change(person.Id, mandate.Id, now, Tidy(reason));
            act(desk, node, request, change);
            if (step is NotApplicableStep.Grant or NotApplicableStep.Lift && desk.PolicyOf(node) is { } policy)
                await RuleAsync(context, desk, new(request.Unit, request.Node, step == NotApplicableStep.Grant ? new Ruling.NotApplicable(policy.Effect) : new Ruling.Applies(), change.Reason, policy.DecidedBy), cancel);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, ActOf(step), Subject(request), new { request.Id, request.Supported, State = request.State.ToString() }, cancel);
            return request;
        }, cancel);

    private static Problem? Refuse(NotApplicableDesk desk, NotApplicableRequest request, NotApplicableStep step, int seen, string reason, string where, DateTime now) =>
        !NotApplicableStates.Allows(request.State, step) ? NotApplicableProblems.WrongStep(where, request.State)
        : !desk.Round.IsWorkable || (step == NotApplicableStep.Propose && desk.OpenReview(request.Unit, now) is null) ? NotApplicableProblems.StageClosed(where)
        : request.Version != seen ? NotApplicableProblems.Changed(where)
        : reason.Length == 0 && step != NotApplicableStep.Withdraw ? NotApplicableProblems.NoReason(where)
        : null;

    private static async Task RuleAsync(ChiSoContext context, NotApplicableDesk desk, Decision decision, CancellationToken cancel)
    {
        var last = await context.Decisions.Where(row => row.BlockId == desk.Block.Id).Select(row => (int?)row.Place).MaxAsync(cancel);
        context.Decisions.Add(new() { BlockId = desk.Block.Id, Place = (last ?? -1) + 1, Content = EngineJson.ToText(decision) });
    }

    private static string ActOf(NotApplicableStep step) => step switch
    {
        NotApplicableStep.Withdraw => "not-applicable.withdrawn",
        NotApplicableStep.Propose => "not-applicable.proposed",
        NotApplicableStep.Grant => "not-applicable.granted",
        NotApplicableStep.Refuse => "not-applicable.refused",
        _ => "not-applicable.lifted",
    };

    private static string Subject(NotApplicableRequest request) => $"{request.Unit} {request.Node}";

    private static string Named(UnitInput unit, CriteriaNode node) => $"{unit.Name.Vi}, {node.Number} {node.Name.Vi}";

    private static string Tidy(string text) => text.Trim().Normalize();
}

/// <param name="Node">A leaf or a line with parts.</param>
public sealed record AskNotApplicable(string Unit, CriterionCode Node, string Ground);
