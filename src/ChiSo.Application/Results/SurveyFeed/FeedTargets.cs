using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What of a round a survey may be put on: its survey lines and the units that have them.</summary>
/// <param name="Lines">One for each code, in the order of blocks and criteria.</param>
/// <param name="Units">In the order of blocks.</param>
public sealed record FeedTargets(ImmutableArray<FeedTarget> Lines, ImmutableArray<UnitInput> Units)
{
    /// <param name="block">The code of the only block that is fed; <c>null</c> for all.</param>
    public static FeedTargets Of(RoundDocument round, string? block)
    {
        var blocks = round.Blocks.Where(one => block is null || one.Code == block).ToList();
        var leaves = blocks.SelectMany(one => one.Criteria.Leaves()).Where(leaf => leaf.Scoring?.Rule is ScoringRule.Survey).DistinctBy(leaf => leaf.Code);
        return new([.. leaves.Select(leaf => new FeedTarget(leaf, FeedChecks.OtherMeasure((ScoringRule.Survey)leaf.Scoring!.Rule)))], [.. blocks.SelectMany(one => one.Units)]); // each has this rule
    }
}

/// <summary>A survey line of a round.</summary>
/// <param name="OtherMeasure">What it declares to be measured otherwise, as written; <c>null</c> where the index of a survey fits.</param>
public sealed record FeedTarget(CriteriaNode Line, string? OtherMeasure);
