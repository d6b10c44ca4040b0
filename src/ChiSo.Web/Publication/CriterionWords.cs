using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>How a line of the criteria set is scored, in both languages.</summary>
public static class CriterionWords
{
    /// <summary>The rule, the figures it asks for, and what "not applicable" does; empty for a line with parts.</summary>
    public static ImmutableArray<Words> RuleOf(CriteriaNode node) => node.Scoring is not { } leaf ? [] :
    [
        RuleWords.Of(leaf, node.Max),
        .. leaf.Figures.Where(figure => figure.Name.Length > 0).Select(figure => Words.Same($"{figure.Name}: {figure.Meaning}")),
        .. node.NotApplicable is { } policy ? [EffectOf(policy.Effect)] : ImmutableArray<Words>.Empty,
    ];

    /// <summary>Worked examples of the rule; empty for a line with parts.</summary>
    public static ImmutableArray<Words> ExamplesOf(CriteriaNode node) =>
        node.Scoring is { } leaf ? [.. leaf.Examples.Select(example => ExampleWords.Of(example, leaf))] : [];

    /// <summary>What "not applicable" does to a line.</summary>
    public static Words EffectOf(NotApplicableEffect effect) => effect switch
    {
        NotApplicableEffect.Award => new("Không áp dụng: cho điểm tối đa.", "Not applicable: the maximum is given."),
        NotApplicableEffect.Siblings => new("Không áp dụng: chuyển điểm sang tiêu chí cùng nhóm.", "Not applicable: its points move to the lines beside it."),
        _ => new("Không áp dụng: loại khỏi điểm tối đa.", "Not applicable: left out of the maximum."),
    };
}
