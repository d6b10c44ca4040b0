using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>Drafts as the sheets of an XLSForm, each cell marked with its place, so that one reader checks files and drafts alike.</summary>
public static class DraftTables
{
    /// <summary>A workbook of what is written so far, finished or not.</summary>
    public static void Write(Stream stream, FormDraft draft) => XlsxTables.Write(stream, Of(draft));

    /// <summary>The sheets, with places like <c>question:column</c>, <c>/list/3:column</c>.</summary>
    internal static ImmutableArray<Table> Of(FormDraft draft)
    {
        List<Table> tables = [Sheet(XlsFormColumns.Survey, SurveyColumns(draft.Languages), Lines(draft.Rows)), Choices(draft), Sheet(XlsFormColumns.Settings, SettingColumns(draft.Languages), [("/settings", draft.Settings)])];
        if (!draft.Factors.IsEmpty)
            tables.Add(Sheet(XlsFormColumns.Factors, FactorColumns(draft.Languages), draft.Factors.Select((row, at) => ($"/factors/{at}", row))));
        return [.. tables];
    }

    /// <summary>The draft whose sheets these are.</summary>
    internal static FormDraft From(Questionnaire form)
    {
        var tables = XlsFormWriter.Tables(form);
        var choices = RowsOf(tables, XlsFormColumns.Choices).ToList();
        string[] known = [.. XlsFormColumns.ChoicePlain, .. form.Languages.Select(language => XlsFormColumns.Join("label", language))];
        var lists = choices.GroupBy(row => row["list_name"]).Select(list => new DraftList(list.Key,
            [.. list.SelectMany(row => row.Keys).Distinct().Except(known).Order(StringComparer.Ordinal)], [.. list.Select(row => row.Remove("list_name"))]));
        var lines = new Queue<ImmutableDictionary<string, string>>(RowsOf(tables, XlsFormColumns.Survey));
        return new(form.Languages, RowsOf(tables, XlsFormColumns.Settings).Single(), Tree(lines), [.. lists], [.. RowsOf(tables, XlsFormColumns.Factors)]);
    }

    /// <summary>The columns of a question or a group, in the order of its form.</summary>
    public static ImmutableArray<string> SurveyColumns(ImmutableArray<string> languages) =>
        [.. XlsFormColumns.SurveyPlain[..2], .. XlsFormColumns.SurveyTexts.SelectMany(text => languages.Select(language => XlsFormColumns.Join(text, language))), .. XlsFormColumns.SurveyPlain[2..]];

    public static ImmutableArray<string> ChoiceColumns(ImmutableArray<string> languages, IEnumerable<string> more) => ["name", .. languages.Select(language => XlsFormColumns.Join("label", language)), "no_opinion", "worth", .. more];

    public static ImmutableArray<string> FactorColumns(ImmutableArray<string> languages) => ["code", .. languages.Select(language => XlsFormColumns.Join("label", language)), "parent", "weight", "pooling"];

    public static ImmutableArray<string> SettingColumns(ImmutableArray<string> languages) => ["form_id", "version", .. languages.Select(language => XlsFormColumns.Join("form_title", language)), "default_language", "scoring", "pooling", "level"];

    private static Table Choices(FormDraft draft)
    {
        var more = draft.Lists.SelectMany(list => list.Columns).Distinct().Order(StringComparer.Ordinal);
        return Sheet(XlsFormColumns.Choices, ["list_name", .. ChoiceColumns(draft.Languages, more)], draft.Lists.SelectMany(list => list.Rows.Select((row, at) => ($"/{list.Name}/{at}", row.SetItem("list_name", list.Name)))));
    }

    private static IEnumerable<(string Place, ImmutableDictionary<string, string> Cells)> Lines(ImmutableArray<DraftRow> rows)
    {
        foreach (var row in rows)
        {
            yield return (row.Name, row.Cells);
            if (!row.IsSection)
                continue;
            foreach (var below in Lines(row.Rows))
                yield return below;
            yield return (row.Name, ImmutableDictionary<string, string>.Empty.Add("type", $"end_{row.Type[XlsFormColumns.Begin.Length..]}"));
        }
    }

    private static ImmutableArray<DraftRow> Tree(Queue<ImmutableDictionary<string, string>> lines)
    {
        var rows = ImmutableArray.CreateBuilder<DraftRow>();
        while (lines.TryDequeue(out var line) && !line["type"].StartsWith("end_", StringComparison.Ordinal))
        {
            var row = new DraftRow(line, []);
            rows.Add(row.IsSection ? row with { Rows = Tree(lines) } : row);
        }

        return rows.ToImmutable();
    }

    private static Table Sheet(string name, ImmutableArray<string> columns, IEnumerable<(string Place, ImmutableDictionary<string, string> Cells)> rows) =>
        new(name, $"/{name}:", columns, [.. rows.Select(row => new TableRow($"{row.Place}:", [.. columns.Select(column => new TableCell($"{row.Place}:{column}", row.Cells.GetValueOrDefault(column, ""), IsNumber: false))]))]);

    private static IEnumerable<ImmutableDictionary<string, string>> RowsOf(ImmutableArray<Table> tables, string name) =>
        tables.Where(table => table.Name == name).SelectMany(table => table.Rows.Select(row => table.Columns.Zip(row.Cells, (column, cell) => KeyValuePair.Create(column, cell.Text)).Where(cell => cell.Value.Length > 0).ToImmutableDictionary()));
}
