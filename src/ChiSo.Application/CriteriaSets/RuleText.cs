using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A scoring rule as files write it: a kind, and parameters such as "x=100*a/b; >=30:1 | >=20:0.5 | else:0".</summary>
public static class RuleText
{
    /// <param name="figures">The figures declared under the line, whose letters formulas may use.</param>
    /// <param name="kindWhere">Place of <paramref name="kind"/>.</param>
    /// <param name="where">Place of <paramref name="parameters"/>.</param>
    public static Result<ScoringRule> Parse(string kind, string parameters, ImmutableArray<Figure> figures, string kindWhere, string where) =>
        Parse(kind, parameters, figures, kindWhere, _ => where);

    /// <param name="at">As <see cref="RuleParser"/> takes it.</param>
    internal static Result<ScoringRule> Parse(string kind, string parameters, ImmutableArray<Figure> figures, string kindWhere, Func<string, string> at)
    {
        if (!RuleCodes.Kinds.Split(", ").Contains(kind, StringComparer.Ordinal))
            return RuleProblems.UnknownKind(kindWhere, kind);

        var parser = new RuleParser(parameters, figures, at);
        var rule = parser.Parse(kind);
        return parser.Problems.Count > 0 ? parser.Problems.ToImmutableArray() : rule!; // a rule comes out whenever no problem was met
    }

    /// <summary>The parameters: parsing them gives an equal rule.</summary>
    public static string Format(ScoringRule rule) => rule switch
    {
        ScoringRule.YesNo yesNo => $"yes={(yesNo.Yes is { } yes ? yes.ToString() : "max")}; no={yesNo.No}",
        ScoringRule.Choice choice => string.Join(" | ", choice.Options.Select(option => $"{CellParts.Escaped(option.Label, "|")}:{option.Points}")),
        ScoringRule.Ladder { Measures: [var x] } ladder => $"x={x.Text}; {Rungs(ladder.Steps, ladder.Otherwise, named: false)}",
        ScoringRule.Ladder { Measures: [var x, var y] } ladder => $"x={x.Text}; y={y.Text}; {Rungs(ladder.Steps, ladder.Otherwise, named: true)}",
        ScoringRule.Proportional rule1 => $"x={rule1.X.Text}; T={Number(rule1.Target)}" + (rule1.ZeroBelow is { } least ? $"; zero_below={Number(least)}" : ""),
        ScoringRule.Ratio ratio => $"x={ratio.X.Text}",
        ScoringRule.Complement complement => $"x={complement.X.Text}",
        ScoringRule.Count count => $"start={count.Start}; each={count.Each}; min={count.Min}; max={count.Max}",
        ScoringRule.Rubric rubric => $"step={rubric.Step}",
        ScoringRule.Survey survey => string.Concat(survey.Parameters.Select(pair => $"{CellParts.Escaped(pair.Key, ";=")}={CellParts.Escaped(pair.Value, ";")}; "))
            + string.Create(CultureInfo.InvariantCulture, $"scale={Number(survey.Scale)}; min_forms={survey.MinForms}{(survey.Below is { } below ? $"; below={RuleCodes.Below.CodeOf(below)}" : "")}"),
        ScoringRule.Imported imported => $"index={CellParts.Escaped(imported.Index, ";")}; scale={Number(imported.Scale)}",
        ScoringRule.ImportedLadder ladder => $"index={CellParts.Escaped(ladder.Index, ";")}; {Rungs(ladder.Steps, ladder.Otherwise, named: false)}",
        ScoringRule.RelativeToBest best => $"T={Number(best.Target)}",
        ScoringRule.MeanOverItems mean => $"item={mean.Item.Text}",
        ScoringRule.Calculated formula => $"points={formula.Points.Text}",
        _ => throw new UnreachableException($"No text for {rule}."),
    };

    /// <summary>The invariant form without trailing zeros.</summary>
    internal static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Rungs(ImmutableArray<ScoringRule.Rung> rungs, Points otherwise, bool named) =>
        string.Join(" | ", rungs.Select(rung => $"{Bounds(rung, named)}:{rung.Points}").Append($"else:{otherwise}"));

    /// <summary>"&gt;=30", or with their measures "x&lt;=0 and y&gt;=7".</summary>
    internal static string Bounds(ScoringRule.Rung rung, bool named) => string.Join(" and ", rung.All.Select(bound =>
        $"{(named ? bound.Measure == 0 ? "x" : "y" : "")}{RuleCodes.SignOf(bound.Is)}{Number(bound.Value)}"));
}
