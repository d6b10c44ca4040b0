using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Workbooks (.xlsx) whose sheets are plain tables, by whatever program they were written.</summary>
public static class XlsxTables
{
    private const int MinWidth = 8;
    private const int MaxWidth = 60;
    private const int RowsMeasured = 200;
    private const int MostRows = 1_048_576;

    private static readonly CellStyle Header = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);

    /// <summary>One table per sheet. Formulas are read by their stored value; rows without anything in them are passed over; nothing outside the file is opened.</summary>
    /// <param name="fileName">With extension: the place of problems with the file as a whole.</param>
    public static TablesRead Read(Stream stream, string fileName)
    {
        var sheets = XlsxSheets.Read(stream, fileName);
        return sheets.TryGet(out var found) ? SheetTables.Of(found) : new([], sheets.Problems);
    }

    /// <summary>One sheet per table, named after it: header row frozen, numbers as numbers, text as text. The same tables give the same bytes.</summary>
    public static void Write(Stream stream, IEnumerable<Table> tables) => Write(stream, [.. tables.Select(TableRows.Of)]);

    /// <inheritdoc cref="Write(Stream, IEnumerable{Table})"/>
    /// <exception cref="InvalidOperationException">A table has more rows than a sheet holds.</exception>
    public static void Write(Stream stream, IReadOnlyList<TableRows> tables) =>
        SheetWriter.Write(stream, [.. tables.Zip(SheetWriter.SafeNames(tables.Select(table => table.Name)), (table, name) => (Frame(table, name), Rows(table)))]);

    private static WrittenSheet Frame(TableRows table, string name) => new() { Name = name, Rows = [], Widths = Widths(table), FrozenRows = 1 };

    private static IEnumerable<WrittenRow> Rows(TableRows table)
    {
        yield return new([.. table.Columns.Select(column => WrittenCell.Of(column, Header))]);
        var left = MostRows;
        foreach (var cells in table.Rows)
        {
            if (--left == 0)
                throw new InvalidOperationException($"The table {table.Name} has more rows than the {MostRows} a sheet holds; write it as CSV.");
            yield return ToRow(cells);
        }
    }

    private static WrittenRow ToRow(ImmutableArray<TableCell> cells) => new([.. cells.Select(cell => cell.IsNumber
        ? WrittenCell.Of(decimal.Parse(cell.Text, CultureInfo.InvariantCulture))
        : WrittenCell.Of(cell.Text))]);

    private static ImmutableArray<double> Widths(TableRows table)
    {
        var measured = table.Rows.Take(RowsMeasured).ToList();
        return
        [
        .. table.Columns.Select((column, i) =>
        {
            var longest = measured.Select(cells => cells[i].Text.Length).Append(column.Length).Max();
            return (double)Math.Clamp(longest + 2, MinWidth, MaxWidth);
        }),
        ];
    }
}
