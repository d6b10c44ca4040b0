using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>A sheet of a questionnaire, read row by row; problems name sheet and cell.</summary>
internal sealed class SheetRows
{
    private readonly Table table;
    private readonly List<(string Column, string Text, string Language)> texts;
    private readonly List<Problem> problems;

    /// <param name="known">Columns without language.</param>
    /// <param name="translated">Columns that may carry a language.</param>
    /// <param name="mayHaveMore">Whether columns of any other name belong to the file.</param>
    public SheetRows(Table table, IReadOnlyCollection<string> known, IReadOnlyCollection<string> translated, bool mayHaveMore, List<Problem> problems)
    {
        (this.table, this.problems) = (table, problems);
        Reading = new(table, DecimalMark.Point, problems);
        texts = [.. table.Columns.Select(column => (column, XlsFormColumns.Split(column, translated))).Where(pair => pair.Item2 is not null).Select(pair => (pair.column, pair.Item2!.Value.Text, pair.Item2.Value.Language))];
        More = [.. table.Columns.Where(column => !known.Contains(column, StringComparer.OrdinalIgnoreCase) && !texts.Exists(text => text.Column == column))];
        if (!mayHaveMore)
            RefuseFilled(known, translated);
    }

    public TableReading Reading { get; }

    /// <summary>Columns beyond the known ones.</summary>
    public ImmutableArray<string> More { get; }

    /// <summary>The languages its columns name.</summary>
    public IEnumerable<string> Languages => texts.Select(text => text.Language).Distinct();

    public Translated Text(RowReading row, string text) =>
        new(Translated.None.Texts.AddRange(texts.Where(column => column.Text == text).Select(column => KeyValuePair.Create(column.Language, row.Text(column.Column))).Where(pair => pair.Value.Length > 0).DistinctBy(pair => pair.Key)));

    /// <summary><c>null</c> when empty, or with a problem when it can't be understood.</summary>
    public FormExpression? Expression(RowReading row, string column, bool allowColumns = false)
    {
        var cell = row.Cell(column);
        if (cell.Text.Length == 0)
            return null;
        var parsed = FormExpression.Parse(cell.Text, cell.Where, allowColumns);
        problems.AddRange(parsed.Problems);
        return parsed.TryGet(out var expression) ? expression : null;
    }

    // A column nobody filled is left over from a template; one with content would be silently lost.
    private void RefuseFilled(IReadOnlyCollection<string> known, IReadOnlyCollection<string> translated)
    {
        foreach (var column in More)
        {
            var place = table.Columns.IndexOf(column);
            var filled = table.Rows.Select(row => row.Cells[place]).FirstOrDefault(cell => cell.Text.Length > 0);
            if (filled.Text is { Length: > 0 })
            {
                problems.Add(new("questionnaire.unknown-column", filled.Where,
                    new($"Cột “{column}” của trang {table.Name} không được hỗ trợ nên nội dung này sẽ mất.", $"The column “{column}” of the sheet {table.Name} is not supported, so this would be lost."),
                    new($"Xóa cột, hoặc dùng một trong các tên: {string.Join(", ", known.Concat(translated))}.", $"Delete it, or use one of: {string.Join(", ", known.Concat(translated))}.")));
            }
        }
    }
}
