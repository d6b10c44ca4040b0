using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>A block's rule on lateness and how each unit handed in.</summary>
/// <param name="Rule"><c>null</c> while none is set: then nobody hands in late.</param>
public sealed record LateDesk(LiveRound Round, LiveBlock Block, CriteriaSet Criteria, LateRule? Rule, ImmutableArray<LateRow> Rows)
{
    /// <summary>Deduction lines that can count lateness.</summary>
    public IEnumerable<CriteriaNode> Lines => Criteria.Leaves().Where(leaf => leaf is { Part: CriteriaPart.Deduction, Scoring: { Rule: ScoringRule.Count, Figures.Length: 1 } });

    /// <summary>The line of the rule; <c>null</c> without one, or where a new version of the criteria dropped it.</summary>
    public CriteriaNode? Line => Lines.FirstOrDefault(line => line.Code == Rule?.Line);

    /// <summary>The stage whose appraisal the deduction is; <c>null</c> where the round has none.</summary>
    public string? Stage => Round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == People.StageKind.Review);

    /// <summary>Points a count takes away; <c>null</c> without a line.</summary>
    public decimal? PointsOf(int count) => Line is { } line ? SheetPoints.Of(line, new Entry.Figures([count])) : null;
}

/// <summary>How one unit handed in.</summary>
/// <param name="Due">UTC; <c>null</c> without dates.</param>
/// <param name="HandedIn">UTC; <c>null</c> while it hasn't.</param>
/// <param name="Late"><c>null</c> when it handed in in time.</param>
/// <param name="Standing">What is on the deduction line at its stage; <c>null</c> when nothing.</param>
public sealed record LateRow(UnitInput Unit, DateTime? Due, DateTime? HandedIn, LateHandIn? Late, Position? Standing)
{
    /// <summary>Handed in in time, and nothing on the deduction line says so yet.</summary>
    public bool IsToBeRecorded => HandedIn is not null && Late is null && Standing is null;
}
