using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ChiSo.Application.Spreadsheets;

/// <summary>A sheet of a workbook as it stands in the file, before anybody says where its table is.</summary>
/// <param name="Rows">Rows with something in them, downwards.</param>
internal sealed record Sheet(string Name, bool IsHidden, ImmutableArray<CellRange> Merged, ImmutableArray<SheetRow> Rows)
{
    /// <summary><c>criteria!D7</c>.</summary>
    public string Place(int row, int column) => $"{Name}!{CellRange.Address(row, column)}";
}

/// <summary>A row with its filled cells from left to right.</summary>
/// <param name="Number">From 1, as the program shows it.</param>
internal sealed record SheetRow(int Number, ImmutableArray<SheetCell> Cells);

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    Text,
    Number,

    /// <summary>A number shown as percent: 0.92 shown as 92%.</summary>
    Percent,

    /// <summary>A day, yyyy-MM-dd, or an instant, yyyy-MM-ddTHH:mm:ss.</summary>
    Date,
    Truth,

    /// <summary>A formula whose result is not stored in the file.</summary>
    FormulaWithoutValue,

    /// <summary>An error such as #DIV/0!.</summary>
    Error,
}

/// <summary>A filled cell.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Text">As stored, not cleaned: an old encoding may need the very characters.</param>
/// <param name="Font">The font's name; <c>null</c> when the file does not tell.</param>
internal readonly record struct SheetCell(int Column, string Text, CellKind Kind, string? Font);

/// <summary>A rectangle of cells, ends included, counted from 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CellRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn)
{
    /// <summary><c>A1</c> or <c>A1:C3</c>.</summary>
    public override string ToString() => (FirstRow, FirstColumn) == (LastRow, LastColumn)
        ? Address(FirstRow, FirstColumn)
        : $"{Address(FirstRow, FirstColumn)}:{Address(LastRow, LastColumn)}";

    public bool Contains(int row, int column) => row >= FirstRow && row <= LastRow && column >= FirstColumn && column <= LastColumn;

    public static string Address(int row, int column) => $"{Letters(column)}{row.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>1 is A, 27 is AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>Reads <c>D7</c> or <c>$D$7</c>; false for what is no address.</summary>
    public static bool TryAddress(ReadOnlySpan<char> address, out int row, out int column)
    {
        (row, column) = (0, 0);
        var digits = 0;
        foreach (var sign in address)
        {
            if (char.IsAsciiLetter(sign) && digits == 0 && column < 1_000_000)
                column = (column * 26) + (char.ToUpperInvariant(sign) - 'A') + 1;
            else if (char.IsAsciiDigit(sign) && digits++ < 8)
                row = (row * 10) + (sign - '0');
            else if (sign != '$')
                return false;
        }

        return row > 0 && column > 0;
    }

    /// <summary>Reads <c>A1:C3</c> or <c>A1</c>.</summary>
    public static bool TryParse(string text, out CellRange range)
    {
        range = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var first = colon < 0 ? text : text[..colon];
        var last = colon < 0 ? text : text[(colon + 1)..];
        if (!TryAddress(first, out var firstRow, out var firstColumn) || !TryAddress(last, out var lastRow, out var lastColumn))
            return false;

        range = new(firstRow, firstColumn, lastRow, lastColumn);
        return true;
    }
}
