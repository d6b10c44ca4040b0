using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>A questionnaire as the sheets of XLSForm; read again, the same questionnaire comes out.</summary>
public static class XlsFormWriter
{
    /// <summary>The sheets, to be written as a workbook or as CSV files.</summary>
    public static ImmutableArray<Table> Tables(Questionnaire form)
    {
        List<Table> tables = [Survey(form), Choices(form), Settings(form)];
        if (!form.Factors.IsEmpty)
            tables.Add(Factors(form));
        return [.. tables];
    }

    /// <summary>An .xlsx; the same questionnaire gives the same bytes.</summary>
    public static void Write(Stream stream, Questionnaire form) => XlsxTables.Write(stream, Tables(form));

    private static Table Survey(Questionnaire form)
    {
        var rows = new List<Dictionary<string, string>>();
        Add(rows, form.Items);
        return Of(form, XlsFormColumns.Survey, ["type", "name"], XlsFormColumns.SurveyTexts, XlsFormColumns.SurveyPlain, rows);
    }

    private static void Add(List<Dictionary<string, string>> rows, IEnumerable<FormItem> items)
    {
        foreach (var item in items)
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = item.Name, ["relevant"] = item.Relevant?.Source ?? "", ["appearance"] = item.Appearance };
            Texts(row, "label", item.Label);
            rows.Add(row);
            if (item is Section section)
            {
                var type = section.Repeat is null ? "group" : "repeat";
                (row["type"], row["repeat_count"]) = ($"begin_{type}", section.Repeat?.Count?.Source ?? "");
                Add(rows, section.Items);
                rows.Add(new(StringComparer.Ordinal) { ["type"] = $"end_{type}" });
            }
            else
            {
                Fill(row, (Question)item);
            }
        }
    }

    private static void Fill(Dictionary<string, string> row, Question question)
    {
        var type = QuestionKinds.Codes.CodeOf(question.Kind);
        row["type"] = question.List is { } list ? $"{type} {list}" : type;
        Texts(row, "hint", question.Hint);
        Texts(row, "required_message", question.RequiredMessage);
        Texts(row, "constraint_message", question.ConstraintMessage);
        row["required"] = question.Required.Source;
        row["constraint"] = question.Constraint?.Source ?? "";
        row["calculation"] = question.Calculation?.Source ?? "";
        row["choice_filter"] = question.ChoiceFilter?.Source ?? "";
        row["default"] = question.Default;
        row["parameters"] = question.Range is { } range ? string.Create(CultureInfo.InvariantCulture, $"start={range.Start} end={range.End} step={range.Step}") : "";
        row["factor"] = question.Factor ?? "";
        row["weight"] = question.Weight == 1 ? "" : Number(question.Weight);
        row["polarity"] = question.HigherIsBetter ? "" : "lower_better";
        row["core"] = question.IsCore ? "yes" : "";
    }

    private static Table Choices(Questionnaire form)
    {
        var more = form.Lists.SelectMany(list => list.Choices).SelectMany(choice => choice.Columns.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        var rows = new List<Dictionary<string, string>>();
        foreach (var (list, choice) in form.Lists.SelectMany(list => list.Choices.Select(choice => (list, choice))))
        {
            var row = new Dictionary<string, string>(choice.Columns, StringComparer.Ordinal) { ["list_name"] = list.Name, ["name"] = choice.Name, ["no_opinion"] = choice.IsNoOpinion ? "yes" : "", ["worth"] = choice.Worth is { } worth ? Number(worth) : "" };
            Texts(row, "label", choice.Label);
            rows.Add(row);
        }

        return Of(form, XlsFormColumns.Choices, ["list_name", "name"], ["label"], [.. XlsFormColumns.ChoicePlain, .. more], rows);
    }

    private static Table Settings(Questionnaire form)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["form_id"] = form.Code, ["version"] = form.Version, ["default_language"] = form.DefaultLanguage };
        row["scoring"] = form.Formula.Scoring == IndexFormula.Plain.Scoring ? "" : IndexFormula.Scorings.CodeOf(form.Formula.Scoring);
        row["pooling"] = Pooling(form.Formula.Pooling);
        row["level"] = form.Formula.Level == IndexFormula.Plain.Level ? "" : IndexFormula.Levels.CodeOf(form.Formula.Level);
        Texts(row, "form_title", form.Title);
        return Of(form, XlsFormColumns.Settings, ["form_id", "version"], ["form_title"], XlsFormColumns.SettingPlain, [row]);
    }

    private static Table Factors(Questionnaire form)
    {
        var rows = form.Factors.Select(factor =>
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = factor.Code, ["parent"] = factor.Parent ?? "", ["weight"] = factor.Weight == 1 ? "" : Number(factor.Weight), ["pooling"] = Pooling(factor.Pooling) };
            Texts(row, "label", factor.Label);
            return row;
        });
        return Of(form, XlsFormColumns.Factors, ["code"], ["label"], XlsFormColumns.FactorPlain, [.. rows]);
    }

    /// <summary>Needed columns first, then texts in the order of the languages, then the rest; columns nothing stands in are left out.</summary>
    private static Table Of(Questionnaire form, string name, string[] first, string[] texts, string[] plain, List<Dictionary<string, string>> rows)
    {
        var filled = rows.SelectMany(row => row.Where(cell => cell.Value.Length > 0).Select(cell => cell.Key)).ToHashSet(StringComparer.Ordinal);
        var translated = texts.SelectMany(text => filled.Where(column => XlsFormColumns.Split(column, [text]) is not null).OrderBy(column => form.Languages.IndexOf(XlsFormColumns.Split(column, [text])!.Value.Language)).ThenBy(column => column, StringComparer.Ordinal)); // kept just before
        ImmutableArray<string> columns = [.. first, .. translated, .. plain.Where(column => filled.Contains(column) && !first.Contains(column))];
        return Table.Of(name, columns, rows.Select(row => columns.Select(column => TableCell.Of(row.GetValueOrDefault(column, ""))).ToImmutableArray()));
    }

    private static void Texts(Dictionary<string, string> row, string text, Translated translated)
    {
        foreach (var (language, written) in translated.Texts)
            row[XlsFormColumns.Join(text, language)] = written;
    }

    /// <summary>Empty for what goes without saying, so that forms stored before it could be said keep their bytes.</summary>
    private static string Pooling(IndexPooling pooling) => pooling == IndexFormula.Plain.Pooling ? "" : IndexFormula.Poolings.CodeOf(pooling);

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
