using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>A unit's sheet in one stage ("bảng tự đánh giá"): every line it has to fill and how far it is.</summary>
public sealed record Sheet
{
    public required LiveRound Round { get; init; }

    public required LiveBlock Block { get; init; }

    public required UnitInput Unit { get; init; }

    public required string Stage { get; init; }

    public required CriteriaSet Criteria { get; init; }

    public required SheetState State { get; init; }

    /// <summary>The last move; <c>null</c> before the first.</summary>
    public required UnitStage? LastMove { get; init; }

    /// <summary>What is on each line now; a line without one is unknown.</summary>
    public required ImmutableDictionary<CriterionCode, Position> Positions { get; init; }

    /// <summary>The lines with a file or a citation of this stage or of the unit's own before it.</summary>
    public required ImmutableHashSet<CriterionCode> Supported { get; init; }

    /// <summary>Requests that lines don't apply, asked for or granted.</summary>
    public ImmutableArray<NotApplicableRequest> NotApplicable { get; init; } = [];

    /// <summary>Checks let through on any version of a line; none where the sheet was read for one line alone.</summary>
    public ImmutableArray<CheckOverride> Overrides { get; init; } = [];

    /// <summary>Figures others filled in on the unit's lines, with the cases about them; none where the sheet was read for one line alone.</summary>
    public ImmutableArray<LineFigure> Prefilled { get; init; } = [];

    /// <summary>What was set aside in a clash and not yet taken up, newest first.</summary>
    public required ImmutableArray<SetAside> Aside { get; init; }

    /// <summary>What appraisers ask the unit and it hasn't answered, on any line.</summary>
    public required ImmutableArray<Ask> Asked { get; init; }

    /// <summary>Lines of the self-assessment that are open again.</summary>
    public ImmutableDictionary<CriterionCode, Ask> Returned => Stage == Stages.Self
        ? Asked.Where(ask => ask.Kind == AskKind.Return).ToImmutableDictionary(ask => ask.Criterion)
        : ImmutableDictionary<CriterionCode, Ask>.Empty;

    /// <summary>What was confirmed on each line at the stage of appraisal before this one; empty at the self-assessment.</summary>
    public ImmutableDictionary<CriterionCode, Position> Appraised { get; init; } = ImmutableDictionary<CriterionCode, Position>.Empty;

    /// <summary>What the first level had decided before that; empty where a block has one level.</summary>
    public ImmutableDictionary<CriterionCode, Position> AppraisedBelow { get; init; } = ImmutableDictionary<CriterionCode, Position>.Empty;

    /// <summary>What the unit had handed in before that appraisal.</summary>
    public ImmutableDictionary<CriterionCode, Position> Claimed { get; init; } = ImmutableDictionary<CriterionCode, Position>.Empty;

    /// <summary>Whether figures and evidence may be laid in before the stage opens, as drafts with a provisional score: all year, once the round is open.</summary>
    public bool TakesDraftsEarly => Stage == Stages.Self && Round.IsWorkable;

    /// <summary>What follows from handing in late; <c>null</c> where nothing is taken late.</summary>
    public LateRule? LateRule => Stage == Stages.Self ? Round.Clock.LateRuleOf(Block.Id) : null;

    /// <summary>How it was handed in late; <c>null</c> when it wasn't.</summary>
    public LateHandIn? Late { get; init; }

    /// <summary>Whether the deadline is over and the sheet is still taken, with the deduction that follows.</summary>
    public bool IsLateAt(DateTime now) => Round.Clock.TakesLate(Block.Id, Stage, Unit.Code, now);

    public Turn TurnAt(DateTime now) => Round.Clock.TurnOf(Stage, Unit.Code, now);

    /// <summary>Whether what stands on a line was laid in before the stage opened and is not handed in.</summary>
    public bool IsProvisional(Position position) => position.HandedIn is null && Stage == Stages.Self && Round.Clock.Windows.FirstOrDefault(window => window.Stage == Stage)?.Opens is { } opens && position.At < opens;

    public bool IsExplanation => Stages.KindOf(Stage) == StageKind.Explanation;

