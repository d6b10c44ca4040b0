using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Reads an office's own workbook (.xls or .xlsx) through its mapping.</summary>
public static class OfficeWorkbook
{
    /// <summary>The mapped table, its cells with their places in the office's workbook; no table when sheet or headings are not found.</summary>
    public static TablesRead Read(Stream stream, string fileName, OfficeMapping mapping)
    {
        var read = Sheets(stream, fileName);
        if (!read.TryGet(out var sheets))
            return new([], read.Problems);

        var sheet = sheets.FirstOrDefault(sheet => Fold.Key(sheet.Name) == Fold.Key(mapping.Sheet));
        return sheet is null ? TablesRead.Failed(NoSheet(sheets, fileName, mapping)) : new MappedSheet(sheet, mapping).Read();
    }

    /// <summary>The names of the sheets and the joined headings of one of them: what somebody needs to make a mapping.</summary>
    /// <param name="headerRows">First and last row of headings.</param>
    public static Result<ImmutableArray<SheetOutline>> Outline(Stream stream, string fileName, (int First, int Last) headerRows)
    {
        var read = Sheets(stream, fileName);
        if (!read.TryGet(out var sheets))
            return read.Problems;

        return sheets.Select(sheet => new SheetOutline(sheet.Name, sheet.IsHidden, SheetHeadings.Of(sheet, headerRows.First, headerRows.Last, cell => cell.Text))).ToImmutableArray();
    }

    internal static Result<ImmutableArray<Sheet>> Sheets(Stream stream, string fileName)
    {
        var loaded = WorkbookFile.Load(stream, fileName);
        if (!loaded.TryGet(out var copy))
            return loaded.Problems;

        using (copy)
        {
            return WorkbookFile.KindOf(copy) == WorkbookFile.Kind.Compound ? XlsSheets.Read(copy, fileName) : XlsxSheets.Read(copy, fileName);
        }
    }

    private static Problem NoSheet(ImmutableArray<Sheet> sheets, string fileName, OfficeMapping mapping)
    {
        var names = string.Join(", ", sheets.Select(sheet => sheet.Name));
        return new("sheet.not-found", fileName,
            new($"Không có trang tính \"{mapping.Sheet}\"; tệp có: {names}.", $"There is no sheet \"{mapping.Sheet}\"; the file has: {names}."),
            new("Sửa tên trang tính trong bảng ánh xạ.", "Mend the sheet's name in the mapping."));
    }
}

/// <summary>What a sheet looks like from above.</summary>
/// <param name="Headings">Joined headings by column, from 1.</param>
public sealed record SheetOutline(string Name, bool IsHidden, ImmutableSortedDictionary<int, string> Headings);
