namespace ChiSo.Engine;

/// <summary>How far a unit's index may lie off because surveys asked a sample of people, told by the standard errors its entries carry.</summary>
/// <remarks>
/// A share's error becomes points as the share does: error ÷ scale × maximum. Lines fed by one source are taken as fully correlated (their errors add up), sources as independent (their squares do);
/// so the error is never told too small for lines of one survey. Lines without an error add none.
/// </remarks>
internal sealed class SurveyError
{
    /// <summary>The normal quantile of a 95 % interval.</summary>
    private const decimal Quantile = 1.959964m;

    private readonly BlockDraft draft;
    private readonly Rulings rulings;
    private readonly (int Leaf, decimal Scale)[] shares;

    public SurveyError(BlockDraft draft)
    {
        this.draft = draft;
        rulings = Rulings.Of(draft.Input, draft.Tree);
        shares = [.. draft.Tree.Leaves.Select((leaf, place) => (place, ScaleOf(leaf.Rule))).Where(share => share.Item2 > 0)];
    }

    /// <summary>Half the 95 % interval of a change against the last period, in percentage points; <c>null</c> when no entry tells an error. The last period's error is not on record: this period's stands in for it.</summary>
    public decimal? MarginOfChange(int unit)
    {
        if (draft.Announced[unit] || draft.Totals[unit].ApplicableMax == 0)
            return null;

        Dictionary<string, decimal>? bySource = null;
        foreach (var (leaf, scale) in shares)
        {
            if (draft.Input.Entries[(unit * draft.Tree.Leaves.Length) + leaf] is not Entry.Figures { From: { StandardError: { } error } from } || rulings.At(unit, leaf)?.Ruling is Ruling.NotApplicable)
                continue;
            bySource ??= [];
            bySource[from.Source] = bySource.GetValueOrDefault(from.Source) + (error * draft.MaxOf(unit, draft.Tree.NodeOfLeaf[leaf]) / scale);
        }

        if (bySource is null)
            return null;
        var points = (decimal)Math.Sqrt(2 * bySource.Values.Sum(error => (double)(error * error)));
        return Rounder.Compared(Quantile * points * 100 / draft.Totals[unit].ApplicableMax);
    }

    private static decimal ScaleOf(ScoringRule rule) => rule switch
    {
        ScoringRule.Survey survey => survey.Scale,
        ScoringRule.Imported imported => imported.Scale,
        _ => 0,
    };
}
