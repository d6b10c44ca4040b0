using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>One line of one unit as the appraiser sees it.</summary>
public sealed record ReviewLine
{
    public required UnitInput Unit { get; init; }

    public required CriteriaNode Node { get; init; }

    public required Assigned Assigned { get; init; }

    /// <summary>What the unit handed in before this stage; <c>null</c> when nothing, as on lines others supply.</summary>
    public required Position? Claim { get; init; }

    /// <summary>Whether bodies of the first level appraise at this stage, or lead agencies.</summary>
    public StageKind Kind { get; init; } = StageKind.Review;

    /// <summary>What the stage of appraisal before this one said; <c>null</c> at the first. Of a block appraised on two levels the lead agencies see here what the first level decided.</summary>
    public required Position? Earlier { get; init; }

    /// <summary>The newest position of this stage, which may be one that takes back; <c>null</c> when there is none.</summary>
    public required Position? Current { get; init; }

    /// <summary>Last year's final position; <c>null</c> when there was none.</summary>
    public Position? LastYear { get; init; }

    /// <summary>Of this stage, oldest first.</summary>
    public required ImmutableArray<Ask> Asks { get; init; }

    /// <summary>Whether the unit named evidence in words, in what it handed in at any of its stages before this one.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Files and citations the unit laid in on this line, once it has handed in.</summary>
    public ImmutableArray<EvidenceRow> Evidence { get; init; } = [];

    /// <summary>What lost a clash and isn't what stands.</summary>
    public ImmutableArray<SetAside> Aside { get; init; } = [];

    /// <summary>Figures others filled in for the unit, with the cases about them.</summary>
    public ImmutableArray<LineFigure> Prefilled { get; init; } = [];

    public required ReviewState State { get; init; }

    /// <summary>The marks of a line that was drawn to be marked twice; <c>null</c> for all others.</summary>
    public DoubleMarks? Drawn { get; init; }

    /// <summary>The marks of a line that is marked twice; <c>null</c> for all others, among them those drawn that nobody can give a second mark.</summary>
    public DoubleMarks? Marks => Drawn is { MissingFrom: not Marker.Nobody } ? Drawn : null;

    /// <summary>Whether this person gave their mark of a line that waits for another's.</summary>
    public bool IsMarkedBy(Guid person) => Marks is { IsComplete: false } marks && marks.Of(person) is not null;

    /// <summary>Whether it was drawn to be marked twice and is marked once, for want of somebody else.</summary>
    public bool IsMarkedOnce => Drawn is { MissingFrom: Marker.Nobody };

    /// <summary>Whether the unit has done its part and the first level hasn't.</summary>
    public bool IsAtFirstLevel { get; init; }

    /// <summary>What accepting the line says again, and a change needs a reason against: what the first level decided, or else what the unit handed in.</summary>
    public Position? Offered => Earlier is { Stage: Stages.FirstLevel } ? Earlier : Claim;

    /// <summary>Whether the unit claims points with an explanation in the place of evidence.</summary>
    public bool IsOnlyExplained => Claim is { IsWithdrawn: false, Reason.Length: > 0 } claim && !IsNamed && Evidence.IsEmpty && Node.Scoring is { } leaf && (leaf.Evidence.Length > 0 || leaf.EvidenceRule is not null) && SheetPoints.Of(Node, claim) != 0;

    /// <summary>Whether what is appraised is what the unit explained after an appraisal.</summary>
    public bool IsExplained => Claim is { } claim && Stages.KindOf(claim.Stage) == StageKind.Explanation;

    /// <summary>Cases about figures that are undecided.</summary>
    public int OpenCases => Prefilled.Count(figure => figure.IsUndecided);

    /// <summary>Whether the council decides a case here, since the agency has nobody but whoever filled the figure in: then the agency can't finish the line.</summary>
    public bool IsForCouncil => Prefilled.Any(figure => figure is { IsUndecided: true, Decider: CaseDecider.CouncilInsteadOfLoader });

    /// <summary>Cases this person may decide, or take the decision back of, as far as the line allows it: never about a figure they filled in themselves; and on a line marked twice only once both marks are there, since a decision would tell of one; nor once the unit has explained the line.</summary>
    public IEnumerable<LineFigure> CasesFor(Guid person) => IsExplained || Marks is { IsComplete: false } ? [] : Prefilled.Where(figure => figure.HasCase && figure.Figure.Person != person);

