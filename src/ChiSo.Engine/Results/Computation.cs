namespace ChiSo.Engine;

/// <summary>From a snapshot of a block to indices, classes, ranks and changes.</summary>
public static class Computation
{
    /// <summary>Changes whenever the same input may give another result.</summary>
    public const string EngineVersion = "1";

    /// <summary>Comparisons (ties, bounds, gates) round both sides to this many decimals first.</summary>
    public const int ComparedDecimals = 12;

    /// <summary>Units scored by one thread in one go.</summary>
    private const int UnitsPerRange = 128;

    /// <summary>Points, then index and published value, then ranks, classes and changes. The same input gives the same result to the last digit, on any number of threads.</summary>
    /// <exception cref="ArgumentException">The entries do not fit units × leaves, a leaf has no rule, or a decision names a unit or line that is not there: check the set and the files first.</exception>
    public static BlockResult Compute(BlockInput input)
    {
        var draft = Draft(input);
        ScoreUnits(draft);
        FillIndices(draft);
        Ranking.Fill(draft);
        Classifying.Fill(draft);
        var history = new PublishedHistory(input);
        Comparing.Fill(draft, history);
        return draft.Finish(Summarising.Of(draft, history));
    }

    private static BlockDraft Draft(BlockInput input)
    {
        var tree = CompiledTree.Of(input.Criteria);
        if (input.Entries.Length != input.Units.Length * tree.Leaves.Length)
            throw new ArgumentException($"{input.Entries.Length} entries for {input.Units.Length} units and {tree.Leaves.Length} leaves.", nameof(input));
        return new(input, tree);
    }

    private static void ScoreUnits(BlockDraft draft)
    {
        var (input, tree) = (draft.Input, draft.Tree);
        var rulings = Rulings.Of(input, tree);
        var peers = PeerBests.Of(input, tree, rulings);
        var ranges = (input.Units.Length + UnitsPerRange - 1) / UnitsPerRange;
        Parallel.For(0, ranges, () => new UnitScorer(input, tree, rulings, peers), (range, _, scorer) =>
        {
            var width = tree.Nodes.Length;
            var end = Math.Min((range + 1) * UnitsPerRange, input.Units.Length);
            for (var unit = range * UnitsPerRange; unit < end; unit++)
            {
                var (from, to) = (unit * width, (unit + 1) * width);
                draft.Totals[unit] = scorer.Score(unit, draft.Scores.AsSpan(from..to), draft.Maxima.AsSpan(from..to), draft.Unknowns.AsSpan(from..to));
            }

            return scorer;
        }, _ => { });
    }

    private static void FillIndices(BlockDraft draft)
    {
        var input = draft.Input;
        var announced = input.Announced.ToDictionary(row => row.Unit, row => row.Index);
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            draft.FromParts[unit] = draft.Totals[unit].Index(input.Criteria);
            draft.Announced[unit] = announced.TryGetValue(input.Units[unit].Code, out var total);
            draft.Index[unit] = draft.Announced[unit] ? total : draft.FromParts[unit];
            draft.Published[unit] = draft.Index[unit] is { } index ? Rounder.Publish(index, input.Method) : null;
            draft.Standings[unit] = StandingOf(draft, unit);
        }
    }

    private static Standing StandingOf(BlockDraft draft, int unit) =>
        draft.Index[unit] is not null ? draft.Input.Units[unit].Excluded is null ? Standing.Ranked : Standing.Excluded
        : draft.Totals[unit].ApplicableMax == 0 ? Standing.NoIndex
        : Standing.Unknown;
}
