using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The row of column names, the same demands for files and sheets.</summary>
internal static class TableHeader
{
    /// <summary>Every column needs a name of its own; names differ by more than case.</summary>
    /// <param name="kind">First half of the problems' codes: <c>csv</c> or <c>sheet</c>.</param>
    /// <param name="place">The place of a column by its position.</param>
    public static IEnumerable<Problem> Check(ImmutableArray<string> names, string kind, Func<int, string> place)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
            {
                yield return new($"{kind}.empty-header", place(i),
                    new($"Cột thứ {i + 1} không có tên.", $"Column {i + 1} has no name."),
                    new("Đặt tên cho cột ở dòng tiêu đề, hoặc xóa cột.", "Name the column in the header row, or delete the column."));
            }
            else if (!seen.Add(names[i]))
            {
                yield return new($"{kind}.duplicate-column", place(i),
                    new($"Có hai cột cùng tên \"{names[i]}\".", $"Two columns are named \"{names[i]}\"."),
                    new("Xóa hoặc đổi tên một cột.", "Delete or rename one of them."));
            }
        }
    }
}
