using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Scoring rules in JSON: <c>{"kind": "ladder", "x": "100*a/b", "rungs": [{"when": ">=30", "points": 1}], "else": 0}</c>.</summary>
internal static class RuleJson
{
    /// <summary>The cells of kind and parameters.</summary>
    public static (TableCell Kind, TableCell Parameters) Cells(JsonPlace rule)
    {
        var kind = new TableCell(rule.Where, "", IsNumber: false);
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rungs = new List<string>();
        foreach (var (name, value) in rule.Members())
        {
            switch (name)
            {
                case "kind":
                    kind = new(value.Where, value.FilledText(), IsNumber: false);
                    break;
                case "options":
                    rungs.AddRange(value.Items().Select(option => Pair(option, "label")));
                    break;
                case "rungs":
                    rungs.InsertRange(0, value.Items().Select(rung => Pair(rung, "when")));
                    break;
                case "else":
                    rungs.Add("else:" + value.Number());
                    break;
                case "parameters":
                    foreach (var (key, text) in value.Members())
                        named[CellParts.Escaped(key, ";=")] = CellParts.Escaped(text.FilledText(), ";");
                    break;
                default:
                    named[name] = value.Kind == JsonValueKind.Number ? value.Number() : CellParts.Escaped(value.FilledText(), ";");
                    break;
            }
        }

        if (rule.Kind == JsonValueKind.Object && kind.Text.Length == 0)
            rule.Add(RoundJsonProblems.WrongType(rule.Where, new("\"kind\", cách chấm điểm", "\"kind\", the kind of the rule")));
        var parts = named.Select(pair => $"{pair.Key}={pair.Value}");
        return (kind, new(rule.Where, string.Join("; ", rungs.Count > 0 ? parts.Append(string.Join(" | ", rungs)) : parts), IsNumber: false));
    }

    public static void Write(Utf8JsonWriter writer, ScoringRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", RuleKind.Of(rule));
        WriteParameters(writer, rule);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, ScoringRule rule)
    {
        switch (rule)
        {
            case ScoringRule.YesNo { Yes: null } yesNo:
                writer.WriteString("yes", "max");
                Numbers(writer, ("no", yesNo.No.Value));
                break;
            case ScoringRule.YesNo yesNo:
                Numbers(writer, ("yes", yesNo.Yes?.Value), ("no", yesNo.No.Value));
                break;
            case ScoringRule.Choice choice:
                Pairs(writer, "options", "label", choice.Options.Select(option => (option.Label, option.Points)));
                break;
            case ScoringRule.Ladder ladder:
                writer.WriteString("x", ladder.Measures[0].Text);
                if (ladder.Measures is [_, var y])
                    writer.WriteString("y", y.Text);
                Rungs(writer, ladder.Steps, ladder.Otherwise, named: ladder.Measures.Length > 1);
                break;
            case ScoringRule.Proportional proportional:
                writer.WriteString("x", proportional.X.Text);
                Numbers(writer, ("T", proportional.Target), ("zero_below", proportional.ZeroBelow));
                break;
            case ScoringRule.Ratio { X: var x }:
                writer.WriteString("x", x.Text);
                break;
            case ScoringRule.Complement { X: var x }:
                writer.WriteString("x", x.Text);
                break;
            case ScoringRule.Count count:
                Numbers(writer, ("start", count.Start.Value), ("each", count.Each.Value), ("min", count.Min.Value), ("max", count.Max.Value));
                break;
            case ScoringRule.Rubric rubric:
                Numbers(writer, ("step", rubric.Step.Value));
                break;
            default:
                WriteSupplied(writer, rule);
                break;
        }
    }

    private static void WriteSupplied(Utf8JsonWriter writer, ScoringRule rule)
    {
        switch (rule)
        {
            case ScoringRule.Survey survey:
                Numbers(writer, ("scale", survey.Scale), ("min_forms", survey.MinForms));
                if (survey.Below is { } below)
                    writer.WriteString("below", RuleCodes.Below.CodeOf(below));
                writer.WriteStartObject("parameters");
                foreach (var (name, value) in survey.Parameters)
                    writer.WriteString(name, value);
                writer.WriteEndObject();
                break;
            case ScoringRule.Imported imported:
                writer.WriteString("index", imported.Index);
                Numbers(writer, ("scale", imported.Scale));
                break;
            case ScoringRule.ImportedLadder ladder:
                writer.WriteString("index", ladder.Index);
                Rungs(writer, ladder.Steps, ladder.Otherwise, named: false);
                break;
            case ScoringRule.RelativeToBest best:
                Numbers(writer, ("T", best.Target));
                break;
            case ScoringRule.MeanOverItems mean:
                writer.WriteString("item", mean.Item.Text);
                break;
            case ScoringRule.Calculated formula:
                writer.WriteString("points", formula.Points.Text);
                break;
            default:
                throw new UnreachableException($"No JSON for {rule}.");
        }
    }

    private static string Pair(JsonPlace pair, string key)
    {
        var (left, points) = ("", "");
        foreach (var (name, value) in pair.Members())
        {
            if (name == key)
                left = value.FilledText();
            else if (name == "points")
                points = value.Number();
            else
                value.Unknown(name, [key, "points"]);
        }

        if (key == "when" && left.AsSpan().ContainsAny('|', ':'))
            pair.Add(RoundJsonProblems.WrongType(pair.Where, new("\"when\" là điều kiện như >=30", "\"when\", a condition such as >=30")));
        return $"{CellParts.Escaped(left, "|")}:{points}";
    }

    private static void Rungs(Utf8JsonWriter writer, ImmutableArray<ScoringRule.Rung> rungs, Points otherwise, bool named)
    {
        Pairs(writer, "rungs", "when", rungs.Select(rung => (RuleText.Bounds(rung, named), rung.Points)));
        Numbers(writer, ("else", otherwise.Value));
    }

    private static void Pairs(Utf8JsonWriter writer, string list, string key, IEnumerable<(string Text, Points Points)> pairs)
    {
        writer.WriteStartArray(list);
        foreach (var (text, points) in pairs)
        {
            writer.WriteStartObject();
            writer.WriteString(key, text);
            Numbers(writer, ("points", points.Value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, decimal? Value)> numbers)
    {
        foreach (var (name, value) in numbers)
        {
            if (value is { } number)
                RoundJsonWriter.WriteNumber(writer, name, number);
        }
    }
}
