using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>What may be wrong with a single cell of a workbook.</summary>
internal static class SheetProblems
{
    /// <summary>Why the cell of a plain table cannot be used; <c>null</c> when it can.</summary>
    public static Problem? OfCell(SheetCell cell, string where) => OfValue(cell, where) ?? cell.Kind switch
    {
        CellKind.Percent => Percent(cell, where),
        CellKind.Text when IsLegacy(cell) => LegacyFont(cell, where),
        _ => null,
    };

    /// <summary>Why the cell has no usable value at all; <c>null</c> when it has.</summary>
    public static Problem? OfValue(SheetCell cell, string where) => cell.Kind switch
    {
        CellKind.FormulaWithoutValue => new("sheet.formula-without-value", where,
            new("Ô này là công thức nhưng tệp không lưu kết quả.", "This cell is a formula whose result is not stored in the file."),
            new("Mở tệp bằng Excel hoặc LibreOffice, tính lại và lưu, hoặc thay công thức bằng giá trị.", "Open the file in Excel or LibreOffice, recalculate and save, or put the value in place of the formula.")),
        CellKind.Error => new("sheet.error-value", where,
            new($"Ô này chứa lỗi {cell.Text}.", $"This cell holds the error {cell.Text}."),
            new("Sửa công thức hoặc nhập giá trị.", "Mend the formula or enter the value.")),
        _ => null,
    };

    private static Problem Percent(SheetCell cell, string where)
    {
        var shown = VietnameseNumbers.ToWords(100 * decimal.Parse(cell.Text, System.Globalization.CultureInfo.InvariantCulture));
        return new("sheet.percent-format", where,
            new($"Ô này hiện {shown.Vi}% nhưng giá trị lưu là {VietnameseNumbers.ToText(decimal.Parse(cell.Text, System.Globalization.CultureInfo.InvariantCulture))}; không rõ là số nào.",
                $"This cell shows {shown.En}% but stores {cell.Text}; it is unclear which is meant."),
            new("Đổi định dạng ô thành Number và nhập đúng con số, ví dụ 92,83.", "Format the cell as Number and enter the figure, for example 92.83."));
    }

    private static bool IsLegacy(SheetCell cell) =>
        cell.Font is { } font && LegacyEncodings.OfFont(font) != TextEncoding.Unicode && cell.Text.AsSpan().ContainsAnyInRange('\u0080', '\u00FF');

    private static Problem LegacyFont(SheetCell cell, string where) => new("sheet.legacy-font", where,
        new($"Chữ trong ô dùng phông {cell.Font} với bảng mã cũ, không phải Unicode.", $"The text of this cell is in the font {cell.Font} with an old encoding, not in Unicode."),
        new("Chuyển văn bản sang Unicode, hoặc đọc tệp qua bảng ánh xạ có khai báo bảng mã.", "Convert the text to Unicode, or read the file through a mapping that declares the encoding."));
}
