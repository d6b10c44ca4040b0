using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>The rows of the sheet "survey" as items, groups closed where they end.</summary>
internal sealed class XlsFormSurvey(SheetRows sheet, Table table, List<Problem> problems)
{
    private const int MaxRows = 2000;

    private readonly Stack<Open> open = new();

    public ImmutableArray<FormItem> Read()
    {
        open.Push(new(Begin: null, "", Repeat: null));
        if (table.Rows.Length > MaxRows)
        {
            problems.Add(QuestionnaireProblems.TooLong(table.Where, MaxRows));
            return [];
        }

        if (sheet.Reading.CheckColumns(table.Columns, ["type", "name"]))
        {
            foreach (var row in sheet.Reading.Rows())
                Read(row);
        }

        while (open.Count > 1)
        {
            var left = open.Pop();
            problems.Add(QuestionnaireProblems.NeverEnds(left.Begin!.Where, left.Type)); // only the outermost has no row
            open.Peek().Items.AddRange(left.Items);
        }

        return [.. open.Pop().Items];
    }

    private void Read(RowReading row)
    {
        if (row.Needed("type") is not { } written)
            return;

        var type = string.Join('_', written.Split([' ', '_'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToLowerInvariant();
        switch (type)
        {
            case "begin_group" or "begin_repeat":
                if (type == "begin_repeat" && open.Any(section => section.Repeat is not null))
                    problems.Add(QuestionnaireProblems.RepeatInRepeat(row.Where));
                open.Push(new(row, type["begin_".Length..], type == "begin_repeat" ? new Turns(sheet.Expression(row, "repeat_count")) : null));
                break;
            case "end_group" or "end_repeat":
                End(row, type["end_".Length..]);
                break;
            default:
                if (ReadQuestion(row, written) is { } question)
                    open.Peek().Items.Add(question);
                break;
        }
    }

    private void End(RowReading row, string type)
    {
        if (open.Count == 1 || open.Peek().Type != type)
        {
            problems.Add(QuestionnaireProblems.NothingToEnd(row.Where, type));
            return;
        }

        var section = open.Pop();
        var begin = section.Begin!; // only the outermost has no row, and it is never ended
        if (Name(begin) is { } name)
            open.Peek().Items.Add(new Section(name, sheet.Text(begin, "label"), sheet.Expression(begin, "relevant"), begin.Cell("name").Where, [.. section.Items], section.Repeat) { Appearance = begin.Text("appearance") });
        else
            open.Peek().Items.AddRange(section.Items);
    }

    private Question? ReadQuestion(RowReading row, string written)
    {
        var parts = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var where = row.Cell("type").Where;
        if (QuestionKinds.Codes.Find(parts[0]) is not { } kind)
        {
            problems.Add(QuestionKinds.Identifies(parts[0]) ? QuestionnaireProblems.Identifies(where, parts[0]) : QuestionnaireProblems.NoType(where, written, QuestionKinds.Codes.All));
            return null;
        }

        var isSelect = kind is QuestionKind.SelectOne or QuestionKind.SelectMultiple;
        if (parts.Length != (isSelect ? 2 : 1))
        {
            problems.Add(isSelect ? QuestionnaireProblems.NoListNamed(where, written) : QuestionnaireProblems.NoType(where, written, QuestionKinds.Codes.All));
            return null;
        }

        if (Name(row) is not { } name)
            return null;
        var question = new Question(name, sheet.Text(row, "label"), sheet.Expression(row, "relevant"), row.Cell("name").Where, kind)
        {
            List = isSelect ? parts[1] : null,
            Appearance = row.Text("appearance"),
            Hint = sheet.Text(row, "hint"),
            Required = Required(row),
            RequiredMessage = sheet.Text(row, "required_message"),
            Constraint = sheet.Expression(row, "constraint"),
            ConstraintMessage = sheet.Text(row, "constraint_message"),
            Calculation = sheet.Expression(row, "calculation"),
            ChoiceFilter = sheet.Expression(row, "choice_filter", allowColumns: true),
            Default = row.Text("default"),
            Range = kind == QuestionKind.Range ? Range(row) : null,
            IsCore = row.YesNo("core", whenEmpty: false),
        };
        return WithIndex(question, row);
    }

    private Question WithIndex(Question question, RowReading row)
    {
        var polarity = row.Text("polarity");
        if (polarity is not ("" or "higher_better" or "lower_better"))
            problems.Add(QuestionnaireProblems.Polarity(row.Cell("polarity").Where, polarity));
        var weight = row.Number("weight") ?? 1;
        if (weight <= 0)
            problems.Add(QuestionnaireProblems.Weight(row.Cell("weight").Where));
        return question with { Factor = row.Text("factor") is { Length: > 0 } factor ? factor : null, Weight = weight, HigherIsBetter = polarity != "lower_better" };
    }

    /// <summary>Whether a row may be named so.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 64 && name.Select((letter, at) => ExpressionTokens.IsNameLetter(letter, isFirst: at == 0)).All(isGood => isGood);

    private string? Name(RowReading row)
    {
        if (row.Needed("name") is not { } name)
            return null;
        if (IsName(name))
            return name;
        problems.Add(QuestionnaireProblems.Name(row.Cell("name").Where, name));
        return null;
    }

    private Requirement Required(RowReading row)
    {
        var text = row.Text("required");
        return text.ToLowerInvariant() switch
        {
            "" => Requirement.Never,
            "no" or "false" or "false()" => new(text, Always: false, When: null),
            "yes" or "true" or "true()" => new(text, Always: true, When: null),
            _ => new(text, Always: false, sheet.Expression(row, "required")),
        };
    }

    /// <summary><c>start=1 end=5 step=1</c>; what is left out is 0, 10 and 1, as XLSForm has it.</summary>
    private NumberRange Range(RowReading row)
    {
        var cell = row.Cell("parameters");
        var range = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["start"] = 0, ["end"] = 10, ["step"] = 1 };
        foreach (var part in cell.Text.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = part.Split('=');
            if (sides.Length == 2 && range.ContainsKey(sides[0]) && decimal.TryParse(sides[1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                range[sides[0]] = value;
            else
                problems.Add(QuestionnaireProblems.Parameters(cell.Where, part));
        }

        if (range["step"] <= 0 || range["end"] <= range["start"])
            problems.Add(QuestionnaireProblems.Parameters(cell.Where, cell.Text));
        return new(range["start"], range["end"], range["step"]);
    }

    /// <param name="Begin"><c>null</c> for the questionnaire itself.</param>
    private sealed record Open(RowReading? Begin, string Type, Turns? Repeat)
    {
        public List<FormItem> Items { get; } = [];
    }
}
