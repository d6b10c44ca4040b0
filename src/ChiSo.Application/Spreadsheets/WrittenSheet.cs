using System.Collections.Immutable;

namespace ChiSo.Application.Spreadsheets;

/// <summary>A sheet to be written, cell by cell, with its looks and its page.</summary>
public sealed record WrittenSheet
{
    /// <summary>As <see cref="SheetWriter.SafeName"/> gives it; no two alike in a workbook.</summary>
    public required string Name { get; init; }

    /// <summary>From row 1 downwards.</summary>
    public required ImmutableArray<WrittenRow> Rows { get; init; }

    /// <summary>Widths of the columns in characters, from column A; columns beyond keep the default.</summary>
    public ImmutableArray<double> Widths { get; init; } = [];

    /// <summary>Cells shown as one; the first of each holds the value.</summary>
    public ImmutableArray<CellRange> Merged { get; init; } = [];

    /// <summary>Rows at the top that stay when the sheet scrolls.</summary>
    public int FrozenRows { get; init; }

    /// <summary>Columns at the left that stay when the sheet scrolls.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>How it prints; <c>null</c> leaves it to the program.</summary>
    public PrintedPage? Page { get; init; }

    /// <summary>Whether only cells with an unlocked style can be changed, until somebody lifts the protection: it has no password and keeps slips out, not people.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Cells in which one of a list is chosen.</summary>
    public ImmutableArray<CellChoice> Choices { get; init; } = [];
}

/// <summary>A cell in which one of a list is chosen.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Source">Where the list lies: <c>'Danh mục'!$A$1:$A$3</c>.</param>
/// <param name="Error">What somebody is told who types anything else.</param>
public sealed record CellChoice(int Row, int Column, string Source, string Error);

/// <summary>A4 paper, as wide as the sheet and as many pages down as it takes, with page numbers.</summary>
/// <param name="TitleRows">Rows at the top repeated on every page.</param>
/// <param name="TitleColumns">Columns at the left repeated on every page.</param>
/// <param name="Band">Text over every page, such as "Số liệu minh họa"; empty for none.</param>
public sealed record PrintedPage(bool Landscape, int TitleRows = 0, int TitleColumns = 0, string Band = "")
{
    /// <summary>Percent of the natural size, for a sheet many pages wide; <c>null</c> fits all columns on one page.</summary>
    public int? Scale { get; init; }

    /// <summary>Columns, from 1, after which a new page starts; for a page with a scale.</summary>
    public ImmutableArray<int> BreaksAfter { get; init; } = [];
}

/// <summary>One row, its cells from column A.</summary>
/// <param name="Height">In points; <c>null</c> lets the program choose.</param>
public sealed record WrittenRow(ImmutableArray<WrittenCell> Cells, double? Height = null);

/// <summary>One cell to be written.</summary>
/// <param name="Formula">Without the equals sign, in the English form of files: <c>SUM(B2:B9)</c>; <c>null</c> for a plain value.</param>
/// <param name="Number">The number, or the formula's result; <c>null</c> for text and blanks.</param>
public sealed record WrittenCell(string Text, decimal? Number, string? Formula, CellStyle Style)
{
    public static WrittenCell Blank(CellStyle? style = null) => new("", null, null, style ?? CellStyle.Plain);

    /// <summary>Text stays text, even when it looks like a number or a formula.</summary>
    public static WrittenCell Of(string text, CellStyle? style = null) => new(text, null, null, style ?? CellStyle.Plain);

    public static WrittenCell Of(decimal number, CellStyle? style = null) => new("", number, null, style ?? CellStyle.Plain);

    /// <param name="result">What the formula gives now: shown by programs that do not calculate, and read back by us.</param>
    public static WrittenCell Calculated(string formula, decimal result, CellStyle? style = null) => new("", result, formula, style ?? CellStyle.Plain);
}

/// <summary>How a cell looks.</summary>
/// <param name="Format">Number format in the English form, such as <c>#,##0.00</c>; <c>null</c> for the general one.</param>
/// <param name="Fill">Background as six hexadecimal digits, such as <c>E8EEF4</c>; <c>null</c> for none.</param>
/// <param name="Bordered">A thin line on all four sides.</param>
/// <param name="Unlocked">Whether it can be changed on a protected sheet.</param>
public sealed record CellStyle(
    bool Bold = false,
    bool Italic = false,
    string? Format = null,
    string? Fill = null,
    bool Bordered = false,
    bool Wrapped = false,
    CellAlign Align = CellAlign.General,
    bool Unlocked = false)
{
    public static CellStyle Plain { get; } = new();
}

/// <summary>Where the text of a cell stands.</summary>
public enum CellAlign
{
    /// <summary>Text left, numbers right.</summary>
    General,
    Left,
    Centre,
    Right,
}
