using System.Collections.Immutable;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>What matters of the cell styles of a workbook: how numbers are meant, and the fonts.</summary>
internal sealed class XlsxStyles
{
    private readonly ImmutableArray<(NumberMeaning Meaning, string? Font)> formats;

    private XlsxStyles(ImmutableArray<(NumberMeaning, string?)> formats) => this.formats = formats;

    public static XlsxStyles Of(WorkbookPart workbook)
    {
        if (workbook.WorkbookStylesPart?.Stylesheet is not { } sheet)
            return new([]);

        var codes = sheet.NumberingFormats?.Elements<NumberingFormat>()
            .Where(format => format.NumberFormatId is not null)
            .GroupBy(format => format.NumberFormatId!.Value)
            .ToDictionary(group => group.Key, group => group.First().FormatCode?.Value ?? "") ?? [];
        var fonts = sheet.Fonts?.Elements<Font>().Select(font => font.FontName?.Val?.Value).ToImmutableArray() ?? [];
        return new([.. sheet.CellFormats?.Elements<CellFormat>().Select(Format) ?? []]);

        (NumberMeaning, string?) Format(CellFormat format)
        {
            var id = format.NumberFormatId?.Value ?? 0;
            var font = (int)(format.FontId?.Value ?? 0);
            return (NumberFormats.Meaning(id, codes.GetValueOrDefault(id)), font < fonts.Length ? fonts[font] : null);
        }
    }

    public NumberMeaning Meaning(int style) => style >= 0 && style < formats.Length ? formats[style].Meaning : NumberMeaning.Number;

    public string? Font(int style) => style >= 0 && style < formats.Length ? formats[style].Font : null;
}
