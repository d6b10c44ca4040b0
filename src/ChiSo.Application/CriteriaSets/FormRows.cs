using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Rows of a form: fields named by their rows, the place of the row, and the cell.</summary>
/// <param name="start">What the fields of these rows begin with, and no others.</param>
/// <param name="isChosen">Whether a cell always holds something, so that it tells nothing of its row; <c>null</c> where none does.</param>
public sealed class FormRows(string start, Func<string, bool>? isChosen = null)
{
    private readonly string prefix = start + ".";

    /// <summary>A row.</summary>
    public string NameOf(int row) => prefix + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>A cell of a row.</summary>
    public string NameOf(int row, string cell) => $"{NameOf(row)}.{cell}";

    public bool IsField(string name) => name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Whether any row is in a form, filled or not.</summary>
    public bool AreIn(IReadOnlyDictionary<string, string> typed) => typed.Keys.Any(IsField);

    /// <summary>The rows in which something is typed, by cell, in their order.</summary>
    public ImmutableArray<ImmutableDictionary<string, string>> Of(IReadOnlyDictionary<string, string> typed)
    {
        var cells = from field in typed
                    where IsField(field.Key)
                    let parts = field.Key[prefix.Length..].Split('.', 2)
                    where parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                    group (Cell: parts[1], Text: NfcText.Clean(field.Value)) by int.Parse(parts[0], CultureInfo.InvariantCulture) into row
                    orderby row.Key
                    select row.DistinctBy(cell => cell.Cell).ToImmutableDictionary(cell => cell.Cell, cell => cell.Text, StringComparer.Ordinal);
        return [.. cells.Where(row => row.Any(cell => cell.Value.Length > 0 && isChosen?.Invoke(cell.Key) != true))];
    }

    /// <summary>A number as files write it; <c>null</c> when nothing is typed, or with a problem when it is no number or has too many decimals for points.</summary>
    internal static string? Number(string where, string text, DecimalMark mark, ICollection<Problem> problems, bool isPoints)
    {
        if (text.Length == 0)
            return null;
        var row = new TableReading(new Table("rule", "rule", [where], [new(where, [new TableCell(where, text, IsNumber: false)])]), mark, problems).Rows().Single();
        return (isPoints ? row.Points(where)?.Value : row.Number(where)) is { } value ? RuleText.Number(value) : null;
    }

    /// <summary>A number with the reader's mark.</summary>
    internal static string Text(decimal value, DecimalMark mark) => mark == DecimalMark.Comma ? RuleText.Number(value).Replace('.', ',') : RuleText.Number(value);

    internal static Problem Incomplete(string where) => new("form.row-incomplete", where,
        new("Dòng này chưa điền đủ.", "This row is not complete."), new("Điền các ô còn lại, hoặc xóa trống cả dòng.", "Fill in what is left, or empty the whole row."));
}
