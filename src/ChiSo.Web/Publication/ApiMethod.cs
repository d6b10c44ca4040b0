using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>A criteria set with its rules in words.</summary>
public sealed record ApiMethod(string Round, string Block, string Period, bool Illustrative, string Source, string Hash, int Decimals, string Rounding, string Ties, int ComparedDecimals, ImmutableArray<ApiClassCount> Classes, ImmutableArray<ApiRule> Criteria)
{
    public static ApiMethod Of(Published published)
    {
        var (block, method) = (published.Block, published.Block.Input.Method);
        return new(
            published.RoundCode, published.BlockCode, block.Input.Period, block.Illustrative, block.Source, published.Hash,
            method.Decimals, method.Rounding.ToString(), method.Ties.ToString(), Computation.ComparedDecimals,
            ApiSummary.Of(block.Result.Summary, method).Classes,
            [.. block.Input.Criteria.Nodes().Select(ApiRule.Of)]);
    }
}

/// <summary>A line of the criteria set; the rule is empty on a line with parts.</summary>
public sealed record ApiRule(string Code, string Number, ApiName Name, decimal Max, string Part, string? SuppliedBy, ApiName Rule, ImmutableArray<ApiName> Examples)
{
    public static ApiRule Of(CriteriaNode node) => new(
        node.Code.Value, node.Number.Value, ApiName.Of(node.Name), node.Max.Value, node.Part.ToString(), node.Scoring?.SuppliedBy.ToString(),
        new(string.Join(' ', CriterionWords.RuleOf(node).Select(words => words.Vi)), string.Join(' ', CriterionWords.RuleOf(node).Select(words => words.En))),
        [.. CriterionWords.ExamplesOf(node).Select(ApiName.Of)]);
}
