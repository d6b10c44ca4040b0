using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>The name of a rule in files: <c>yes_no</c>, <c>ladder_joint</c>, <c>proportional</c> …</summary>
public static class RuleKind
{
    public static string Of(ScoringRule rule) => rule switch
    {
        ScoringRule.YesNo => "yes_no",
        ScoringRule.Choice => "choice",
        ScoringRule.Ladder { Measures.Length: 1 } => "ladder",
        ScoringRule.Ladder => "ladder_joint",
        ScoringRule.Proportional => "proportional",
        ScoringRule.Ratio => "ratio",
        ScoringRule.Complement => "complement",
        ScoringRule.Count => "count",
        ScoringRule.Rubric => "rubric",
        ScoringRule.Survey => "survey",
        ScoringRule.Imported => "imported",
        ScoringRule.ImportedLadder => "imported_ladder",
        ScoringRule.RelativeToBest => "relative_to_best",
        ScoringRule.MeanOverItems => "mean_over_items",
        ScoringRule.Calculated => "formula",
        _ => throw new UnreachableException(),
    };
}
