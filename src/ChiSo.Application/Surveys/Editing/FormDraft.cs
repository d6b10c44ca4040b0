using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>A questionnaire as it is being written: the cells of an XLSForm, whatever stands in them. It may not be answerable yet.</summary>
/// <param name="Languages">As columns name them; one empty name when they carry none.</param>
/// <param name="Settings">By column: code, version, titles, default language.</param>
/// <param name="Rows">Of the sheet "survey", groups holding what stands in them.</param>
/// <param name="Factors">Rows of the sheet "factors".</param>
public sealed record FormDraft(ImmutableArray<string> Languages, ImmutableDictionary<string, string> Settings, ImmutableArray<DraftRow> Rows, ImmutableArray<DraftList> Lists, ImmutableArray<ImmutableDictionary<string, string>> Factors)
{
    public string Code => Settings.GetValueOrDefault("form_id", "");

    public string Version => Settings.GetValueOrDefault("version", "");

    /// <summary>Names the content as it was seen.</summary>
    public string Seen => HashOf(DraftTables.Of(this).SelectMany(table => table.Rows.Prepend(new("", [.. table.Columns.Select(TableCell.Of)]))).Select(row => row.Cells.Select(cell => cell.Text)));

    public DraftList? List(string name) => Lists.FirstOrDefault(list => list.Name == name);

    /// <summary>Names one row, with the place it stands in, as it was seen.</summary>
    public string MarkOf(DraftRow row) => HashOf([row.Cells.OrderBy(cell => cell.Key, StringComparer.Ordinal).SelectMany(cell => new[] { cell.Key, cell.Value }).Append(DraftTree.ParentOf(Rows, row.Name))]);

    /// <summary>Names the rows of a list as they were seen.</summary>
    public static string MarkOf(IEnumerable<ImmutableDictionary<string, string>> rows) => HashOf(rows.Select(row => row.OrderBy(cell => cell.Key, StringComparer.Ordinal).SelectMany(cell => new[] { cell.Key, cell.Value })));

    private static string HashOf(IEnumerable<IEnumerable<string>> rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows.Select(cells => string.Join('\u001f', cells))))));
}

/// <summary>A row of the sheet "survey".</summary>
/// <param name="Cells">By column; empty ones are left out.</param>
/// <param name="Rows">What stands in a group; empty for a question.</param>
public sealed record DraftRow(ImmutableDictionary<string, string> Cells, ImmutableArray<DraftRow> Rows)
{
    public string Name => Text("name");

    /// <summary>Without the list of a select.</summary>
    public string Type => Text("type").Split(' ')[0];

    /// <summary>The list of a select; empty for other types.</summary>
    public string List => Text("type").Split(' ', 2, StringSplitOptions.TrimEntries) is [_, var list] ? list : "";

    /// <summary>A group, or a repeat.</summary>
    public bool IsSection => Type.StartsWith(XlsFormColumns.Begin, StringComparison.Ordinal);

    public string Text(string column) => Cells.GetValueOrDefault(column, "");

    /// <summary>The text of this language, else of any; empty when there is none.</summary>
    public string Said(string text, string language) => Text(XlsFormColumns.Join(text, language)) is { Length: > 0 } own ? own
        : Cells.OrderBy(cell => cell.Key, StringComparer.Ordinal).FirstOrDefault(cell => XlsFormColumns.Split(cell.Key, [text]) is not null).Value ?? "";
}

/// <summary>A list of choices.</summary>
/// <param name="Columns">Further columns, for choice filters.</param>
/// <param name="Rows">By column of the sheet "choices", without the name of the list.</param>
public sealed record DraftList(string Name, ImmutableArray<string> Columns, ImmutableArray<ImmutableDictionary<string, string>> Rows);
