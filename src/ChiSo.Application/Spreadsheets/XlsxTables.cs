using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Workbooks (.xlsx) whose sheets are plain tables, by whatever program they were written.</summary>
public static class XlsxTables
{
    private const int MinWidth = 8;
    private const int MaxWidth = 60;
    private const int RowsMeasured = 200;

    private static readonly CellStyle Header = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);

    /// <summary>One table per sheet. Formulas are read by their stored value; rows without anything in them are passed over; nothing outside the file is opened.</summary>
    /// <param name="fileName">With extension: the place of problems with the file as a whole.</param>
    public static TablesRead Read(Stream stream, string fileName)
    {
        var sheets = XlsxSheets.Read(stream, fileName);
        return sheets.TryGet(out var found) ? SheetTables.Of(found) : new([], sheets.Problems);
    }

    /// <summary>One sheet per table, named after it: header row frozen, numbers as numbers, text as text. The same tables give the same bytes.</summary>
    public static void Write(Stream stream, IEnumerable<Table> tables) => SheetWriter.Write(stream, [.. tables.Select(ToSheet)]);

    private static WrittenSheet ToSheet(Table table) => new()
    {
        Name = SheetWriter.SafeName(table.Name),
        Rows = [new WrittenRow([.. table.Columns.Select(column => WrittenCell.Of(column, Header))]), .. table.Rows.Select(ToRow)],
        Widths = Widths(table),
        FrozenRows = 1,
    };

    private static WrittenRow ToRow(TableRow row) => new([.. row.Cells.Select(cell => cell.IsNumber
        ? WrittenCell.Of(decimal.Parse(cell.Text, CultureInfo.InvariantCulture))
        : WrittenCell.Of(cell.Text))]);

    private static ImmutableArray<double> Widths(Table table) =>
    [
        .. table.Columns.Select((column, i) =>
        {
            var longest = table.Rows.Take(RowsMeasured).Select(row => row.Cells[i].Text.Length).Append(column.Length).Max();
            return (double)Math.Clamp(longest + 2, MinWidth, MaxWidth);
        }),
    ];
}
