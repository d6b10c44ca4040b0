namespace ChiSo.Engine;

/// <summary>Change of each unit against the last period: index, ranks, rises in a row, and what makes the two hard to compare.</summary>
internal static class Comparing
{
    public static void Fill(BlockDraft draft, PublishedHistory history)
    {
        if (history.Periods.Count == 0)
            return;

        var errors = new SurveyError(draft);
        for (var unit = 0; unit < draft.Changes.Length; unit++)
            draft.Changes[unit] = Change(draft, history, unit) is { } change ? change with { Margin = errors.MarginOfChange(unit) } : null;
    }

    private static UnitChange? Change(BlockDraft draft, PublishedHistory history, int unit)
    {
        var input = draft.Input.Units[unit];
        var period = history.Periods[^1];
        var own = history.Of(period, input.Code);
        var merged = own is null ? MeanOfPredecessors(draft, history, unit, period) : null;
        if (own is null && merged is null)
            return null;

        var last = own is null ? merged : own.Index;
        return new(
            last,
            own?.Rank,
            Difference(draft, unit, last),
            own?.Rank - draft.Ranks[unit]?.Value,
            CriteriaChanged(draft, history, unit, period),
            input.Changed || own is null,
            own is null,
            RisesInARow(draft, history, unit),
            own is null || draft.Index[unit] is null ? null : CommonCriteria.Change(draft, unit, own.Scores));
    }

    private static decimal? Difference(BlockDraft draft, int unit, decimal? last) =>
        (draft.Input.Method.ChangesOn == Basis.Published ? draft.Published[unit] : draft.Index[unit]) - last;

    /// <summary>The mean of what all predecessors published, as it would be printed where changes are differences of printed values; <c>null</c> unless the method asks for it and each has an index.</summary>
    private static decimal? MeanOfPredecessors(BlockDraft draft, PublishedHistory history, int unit, string period)
    {
        var predecessors = draft.Input.Units[unit].Predecessors;
        if (!draft.Input.Method.CompareWithMeanOfPredecessors || predecessors.IsDefaultOrEmpty)
            return null;

        var sum = predecessors.Aggregate((decimal?)0, (sum, code) => sum + history.Of(period, code)?.Index);
        return (sum / predecessors.Length) is not { } mean ? null
            : draft.Input.Method.ChangesOn == Basis.Published ? Rounder.Publish(mean, draft.Input.Method)
            : mean;
    }

    private static bool CriteriaChanged(BlockDraft draft, PublishedHistory history, int unit, string period)
    {
        var input = draft.Input.Units[unit];
        var results = history.Of(period, input.Code) is { } own ? [own] : input.Predecessors.Select(code => history.Of(period, code));
        return results.Any(result => result is { Criteria.Length: > 0 } && result.Criteria != draft.Input.Criteria.Edition);
    }

    private static int RisesInARow(BlockDraft draft, PublishedHistory history, int unit)
    {
        var now = draft.Input.Method.ChangesOn == Basis.Published ? draft.Published[unit] : draft.Index[unit];
        return Streak.OfRises(history.Periods.Select(period => ValueIn(draft, history, unit, period)).Append(now));
    }

    private static decimal? ValueIn(BlockDraft draft, PublishedHistory history, int unit, string period) =>
        history.Of(period, draft.Input.Units[unit].Code) is { } own ? own.Index : MeanOfPredecessors(draft, history, unit, period);
}

/// <summary>Runs that end now ("năm thứ ba liên tiếp").</summary>
internal static class Streak
{
    /// <summary>How many of the latest values each lie above the one before; a missing value ends the run.</summary>
    /// <param name="values">Oldest first.</param>
    public static int OfRises(IEnumerable<decimal?> values)
    {
        var rises = 0;
        decimal? before = null;
        foreach (var value in values)
        {
            rises = value is { } now && before is { } then && Rounder.Compared(now) > Rounder.Compared(then) ? rises + 1 : 0;
            before = value;
        }

        return rises;
    }
}
