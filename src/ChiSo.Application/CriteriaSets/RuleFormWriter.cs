using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Puts a rule into the fields of a form.</summary>
internal sealed class RuleFormWriter(DecimalMark mark)
{
    private readonly ImmutableDictionary<string, string>.Builder fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    public ImmutableDictionary<string, string> Write(ScoringRule rule)
    {
        switch (rule)
        {
            case ScoringRule.YesNo yesNo:
                Put("yes", yesNo.Yes is { } yes ? Text(yes.Value) : "");
                Put("no", Text(yesNo.No.Value));
                break;
            case ScoringRule.Choice choice:
                foreach (var (row, option) in choice.Options.Index())
                    PutRow(RuleForm.Option, row, ("label", option.Label), ("points", Text(option.Points.Value)));
                break;
            case ScoringRule.Ladder ladder:
                foreach (var (place, measure) in ladder.Measures.Index())
                    Put(place == 0 ? "x" : "y", measure.Text);
                PutRungs(ladder.Steps, ladder.Otherwise);
                break;
            case ScoringRule.ImportedLadder ladder:
                Put("index", ladder.Index);
                PutRungs(ladder.Steps, ladder.Otherwise);
                break;
            case ScoringRule.Survey survey:
                Put("scale", Text(survey.Scale));
                Put("min_forms", Text(survey.MinForms));
                Put("below", survey.Below is { } below ? RuleCodes.Below.CodeOf(below) : "");
                foreach (var (row, pair) in survey.Parameters.Index())
                    PutRow(RuleForm.Other, row, ("name", pair.Key), ("value", pair.Value));
                break;
            default:
                foreach (var (name, text) in Plain(rule))
                    Put(name, text);
                break;
        }

        return fields.ToImmutable();
    }

    /// <summary>Rules without rows.</summary>
    private (string Name, string Text)[] Plain(ScoringRule rule) => rule switch
    {
        ScoringRule.Proportional proportional => [("x", proportional.X.Text), ("T", Text(proportional.Target)), ("zero_below", proportional.ZeroBelow is { } least ? Text(least) : "")],
        ScoringRule.Ratio ratio => [("x", ratio.X.Text)],
        ScoringRule.Complement complement => [("x", complement.X.Text)],
        ScoringRule.Count count => [("start", Text(count.Start.Value)), ("each", Text(count.Each.Value)), ("min", Text(count.Min.Value)), ("max", Text(count.Max.Value))],
        ScoringRule.Rubric rubric => [("step", Text(rubric.Step.Value))],
        ScoringRule.Imported imported => [("index", imported.Index), ("scale", Text(imported.Scale))],
        ScoringRule.RelativeToBest best => [("T", Text(best.Target))],
        ScoringRule.MeanOverItems mean => [("item", mean.Item.Text)],
        ScoringRule.Calculated formula => [("points", formula.Points.Text)],
        _ => throw new UnreachableException($"No fields for {rule}."),
    };

    private void PutRungs(ImmutableArray<ScoringRule.Rung> rungs, Points otherwise)
    {
        foreach (var (row, rung) in rungs.Index())
        {
            PutRow(RuleForm.Rung, row, ("points", Text(rung.Points.Value)));
            foreach (var (place, bound) in rung.All.Index())
                PutRow(RuleForm.Rung, row, (RuleForm.CellOf(place, "of"), bound.Measure == 0 ? "x" : "y"), (RuleForm.CellOf(place, "sign"), RuleCodes.SignOf(bound.Is)), (RuleForm.CellOf(place, "value"), Text(bound.Value)));
        }

        Put(RuleForm.Else, Text(otherwise.Value));
    }

    private void Put(string parameter, string text) => fields[RuleForm.NameOf(parameter)] = text;

    private void PutRow(string rows, int row, params (string Cell, string Text)[] cells)
    {
        foreach (var (cell, text) in cells)
            fields[RuleForm.Rows(rows).NameOf(row, cell)] = text;
    }

    private string Text(decimal value) => FormRows.Text(value, mark);
}
