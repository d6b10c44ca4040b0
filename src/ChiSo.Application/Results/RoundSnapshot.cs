using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>From a round's positions to what the engine computes.</summary>
public static class RoundSnapshot
{
    /// <summary>The final entries of one block with everything its computation needs.</summary>
    public static BlockInput ToInput(RoundDocument round, BlockDocument block) => new()
    {
        RoundCode = round.Code,
        BlockCode = block.Code,
        Period = round.Period,
        Criteria = block.Criteria,
        Method = block.Method,
        Units = block.Units,
        Entries = FinalEntries.Of(block, round.Stages),
        Decisions = block.Decisions,
        History = block.History,
        Announced = block.Announced,
    };
}

/// <summary>Which of the positions on a line is final ("điểm kết luận").</summary>
public static class FinalEntries
{
    /// <summary>Row-major, unit × leaf: the latest position handed in at the furthest stage that has one; <c>null</c> where there is none.</summary>
    /// <param name="stages">In the order that decides: the last one present wins.</param>
    /// <exception cref="ArgumentException">A position names a unit, line or stage that is not there.</exception>
    public static ImmutableArray<Entry?> Of(BlockDocument block, ImmutableArray<string> stages)
    {
        var units = block.Units.Select((unit, place) => (unit.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
        var leaves = block.Criteria.Leaves().Select((leaf, place) => (leaf.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
        var lines = new StageEntries[units.Count * leaves.Count * stages.Length];
        foreach (var position in block.Positions.Where(position => position.HandedIn))
        {
            if (!units.TryGetValue(position.Unit, out var unit) || !leaves.TryGetValue(position.Criterion, out var leaf) || stages.IndexOf(position.Stage) is not (>= 0 and var stage))
                throw new ArgumentException($"A position stands on {position.Unit}, {position.Criterion}, {position.Stage}, which is not in block {block.Code}.", nameof(block));
            lines[(((unit * leaves.Count) + leaf) * stages.Length) + stage].Add(position);
        }

        var entries = ImmutableArray.CreateBuilder<Entry?>(units.Count * leaves.Count);
        for (var line = 0; line < units.Count * leaves.Count; line++)
            entries.Add(Furthest(lines.AsSpan(line * stages.Length, stages.Length)));
        return entries.MoveToImmutable();
    }

    private static Entry? Furthest(ReadOnlySpan<StageEntries> stages)
    {
        for (var stage = stages.Length - 1; stage >= 0; stage--)
        {
            if (stages[stage].Agreed is { } entry)
                return entry;
        }

        return null;
    }

    /// <summary>What was handed in on one line at one stage.</summary>
    private struct StageEntries
    {
        private PositionDocument? agreed;
        private PositionDocument? single;
        private bool several;

        /// <summary>Mark 0, or the only mark there is; <c>null</c> where several marks stand side by side and nobody has agreed yet.</summary>
        public readonly Entry? Agreed => (agreed ?? (several ? null : single))?.Entry;

        public void Add(PositionDocument position)
        {
            if (position.Mark == 0)
            {
                if (agreed is null || position.Sequence > agreed.Sequence)
                    agreed = position;
                return;
            }

            several |= single is not null && single.Mark != position.Mark;
            if (single is null || (position.Mark == single.Mark && position.Sequence > single.Sequence))
                single = position;
        }
    }
}
