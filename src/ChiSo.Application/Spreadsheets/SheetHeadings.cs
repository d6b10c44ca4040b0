using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Headings over several rows, partly merged, joined into one per column.</summary>
internal static class SheetHeadings
{
    private const string Joint = " / ";

    /// <summary>The headings of each column from top to bottom, a merged one counted for every column and once for its rows.</summary>
    /// <param name="textOf">Makes Unicode of what a cell holds.</param>
    public static ImmutableSortedDictionary<int, string> Of(Sheet sheet, int firstRow, int lastRow, Func<SheetCell, string> textOf)
    {
        var texts = new Dictionary<(int Row, int Column), string>();
        foreach (var row in sheet.Rows.Where(row => row.Number >= firstRow && row.Number <= lastRow))
        {
            foreach (var cell in row.Cells)
                texts[(row.Number, cell.Column)] = NfcText.Clean(textOf(cell)).ReplaceLineEndings(" ");
        }

        foreach (var range in sheet.Merged.Where(range => range.FirstRow >= firstRow && range.LastRow <= lastRow))
            Spread(range, texts);

        return texts.Keys.Select(place => place.Column).Distinct()
            .ToImmutableSortedDictionary(column => column, column => Joined(texts, column, firstRow, lastRow));
    }

    private static void Spread(CellRange range, Dictionary<(int Row, int Column), string> texts)
    {
        if (!texts.TryGetValue((range.FirstRow, range.FirstColumn), out var text))
            return;

        for (var row = range.FirstRow; row <= range.LastRow; row++)
        {
            for (var column = range.FirstColumn; column <= range.LastColumn; column++)
                texts[(row, column)] = text;
        }
    }

    private static string Joined(Dictionary<(int Row, int Column), string> texts, int column, int firstRow, int lastRow)
    {
        var parts = new List<string>();
        for (var row = firstRow; row <= lastRow; row++)
        {
            if (texts.TryGetValue((row, column), out var text) && text.Length > 0 && (parts.Count == 0 || parts[^1] != text))
                parts.Add(text);
        }

        return string.Join(Joint, parts);
    }
}
