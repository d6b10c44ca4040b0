using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>How to read the workbook an office already has: kept once, used every year. Rows are counted from 1, as the program shows them.</summary>
public sealed record OfficeMapping
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // kept in a file of its own, never inside a page
        WriteIndented = true,
    };

    /// <summary>The table the rows go to, such as <c>positions</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The sheet's name, matched whatever its case and tone placement.</summary>
    public required string Sheet { get; init; }

    /// <summary>First of the rows that hold headings.</summary>
    public required int FirstHeaderRow { get; init; }

    /// <summary>Last of them; the same as the first when there is one.</summary>
    public required int LastHeaderRow { get; init; }

    public required int FirstDataRow { get; init; }

    /// <summary><c>null</c>: to the end of the sheet.</summary>
    public int? LastDataRow { get; init; }

    public required ImmutableArray<MappedColumn> Columns { get; init; }

    /// <summary>Columns that hold the same value in every row, such as the unit whose sheet it is.</summary>
    public ImmutableArray<FixedColumn> Fixed { get; init; } = [];

    /// <summary>The encoding of text whose font is not Unicode. Where the file names fonts, text in a Unicode font stays as it is.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>For numbers written as text.</summary>
    public DecimalMark DecimalMark { get; init; }

    /// <summary>Rows in which some cell starts with one of these are passed over: totals, group headings, signatures. "Tổng cộng".</summary>
    public ImmutableArray<string> SkipRowsWith { get; init; } = [];

    /// <summary>Single rows to pass over.</summary>
    public ImmutableArray<int> SkipRows { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <param name="where">The file the mapping is kept in.</param>
    public static Result<OfficeMapping> FromJson(string json, string where)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<OfficeMapping>(json, Json);
            return mapping is { Columns.IsDefaultOrEmpty: false } && mapping.FirstHeaderRow >= 1
                && mapping.FirstHeaderRow <= mapping.LastHeaderRow && mapping.LastHeaderRow < mapping.FirstDataRow
                ? mapping
                : Bad(where, "rows, columns");
        }
        catch (JsonException error)
        {
            return Bad(where, $"{error.Path} {error.LineNumber + 1}:{error.BytePositionInLine + 1}");
        }
    }

    private static Problem Bad(string where, string part) => new("file.bad-mapping", where,
        new($"Bảng ánh xạ không đúng ({part}).", $"The mapping is not right ({part})."),
        new("Cần có table, sheet, firstHeaderRow ≤ lastHeaderRow < firstDataRow và ít nhất một cột.", "It needs table, sheet, firstHeaderRow ≤ lastHeaderRow < firstDataRow and at least one column."));
}

/// <summary>A column of the office's sheet and the column of the table it goes to.</summary>
/// <param name="Column">Name in the table.</param>
/// <param name="Heading">Its headings from top to bottom joined by " / ": "Điểm / Tự chấm"; matched whatever the case and tone placement. <c>null</c> when the letter tells.</param>
/// <param name="Letter">The column's letter, where headings do not tell columns apart.</param>
/// <param name="IsNumber">Text in it must be a number by the declared decimal mark.</param>
/// <param name="NeedsValue">A row where it is empty is no record and is passed over.</param>
/// <param name="FillsMerged">A cell merged over several rows counts for each of them.</param>
public sealed record MappedColumn(string Column, string? Heading = null, string? Letter = null, bool IsNumber = false, bool NeedsValue = false, bool FillsMerged = false);

/// <summary>A column with one value for all rows.</summary>
public sealed record FixedColumn(string Column, string Value);