    /// <summary>The leaves of this stage the unit itself fills: its own lines, or those it lost points on and explains.</summary>
    public IEnumerable<CriteriaNode> Own() => Criteria.Leaves().Where(IsOwn);

    public IEnumerable<CriteriaNode> OwnOf(CriteriaNode field) => field.SelfAndBelow().Where(IsOwn);

    /// <summary>Nothing is entered yet, or an appraiser returned it.</summary>
    public bool IsLeft(CriteriaNode node) => Returned.ContainsKey(node.Code) || !Positions.ContainsKey(node.Code);

    /// <summary>The request that covers a line; <c>null</c> when the line is to be filled.</summary>
    public NotApplicableRequest? CoveredBy(CriteriaNode line) => NotApplicable.IsEmpty ? null
        : Criteria.Nodes().Where(node => node.SelfAndBelow().Any(one => one.Code == line.Code)).Select(node => NotApplicable.FirstOrDefault(request => request.Node == node.Code)).FirstOrDefault(request => request is not null);

    /// <summary>Sequence of what is on the line now; 0 while nothing is.</summary>
    public int SeenOf(CriteriaNode node) => Positions.GetValueOrDefault(node.Code)?.Sequence ?? 0;

    /// <summary>Who let a finding through on the line as it stands; <c>null</c> when nobody did.</summary>
    public CheckOverride? OverrideOf(Finding finding) => Overrides.FirstOrDefault(one => one.Criterion == finding.Node.Code && one.Check == finding.Check.Code && one.Sequence == SeenOf(finding.Node));

    /// <summary>Figures others filled in on a line, in the order it declares them.</summary>
    public ImmutableArray<LineFigure> PrefilledOn(CriteriaNode line) => LineFigure.On(Prefilled, line);

    public int Filled(IEnumerable<CriteriaNode> leaves) => leaves.Count(leaf => Positions.ContainsKey(leaf.Code));

    /// <summary>Points of one line as it stands; <c>null</c> while unknown or not scorable.</summary>
    public decimal? PointsOf(CriteriaNode node) => Positions.TryGetValue(node.Code, out var position) ? SheetPoints.Of(node, position) : null;

    /// <summary>Whether the unit says the appraisal is right; <c>null</c> while it has said nothing.</summary>
    public bool? Agrees(CriteriaNode node) => Agrees(node, Positions.GetValueOrDefault(node.Code));

    /// <inheritdoc cref="Agrees(CriteriaNode)"/>
    /// <param name="said">What the unit says, where that is newer than this sheet.</param>
    public bool? Agrees(CriteriaNode node, Position? said) => said is not null && Appraised.TryGetValue(node.Code, out var appraised) ? said.Entry == appraised.Entry : null;

    private bool IsOwn(CriteriaNode node) => IsExplanation ? LostPoints(node) : node.Scoring is { SuppliedBy: Supplier.Unit };

    /// <summary>Whether the appraisal gives less than the unit claimed, or than the maximum where it claimed nothing. Points that can't be told alone count as lost when the entry differs.</summary>
    private bool LostPoints(CriteriaNode node)
    {
        if (!Appraised.TryGetValue(node.Code, out var appraised))
            return false;
        var claimed = Claimed.GetValueOrDefault(node.Code);
        return (SheetPoints.Of(node, appraised), claimed is null ? node.Max.Value : SheetPoints.Of(node, claimed)) switch
        {
            ({ } given, { } wanted) => given < wanted,
            _ => claimed?.Entry != appraised.Entry,
        };
    }
}

/// <summary>A line to be saved.</summary>
/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
/// <param name="Entry">In the form of <see cref="CriteriaSets.EntryText"/>, numbers in the person's own decimal mark; empty when the line is cleared.</param>
public sealed record SaveLine(string Round, string Block, string Unit, string Stage, CriterionCode Criterion, int Seen, string Entry, string Reason, string Evidence);

/// <summary>What became of a save.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome() { }

    /// <summary>It stands; saving the same again changes nothing.</summary>
    public sealed record Stored(Position Position) : SaveOutcome;

    /// <summary>Another had saved first. Theirs stands, this one is kept aside.</summary>
    public sealed record Clash(Position Theirs, SetAside Mine) : SaveOutcome;
}
