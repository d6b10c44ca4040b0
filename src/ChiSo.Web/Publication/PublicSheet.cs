using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>A public table as a sheet: title, band, the table under a fixed head, its origin below.</summary>
public static class PublicSheet
{
    /// <summary>The columns every CSV row carries and the sheet says once.</summary>
    private const int OriginColumns = 3;

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);
    private static readonly CellStyle Number = new(Bordered: true, Format: "#,##0.00");
    private static readonly CellStyle Whole = new(Bordered: true, Format: "0");

    public static WrittenSheet Of(PublicTable table, Texts texts)
    {
        var block = table.Published.Block;
        var columns = table.Table.Columns.Length - OriginColumns;
        var rows = ImmutableArray.CreateBuilder<WrittenRow>();
        rows.Add(Line($"{table.Title} - {texts.Say(block.BlockName)}", new(Bold: true)));
        rows.Add(Line(texts.Say(block.RoundName) + (block.Illustrative ? $" - {texts["Band_Illustrative"]}" : ""), new(Bold: block.Illustrative)));
        rows.Add(Line("", CellStyle.Plain));
        rows.Add(new([.. table.Table.Columns.Take(columns).Select(column => WrittenCell.Of(column, Head))]));
        var head = rows.Count;
        rows.AddRange(table.Table.Rows.Select(row => new WrittenRow([.. row.Cells.Take(columns).Select(Cell)])));
        rows.Add(Line("", CellStyle.Plain));
        rows.Add(Line($"{texts["Foot_Source"]}: {block.Source}", CellStyle.Plain));
        rows.Add(Line($"{texts["Foot_Frozen"]}: {Shown.Instant(block.FrozenAt)} {texts["Foot_Zone"]}", CellStyle.Plain));
        rows.Add(Line($"{texts["Foot_Hash"]}: {table.Published.Hash}", CellStyle.Plain));
        return new()
        {
            Name = SheetWriter.SafeName(table.Name),
            Rows = rows.ToImmutable(),
            Widths = [.. table.Table.Columns.Take(columns).Select((_, place) => WidthOf(table.Table, place))],
            FrozenRows = head,
            Page = new(Landscape: true, TitleRows: head, Band: block.Illustrative ? texts["Band_Illustrative"] : ""),
        };
    }

    private static WrittenRow Line(string text, CellStyle style) => new([WrittenCell.Of(text, style)]);

    private static WrittenCell Cell(TableCell cell)
    {
        if (!cell.IsNumber)
            return WrittenCell.Of(cell.Text, Body);
        var number = decimal.Parse(cell.Text, CultureInfo.InvariantCulture);
        return WrittenCell.Of(number, number == decimal.Truncate(number) && !cell.Text.Contains('.', StringComparison.Ordinal) ? Whole : Number);
    }

    private static double WidthOf(Table table, int column)
    {
        var longest = table.Rows.Take(200).Select(row => row.Cells[column].Text.Length).DefaultIfEmpty(0).Max();
        return Math.Clamp(Math.Max(longest, table.Columns[column].Length / 2) + 2, 8, 60);
    }
}
