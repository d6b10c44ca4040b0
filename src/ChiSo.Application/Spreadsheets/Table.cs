using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Rows of named columns, read from a CSV file or a sheet of a workbook: what the two have in common.</summary>
/// <param name="Name">The file's or sheet's name without extension, such as <c>criteria</c>.</param>
/// <param name="Where">The place people know it by: <c>units.csv</c>, or the sheet <c>units</c>.</param>
public sealed record Table(string Name, string Where, ImmutableArray<string> Columns, ImmutableArray<TableRow> Rows)
{
    /// <summary>A table made here, to be written.</summary>
    /// <param name="rows">Each as long as <paramref name="columns"/>.</param>
    public static Table Of(string name, ImmutableArray<string> columns, IEnumerable<ImmutableArray<TableCell>> rows) =>
        new(name, name, columns, [.. rows.Select(cells => new TableRow(name, cells))]);
}

/// <summary>One row; its cells stand in the order of the table's columns.</summary>
/// <param name="Where"><c>units.csv:7</c> (the line it starts on), or <c>units!7</c> in a workbook.</param>
public sealed record TableRow(string Where, ImmutableArray<TableCell> Cells);

/// <summary>One cell: its text in the invariant form, and its place.</summary>
/// <param name="Where"><c>units.csv:7:name</c> (line and column), or <c>units!D7</c> in a workbook.</param>
/// <param name="Text">
/// Cleaned (see <see cref="Vietnamese.NfcText.Clean"/>), so trimmed too; empty when the cell is. Stored numbers with a point, dates as yyyy-MM-dd, truth as true and false.
/// </param>
/// <param name="IsNumber">Whether the file itself stores a number, so that its text is not subject to the declared decimal mark.</param>
public readonly record struct TableCell(string Where, string Text, bool IsNumber)
{
    public static TableCell Blank => new("", "", IsNumber: false);

    public static TableCell Of(string text) => new("", text, IsNumber: false);

    public static TableCell Of(decimal number) => new("", number.ToString("0.############################", CultureInfo.InvariantCulture), IsNumber: true);

    public static TableCell Of(decimal? number) => number is { } value ? Of(value) : Blank;

    public static TableCell Of(bool value) => Of(value ? "true" : "false");

    public static TableCell Of(DateOnly date) => Of(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>Tables read, with every problem met on the way.</summary>
public sealed record TablesRead(ImmutableArray<Table> Tables, ImmutableArray<Problem> Problems)
{
    /// <summary>Nothing could be read, for this one reason.</summary>
    public static TablesRead Failed(Problem problem) => new([], [problem]);

    /// <summary>What several files hold together.</summary>
    public static TablesRead Together(IEnumerable<TablesRead> reads)
    {
        var all = reads.ToList();
        return new([.. all.SelectMany(read => read.Tables)], [.. all.SelectMany(read => read.Problems)]);
    }
}
