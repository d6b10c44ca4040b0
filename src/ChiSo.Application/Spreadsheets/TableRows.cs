using System.Collections.Immutable;

namespace ChiSo.Application.Spreadsheets;

/// <summary>A table to be written whose rows are made on the way: a million of them take no more memory than one.</summary>
/// <param name="Rows">Each as long as <paramref name="Columns"/>; may be gone through more than once.</param>
public sealed record TableRows(string Name, ImmutableArray<string> Columns, IEnumerable<ImmutableArray<TableCell>> Rows)
{
    public static TableRows Of(Table table) => new(table.Name, table.Columns, table.Rows.Select(row => row.Cells));
}
