using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Results;

/// <summary>Rows an import would add and take away, table by table, a changed row being one of each; and what that does to results.</summary>
public sealed record RoundDifferences(ImmutableArray<TableDifference> Tables, ImmutableArray<BlockMoves> Moves)
{
    public bool IsEmpty => Tables.IsEmpty;

    /// <param name="before">What is stored; <c>null</c> when nothing is.</param>
    public static RoundDifferences Between(RoundDocument? before, RoundDocument after)
    {
        var old = before is null ? [] : RoundTables.Format(before);
        var fresh = RoundTables.Format(after);
        var names = old.Concat(fresh).Select(table => table.Name).Distinct();
        return new(
            [.. names.Select(name => Compare(name, Rows(old, name), Rows(fresh, name))).Where(table => !table.Added.IsEmpty || !table.Removed.IsEmpty)],
            before is null ? [] : BlockMoves.Between(before, after));
    }

    private static TableDifference Compare(string name, List<string> before, List<string> after) =>
        new(name, [.. Without(after, before)], [.. Without(before, after)]);

    private static List<string> Rows(ImmutableArray<Table> tables, string name) =>
        [.. tables.Where(table => table.Name == name).SelectMany(table => table.Rows).Select(row => string.Join(" · ", row.Cells.Select(cell => cell.Text)))];

    private static List<string> Without(List<string> rows, List<string> others)
    {
        var left = others.GroupBy(row => row).ToDictionary(group => group.Key, group => group.Count());
        return [.. rows.Where(row =>
        {
            if (left.GetValueOrDefault(row) == 0)
                return true;
            left[row]--;
            return false;
        })];
    }
}

/// <summary>Rows of one table, their cells joined by " · ".</summary>
public sealed record TableDifference(string Table, ImmutableArray<string> Added, ImmutableArray<string> Removed);
