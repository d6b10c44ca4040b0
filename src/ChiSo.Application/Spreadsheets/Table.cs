using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Rows of named columns, read from a CSV file or a sheet of a workbook: what the two have in common.</summary>
/// <param name="Name">The file's or sheet's name without extension, such as <c>criteria</c>.</param>
/// <param name="Where">The place people know it by: "units.csv", "sheet units".</param>
public sealed record Table(string Name, string Where, ImmutableArray<string> Columns, ImmutableArray<TableRow> Rows);

/// <summary>One row; its cells stand in the order of the table's columns.</summary>
/// <param name="Where">"units.csv line 7", "sheet units row 7".</param>
public sealed record TableRow(string Where, ImmutableArray<TableCell> Cells);

/// <summary>One cell: its text in the invariant form (numbers with a point, dates as yyyy-MM-dd), and its place.</summary>
/// <param name="IsNumber">Whether the file itself stores a number, so that its text is not subject to the declared decimal mark.</param>
public readonly record struct TableCell(string Where, string Text, bool IsNumber);

/// <summary>Tables read, with every problem met on the way.</summary>
public sealed record TablesRead(ImmutableArray<Table> Tables, ImmutableArray<Problem> Problems);
