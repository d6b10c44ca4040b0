using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>The reason behind a figure, line by line, in the reader's language. Grounds, evidence and names of whoever decided are left out: they are not public.</summary>
public sealed class ReasonLines(Texts texts, Shown shown)
{
    private const int ReadDecimals = 4;

    public IEnumerable<string> Of(Explained explained) => Of(explained.Because, explained.Node);

    private IEnumerable<string> Of(Reason reason, CriteriaNode node) => reason switch
    {
        Reason.NotScored => [texts["Reason_NotScored"]],
        Reason.SumOfParts => [],
        Reason.Decided decided => [Ruled(decided.Decision.Ruling)],
        Reason.WeightMoved moved => Of(moved.Inner, node).Append(texts["Reason_WeightMoved", shown.Plain(moved.Own)]),
        Reason.NoTask => [texts["Reason_NoTask"]],
        Reason.ByRule rule => Declared(rule.Entry, node).Concat(rule.Steps.Select(Step)),
        Reason.Unscorable unscorable => Declared(unscorable.Entry, node).Append(texts["Obstacle_" + unscorable.Obstacle]),
        _ => throw new UnreachableException(),
    };

    private string Ruled(Ruling ruling) => ruling switch
    {
        Ruling.NotApplicable no => texts["Rule_NotApplicable_" + no.Effect],
        Ruling.Zero => texts["Reason_Zero"],
        Ruling.Applies => texts["Reason_Applies"],
        _ => throw new UnreachableException(),
    };

    private IEnumerable<string> Declared(Entry entry, CriteriaNode node)
    {
        if (entry is Entry.Figures figures && node.Scoring is { } leaf)
        {
            for (var i = 0; i < Math.Min(figures.Values.Length, leaf.Figures.Length); i++)
                yield return $"{leaf.Figures[i].Name} = {shown.Plain(figures.Values[i])} ({leaf.Figures[i].Meaning})";
        }
        else if (entry is Entry.Items items)
        {
            yield return texts["Reason_Items", string.Join("; ", items.Values.Select(value => shown.Plain(value)))];
        }
    }

    private string Step(RuleStep step) => step switch
    {
        RuleStep.Measured { Formula: { } formula } measured => $"{measured.Name} = {RuleLines.Said(formula, shown)} = {Read(measured.Value)}",
        RuleStep.Measured measured => $"{measured.Name} = {Read(measured.Value)}",
        RuleStep.RungReached { Rung: { } rung } reached => texts["Reason_Rung", new RuleLines(texts, shown).Conditions(rung), Read(reached.Points.Value)],
        RuleStep.RungReached none => texts["Reason_NoRung", Read(none.Points.Value)],
        RuleStep.Chose chose => texts["Reason_Chose", chose.Label, Read(chose.Points.Value)],
        RuleStep.Kept kept => texts["Reason_Kept", Read(kept.Before), Read(kept.After)],
        RuleStep.Best best => texts["Reason_Best", Read(best.Value)],
        RuleStep.Gave gave => texts["Reason_Gave", Read(gave.Points)],
        _ => throw new UnreachableException(),
    };

    private string Read(decimal value) => shown.Plain(value, ReadDecimals);
}

/// <summary>The rule of a leaf in words, in the reader's language.</summary>
public sealed class RuleLines(Texts texts, Shown shown)
{
    public static RuleLines In(Tongue tongue) => new(Texts.In(tongue), Shown.In(tongue));

    /// <summary>The rule, the figures it asks for, and what "no task" and "not applicable" do; empty for a line with parts.</summary>
    public ImmutableArray<string> Of(CriteriaNode node)
    {
        if (node.Scoring is not { } leaf)
            return [];
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(Rule(leaf.Rule, node.Max));
        lines.AddRange(leaf.Figures.Select(figure => $"{figure.Name}: {figure.Meaning}"));
        if (leaf.NoTaskGivesMax)
            lines.Add(texts["Reason_NoTask"]);
        if (node.NotApplicable is { } policy)
            lines.Add(texts["Rule_NotApplicable_" + policy.Effect]);
        return lines.ToImmutable();
    }

