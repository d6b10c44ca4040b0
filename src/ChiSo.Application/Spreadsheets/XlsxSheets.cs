using System.Collections.Immutable;
using System.Xml;
using ChiSo.Engine;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Reads the sheets of an .xlsx as they stand. Nothing outside the file is ever opened.</summary>
internal static class XlsxSheets
{
    public static Result<ImmutableArray<Sheet>> Read(Stream stream, string file)
    {
        var loaded = WorkbookFile.Load(stream, file);
        if (!loaded.TryGet(out var copy))
            return loaded.Problems;

        using (copy)
        {
            return WorkbookFile.Refuse(copy, file) is { } refusal ? refusal : Open(copy, file);
        }
    }

    private static Result<ImmutableArray<Sheet>> Open(MemoryStream copy, string file)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(copy, isEditable: false);
            if (document.WorkbookPart is not { } workbook)
                return FileProblems.NotWorkbook(file);

            return Sheets(workbook).ToImmutableArray();
        }
        catch (XmlException error)
        {
            return FileProblems.Damaged(file, $"XML {error.LineNumber}:{error.LinePosition}");
        }
        catch (Exception error) when (error is OpenXmlPackageException or InvalidDataException or FormatException or IOException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            return FileProblems.Damaged(file, "OOXML");
        }
    }

    private static IEnumerable<Sheet> Sheets(WorkbookPart workbook)
    {
        var texts = SharedTexts(workbook.SharedStringTablePart);
        var styles = XlsxStyles.Of(workbook);
        var from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        foreach (var sheet in workbook.Workbook?.Sheets?.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>() ?? [])
        {
            // Charts and dialogs have sheets of their own kind, without cells.
            if (sheet.Id?.Value is not { } id || !workbook.TryGetPartById(id, out var part) || part is not WorksheetPart worksheet)
                continue;

            var hidden = sheet.State?.Value is { } state && state != SheetStateValues.Visible;
            yield return new XlsxSheetReader(sheet.Name?.Value ?? "", hidden, texts, styles, from1904).Read(worksheet);
        }
    }

    private static List<(string Text, string? Font)> SharedTexts(SharedStringTablePart? part)
    {
        var texts = new List<(string, string?)>();
        if (part is null)
            return texts;

        using var reader = OpenXmlReader.Create(part);
        var rich = new RichText();
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem))
                rich.Take(reader);
            else if (reader.IsEndElement)
                texts.Add(rich.Finish());
        }

        return texts;
    }
}
