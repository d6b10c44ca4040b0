using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>A table or the figures of a chart for machines: columns by the same keys in both languages, names in the reader's.</summary>
/// <param name="Columns">The heading of each key as people read it.</param>
/// <param name="Rows">By key: a number, a text, or <c>null</c> where the table has nothing.</param>
public sealed record ApiTable(
    string Round, string Block, string Title, bool Illustrative, string Note, string Source, string Hash, ImmutableDictionary<string, string> Columns, ImmutableArray<IReadOnlyDictionary<string, object?>> Rows)
{
    public static ApiTable Of(PublicTable made, Texts texts)
    {
        var block = made.Published.Block;
        return new(
            made.Published.RoundCode, made.Published.BlockCode, made.Title, block.Illustrative, block.Illustrative ? texts["Band_Illustrative"] : "", block.Source, made.Published.Hash,
            made.Keys.Select((key, place) => KeyValuePair.Create(key, made.Table.Columns[place])).ToImmutableDictionary(),
            [.. made.Table.Rows.Select(row => RowOf(made.Keys, row.Cells))]);
    }

    private static OrderedDictionary<string, object?> RowOf(ImmutableArray<string> keys, ImmutableArray<Application.Spreadsheets.TableCell> cells)
    {
        var row = new OrderedDictionary<string, object?>();
        for (var i = 0; i < keys.Length; i++)
            row.Add(keys[i], cells[i].IsNumber ? decimal.Parse(cells[i].Text, CultureInfo.InvariantCulture) : cells[i].Text.Length > 0 ? cells[i].Text : null);
        return row;
    }
}
