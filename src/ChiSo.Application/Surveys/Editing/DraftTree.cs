using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>Finds and moves rows of a questionnaire, by name, groups with all they hold.</summary>
public static class DraftTree
{
    /// <summary>Every row, groups before what they hold.</summary>
    public static IEnumerable<DraftRow> All(ImmutableArray<DraftRow> rows) => rows.SelectMany(row => All(row.Rows).Prepend(row));

    /// <summary><c>null</c> when there is none.</summary>
    public static DraftRow? Find(ImmutableArray<DraftRow> rows, string name) => All(rows).FirstOrDefault(row => row.Name == name);

    /// <summary>The name of the group it stands in; empty at the top.</summary>
    public static string ParentOf(ImmutableArray<DraftRow> rows, string name) => All(rows).FirstOrDefault(row => row.Rows.Any(below => below.Name == name))?.Name ?? "";

    /// <summary>Puts a row at the end of a group.</summary>
    /// <param name="parent">Empty for the end of the questionnaire.</param>
    public static ImmutableArray<DraftRow> Add(ImmutableArray<DraftRow> rows, string parent, DraftRow row) =>
        parent.Length == 0 ? rows.Add(row) : Among(rows, parent, (beside, at) => beside.SetItem(at, beside[at] with { Rows = beside[at].Rows.Add(row) }));

    public static ImmutableArray<DraftRow> Replace(ImmutableArray<DraftRow> rows, string name, DraftRow row) => Among(rows, name, (beside, at) => beside.SetItem(at, row));

    public static ImmutableArray<DraftRow> Remove(ImmutableArray<DraftRow> rows, string name) => Among(rows, name, (beside, at) => beside.RemoveAt(at));

    /// <summary>Moves a row among those beside it; at the end nothing moves.</summary>
    public static ImmutableArray<DraftRow> Shift(ImmutableArray<DraftRow> rows, string name, int by) =>
        Among(rows, name, (beside, at) => at + by < 0 || at + by >= beside.Length ? beside : beside.RemoveAt(at).Insert(at + by, beside[at]));

    /// <summary>The rows with this one, and all it stands in, asked whatever was answered before.</summary>
    public static ImmutableArray<DraftRow> Unconditional(ImmutableArray<DraftRow> rows, string name) =>
        [.. rows.Select(row => row.Name == name || Find(row.Rows, name) is not null ? new(row.Cells.Remove("relevant"), Unconditional(row.Rows, name)) : row)];

    /// <summary>When a row is asked: the conditions of all it stands in, then its own.</summary>
    public static IEnumerable<string> Conditions(ImmutableArray<DraftRow> rows, string name) =>
        rows.Where(row => row.Name == name || Find(row.Rows, name) is not null).SelectMany(row => Conditions(row.Rows, name).Prepend(row.Text("relevant"))).Where(condition => condition.Length > 0);

    private static ImmutableArray<DraftRow> Among(ImmutableArray<DraftRow> rows, string name, Func<ImmutableArray<DraftRow>, int, ImmutableArray<DraftRow>> change)
    {
        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at].Name == name)
                return change(rows, at);
        }

        return [.. rows.Select(row => row.Rows.IsEmpty ? row : row with { Rows = Among(row.Rows, name, change) })];
    }
}