    /// <summary>The figure on whose account an appraisal with this entry can't stand: a case about it is open, or the value no longer stands. What the unit explains afterwards is looked at anew.</summary>
    /// <param name="entry">In canonical JSON; empty for one that takes back.</param>
    public LineFigure? HeldBy(string entry) => Prefilled.IsEmpty || entry.Length == 0 || IsExplained ? null
        : Prefilled.FirstOrDefault(figure => figure.IsDisputed) ?? LineFigure.Refusing(Prefilled, EngineJson.Read<Entry>(entry), Node.Scoring!); // a review has scored lines only

    /// <summary>The systems ("từ hệ thống") all figures of a position on this line come from: pre-filled ones that the unit confirmed, or a supplied value; empty where somebody's own figure or claim stands in it.</summary>
    public ImmutableArray<string> SystemsOf(Position said)
    {
        if (said.IsWithdrawn)
            return [];
        var entry = EngineJson.Read<Entry>(said.Entry);
        return entry.From is { } supplied ? [supplied.Source] : Prefilled.IsEmpty ? [] : LineFigure.SourcesOf(Prefilled, entry, Node.Scoring!); // a review has scored lines only
    }

    /// <summary>Sequence to post back.</summary>
    public int Seen => Current?.Sequence ?? 0;

    /// <summary>Sequence somebody posts back: of the own mark while the line is marked twice, blind; else of what stands.</summary>
    public int SeenBy(Guid person) => Marks is { IsComplete: false } marks ? marks.Of(person)?.Sequence ?? 0 : Seen;

    /// <summary>What stands, <c>null</c> when nothing does.</summary>
    public Position? Standing => Current is { IsWithdrawn: false } ? Current : null;

    public Aim Aim => Assigned.AimAt(Unit.Code, Kind);

    /// <summary>What this person's reading or marking of it is aimed at: the council's working group where it gives the second mark and the person may not for the agency.</summary>
    public Aim AimFor(Person person, Act act) => Marks is { MissingFrom: Marker.WorkingGroup } && !person.May(act, Aim) ? Aim with { Agency = Agencies.WorkingGroup } : Aim;

    /// <summary>Code of the agency whose turn it is to mark: the working group once only its mark is missing.</summary>
    public string WaitsFor => Marks is { MissingFrom: Marker.WorkingGroup, Given: 1 } ? Agencies.WorkingGroup : Assigned.Agency;

    /// <summary>What somebody may see of it: of a line marked twice, blind, nobody sees what another marked or lost in a clash.</summary>
    public ReviewLine For(Guid person) => Drawn is not { } marks ? this : this with { Drawn = marks.For(person), Aside = marks.IsComplete || IsMarkedOnce ? Aside : [.. Aside.Where(row => row.Person == person)] };
}

/// <summary>Lines of a block at a stage of appraisal.</summary>
public sealed record Review
{
    public required LiveRound Round { get; init; }

    public required LiveBlock Block { get; init; }

    public required string Stage { get; init; }

    public required CriteriaSet Criteria { get; init; }

    public required Agencies Agencies { get; init; }

    /// <summary>In printed order, then in official order of the units. At a later stage, only those the unit disputes.</summary>
    public required ImmutableArray<ReviewLine> Lines { get; init; }

    /// <summary>Interests declared in units of the block, which took lines from agencies or from people.</summary>
    public ImmutableArray<Interest> Interests { get; init; } = [];

    public ReviewLine? Line(string unit, CriterionCode criterion) => Lines.FirstOrDefault(line => line.Unit.Code == unit && line.Node.Code == criterion);

    /// <summary>What this person may see of it.</summary>
    public Review For(Person person) => this with
    {
        Lines = [.. Lines.Where(line => person.May(Act.ReadReview, line.AimFor(person, Act.ReadReview))).Select(line => line.For(person.Id))],
        Interests = [.. Interests.Where(interest => interest.Keeps(person))],
    };
}

/// <summary>Which lines of a block; <c>null</c> for all units or all criteria.</summary>
public sealed record ReviewPart(string Round, string Block, string Stage, CriterionCode? Criterion = null, string? Unit = null);

/// <summary>A line and the version of it that was seen.</summary>
public sealed record SeenLine(string Unit, CriterionCode Criterion, int Seen);
