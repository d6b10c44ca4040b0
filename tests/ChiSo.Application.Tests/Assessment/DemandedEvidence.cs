using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Rounds whose criteria demand evidence of a line.</summary>
internal static class DemandedEvidence
{
    /// <param name="rule"><c>null</c> where an explanation may take the place of evidence.</param>
    public static RoundDocument Demanding(this RoundDocument document, string line, EvidenceRule? rule, string documents = "Kế hoạch", bool noTask = false) => document with
    {
        Blocks = [.. document.Blocks.Select(block => SetTree.Find(block.Criteria, line) is { } node ? block with { Criteria = SetTree.Replace(block.Criteria, line, node with { Scoring = node.Scoring! with { Evidence = documents, EvidenceRule = rule, NoTaskGivesMax = noTask || node.Scoring!.NoTaskGivesMax } }) } : block)], // it is a leaf
    };
}