    /// <summary>"x ≥ 90 và y &lt; 5".</summary>
    public string Conditions(ScoringRule.Rung rung) => string.Join(texts["List_And"], rung.All.Select(bound => $"{(bound.Measure == 0 ? "x" : "y")} {Sign(bound.Is)} {P(bound.Value)}"));

    /// <summary>A formula as people write it: × and ÷, and the decimal mark of the language.</summary>
    internal static string Said(Formula formula, Shown shown)
    {
        var written = formula.Text.Replace("*", " × ", StringComparison.Ordinal).Replace("/", " ÷ ", StringComparison.Ordinal);
        return shown.Plain(0.5m).Contains(',', StringComparison.Ordinal) ? DecimalPoint.Replace(written, ",") : written;
    }

    private static readonly System.Text.RegularExpressions.Regex DecimalPoint = new(@"(?<=\d)\.(?=\d)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private string Rule(ScoringRule rule, Points max) => rule switch
    {
        ScoringRule.YesNo yesNo => texts["Rule_YesNo", P((yesNo.Yes ?? max).Value), P(yesNo.No.Value)],
        ScoringRule.Choice choice => texts["Rule_Choice", string.Join("; ", choice.Options.Select(option => texts["Rule_Points", option.Label, P(option.Points.Value)]))],
        ScoringRule.Ladder ladder => texts["Rule_Ladder", Measures(ladder.Measures), Rungs(ladder.Steps), P(ladder.Otherwise.Value)],
        ScoringRule.Proportional { ZeroBelow: { } floor } part => texts["Rule_ProportionalFrom", Said(part.X, shown), P(part.Target), P(max.Value), P(floor)],
        ScoringRule.Proportional part => texts["Rule_Proportional", Said(part.X, shown), P(part.Target), P(max.Value)],
        ScoringRule.Ratio ratio => texts["Rule_Ratio", Said(ratio.X, shown), P(max.Value)],
        ScoringRule.Complement rest => texts["Rule_Complement", Said(rest.X, shown), P(max.Value)],
        ScoringRule.Count count => texts["Rule_Count", P(count.Start.Value), P(count.Each.Value), P(count.Min.Value), P(count.Max.Value)],
        ScoringRule.Rubric rubric => texts["Rule_Rubric", P(rubric.Step.Value), P(max.Value)],
        ScoringRule.Survey survey => texts["Rule_Survey", P(survey.Scale), P(max.Value), survey.MinForms],
        ScoringRule.Imported imported => texts["Rule_Imported", imported.Index, P(imported.Scale), P(max.Value)],
        ScoringRule.ImportedLadder ladder => texts["Rule_ImportedLadder", ladder.Index, Rungs(ladder.Steps), P(ladder.Otherwise.Value)],
        ScoringRule.RelativeToBest best => texts["Rule_RelativeToBest", P(best.Target), P(max.Value)],
        ScoringRule.MeanOverItems mean => texts["Rule_MeanOverItems", Said(mean.Item, shown), P(max.Value)],
        ScoringRule.Calculated calculated => texts["Rule_Calculated", Said(calculated.Points, shown), P(max.Value)],
        _ => throw new UnreachableException(),
    };

    private string Measures(ImmutableArray<Formula> measures) =>
        string.Join("; ", measures.Select((measure, place) => $"{(place == 0 ? "x" : "y")} = {Said(measure, shown)}"));

    private string Rungs(ImmutableArray<ScoringRule.Rung> rungs) =>
        string.Join("; ", rungs.Select(rung => texts["Rule_Points", Conditions(rung), P(rung.Points.Value)]));

    private string P(decimal value) => shown.Plain(value);

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "≥",
        Comparison.Above => ">",
        Comparison.AtMost => "≤",
        Comparison.Below => "<",
        Comparison.Equal => "=",
        Comparison.NotEqual => "≠",
        _ => throw new UnreachableException(),
    };
}
