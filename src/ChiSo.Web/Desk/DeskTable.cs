using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Desk;

/// <summary>A table of a signed-in page as a file: CSV and XLSX in the reader's words, JSON by keys that are the same in both languages.</summary>
/// <param name="Keys">One for each column.</param>
public sealed record DeskTable(string Name, string Title, ImmutableArray<string> Keys, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<TableCell>> Rows)
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);

    /// <param name="ending">csv, xlsx or json.</param>
    public IResult Send(HttpContext context, string ending)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        if (ending == "json")
            return Results.Json(Rows.Select(ByKey));
        using var file = new MemoryStream();
        if (ending == "csv")
            CsvTables.Write(file, Table.Of(Name, Columns, Rows), CsvWriting.Download);
        else
            SheetWriter.Write(file, [Sheet()]);
        return Results.File(file.ToArray(), ending == "csv" ? "text/csv; charset=utf-8" : Excel, $"{Name}.{ending}");
    }

    private OrderedDictionary<string, object?> ByKey(ImmutableArray<TableCell> cells)
    {
        var row = new OrderedDictionary<string, object?>();
        foreach (var (key, cell) in Keys.Zip(cells))
            row.Add(key, cell.IsNumber ? decimal.Parse(cell.Text, CultureInfo.InvariantCulture) : cell.Text.Length > 0 ? cell.Text : null);
        return row;
    }

    private WrittenSheet Sheet() => new()
    {
        Name = SheetWriter.SafeName(Name),
        Rows =
        [
            new([WrittenCell.Of(Title, new(Bold: true))]), new([WrittenCell.Blank()]), new([.. Columns.Select(column => WrittenCell.Of(column, Head))]),
            .. Rows.Select(row => new WrittenRow([.. row.Select(cell => cell.IsNumber ? WrittenCell.Of(decimal.Parse(cell.Text, CultureInfo.InvariantCulture), Body) : WrittenCell.Of(cell.Text, Body))])),
        ],
        Widths = [.. Columns.Select((column, place) => Math.Clamp(Rows.Take(200).Select(row => row[place].Text.Length).Append(column.Length).Max() + 2d, 8, 50))],
        FrozenRows = 3,
        Page = new(Landscape: true, TitleRows: 3),
    };
}
