using System.Collections.Immutable;
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

    /// <summary>The lines with a file or a citation.</summary>
    public required ImmutableHashSet<CriterionCode> Supported { get; init; }

    /// <summary>What was set aside in a clash and not yet taken up, newest first.</summary>
    public required ImmutableArray<SetAside> Aside { get; init; }

    /// <summary>What appraisers ask the unit and it hasn't answered, on any line.</summary>
    public required ImmutableArray<Ask> Asked { get; init; }

    /// <summary>Lines of the self-assessment that are open again.</summary>
    public ImmutableDictionary<CriterionCode, Ask> Returned => Stage == Stages.Self
        ? Asked.Where(ask => ask.Kind == AskKind.Return).ToImmutableDictionary(ask => ask.Criterion)
        : ImmutableDictionary<CriterionCode, Ask>.Empty;

    /// <summary>The leaves the unit itself fills.</summary>
    public IEnumerable<CriteriaNode> Own() => Criteria.Leaves().Where(IsOwn);

    public static IEnumerable<CriteriaNode> OwnOf(CriteriaNode field) => field.SelfAndBelow().Where(IsOwn);

    public int Filled(IEnumerable<CriteriaNode> leaves) => leaves.Count(leaf => Positions.ContainsKey(leaf.Code));

    /// <summary>Points of one line as it stands; <c>null</c> while unknown or not scorable.</summary>
    public decimal? PointsOf(CriteriaNode node) => Positions.TryGetValue(node.Code, out var position) ? SheetPoints.Of(node, position) : null;

    private static bool IsOwn(CriteriaNode node) => node.Scoring is { SuppliedBy: Supplier.Unit };
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
