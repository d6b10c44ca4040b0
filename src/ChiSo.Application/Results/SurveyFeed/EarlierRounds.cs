using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Results;

/// <summary>Rounds of earlier periods, the newest first: where a line that pools with last year looks.</summary>
public sealed class EarlierRounds(ImmutableArray<RoundDocument> rounds)
{
    private readonly Dictionary<string, ComputedLines> read = [];

    public static EarlierRounds None { get; } = new([]);

    /// <summary>What stands on a unit's line in the newest round that has the block, under the same code, or that of the one unit or line it was made from.</summary>
    /// <returns><c>null</c> where nothing comparable stands: no value with its number of forms, another scale or measure, or a value that stood in for another already.</returns>
    internal (UnitFigure Figure, RoundDocument Round)? Find(string block, UnitInput unit, CriteriaNode line)
    {
        if (rounds.FirstOrDefault(round => round.Blocks.Any(one => one.Code == block)) is not { } round)
            return null;
        var before = round.Blocks.Single(one => one.Code == block);
        var code = before.Units.Any(one => one.Code == unit.Code) ? unit.Code : unit.Predecessors is [var only] && before.Units.Any(one => one.Code == only) ? only : null;
        if (code is null || line.Origins is not [var origin] || before.Criteria.Leaves().FirstOrDefault(leaf => leaf.Code == origin) is not { Scoring.Rule: ScoringRule.Survey rule } leaf || !IsSame(rule, line))
            return null;
        if (!read.TryGetValue(block, out var lines))
            read[block] = lines = new(round, block);
        return !lines.IsLeftOut(code, leaf.Code) && lines.EntryOf(code, leaf.Code) is Entry.Figures { Values: [var value], From: { Count: { } forms } from } && !FeedStandIns.IsStandIn(from.Source)
            ? (new((double)value, (double?)from.StandardError, forms), round)
            : null;
    }

    private static bool IsSame(ScoringRule.Survey before, CriteriaNode line) =>
        line.Scoring?.Rule is ScoringRule.Survey now && now.Scale == before.Scale && now.Parameters.GetValueOrDefault("measure") == before.Parameters.GetValueOrDefault("measure");
}
