using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>The requests of a block that lines don't apply, those to be dealt with first.</summary>
public sealed record NotApplicableDesk(LiveRound Round, AppraiserMap Map, ImmutableArray<NotApplicableRequest> Requests)
{
    private static readonly string Council = Fold.Key("Hội đồng");

    public LiveBlock Block => Map.Block;

    /// <summary>Lines that may be asked for: those whose own policy, or that of a line above, says who decides.</summary>
    public IEnumerable<CriteriaNode> Askable => Map.Criteria.Nodes().Where(node => PolicyOf(node) is not null);

    public CriteriaNode? Node(CriterionCode code) => Map.Criteria.Nodes().FirstOrDefault(node => node.Code == code);

    /// <summary>Who decides on a line and what follows; <c>null</c> when it can't be asked for.</summary>
    public NotApplicablePolicy? PolicyOf(CriteriaNode node) => node.NotApplicable ?? (Map.Criteria.Nodes().FirstOrDefault(one => one.Children.Any(child => child.Code == node.Code)) is { } parent ? PolicyOf(parent) : null);

    /// <summary>What whoever decides on this line needs: the council's decisions are entered by its secretary, others are taken by the standing office.</summary>
    public Act ActOf(CriteriaNode node) => PolicyOf(node) is { } policy && Fold.Key(policy.DecidedBy).Contains(Council, StringComparison.Ordinal) ? Act.RecordNotApplicable : Act.DecideNotApplicable;

    /// <summary>What appraising the line of a unit is aimed at, for each agency that has lines in it.</summary>
    public IEnumerable<Aim> AimsOf(CriteriaNode node, string unit) =>
        node.SelfAndBelow().Where(one => one.IsLeaf).Select(leaf => Map.Of(leaf.Code, unit)).DistinctBy(assigned => assigned.Agency).Select(assigned => assigned.AimAt(unit, StageKind.Review));

    /// <summary>The same for every line of every unit, however many.</summary>
    public IEnumerable<Aim> AimsOfBlock() => Block.Units.SelectMany(unit => Map.Criteria.Roots.SelectMany(root => AimsOf(root, unit.Code)));

    /// <summary>The stage of appraisal in which the appraiser says what it thinks of a request of this unit; <c>null</c> while none is open.</summary>
    public string? OpenReview(string unit, DateTime now) => Round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == StageKind.Review && Round.Clock.TurnOf(stage, unit, now) == Turn.Open);

    /// <summary>Requests this person can say something about now, as the appraiser of a line below.</summary>
    public IEnumerable<NotApplicableRequest> ToPropose(Person person, DateTime now) => Requests.Where(request => request.State == NotApplicableState.Asked && OpenReview(request.Unit, now) is not null
        && Node(request.Node) is { } node && AimsOf(node, request.Unit).Any(aim => person.May(Act.Appraise, aim)));

    /// <summary>Requests this person can decide.</summary>
    public IEnumerable<NotApplicableRequest> ToDecide(Person person) =>
        Requests.Where(request => request.State == NotApplicableState.Proposed && Node(request.Node) is { } node && person.May(ActOf(node), new()));

    /// <summary>What this person may see of it.</summary>
    public NotApplicableDesk For(Person person) => this with { Requests = [.. Requests.Where(request => Node(request.Node) is { } node && AimsOf(node, request.Unit).Any(aim => person.May(Act.ReadReview, aim)))] };

    public NotApplicableDesk OfUnit(string unit) => this with { Requests = [.. Requests.Where(request => request.Unit == unit)] };

    /// <summary>A request that stands on the line, on one above it or on one below it.</summary>
    public NotApplicableRequest? StandingOn(string unit, CriteriaNode node) => Requests.FirstOrDefault(request => request.Covers && request.Unit == unit
        && (node.SelfAndBelow().Any(one => one.Code == request.Node) || Node(request.Node)?.SelfAndBelow().Any(one => one.Code == node.Code) == true));
}

/// <summary>A request and the version of it that was seen.</summary>
public sealed record NotApplicableAddress(string Round, string Block, Guid Id, int Seen);
