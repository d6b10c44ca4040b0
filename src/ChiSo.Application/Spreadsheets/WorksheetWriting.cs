using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Writes one worksheet, its elements in the order the format demands.</summary>
internal sealed class WorksheetWriting(OpenXmlWriter writer, WrittenSheet sheet, WorkbookStyles styles, bool isFirst)
{
    private const uint A4 = 9;
    private const uint LastRow = 1_048_575;

    public void Write(IEnumerable<WrittenRow> rows)
    {
        writer.WriteStartElement(new Worksheet());
        if (sheet.Page is { Scale: null })
            writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(View()));
        WriteWidths();
        writer.WriteStartElement(new SheetData());
        var number = 0;
        foreach (var row in rows)
            WriteRow(row, ++number);
        writer.WriteEndElement();
        if (sheet.IsProtected)
            writer.WriteElement(new SheetProtection { Sheet = true, Objects = true, Scenarios = true, FormatColumns = false, FormatRows = false });
        if (!sheet.Merged.IsEmpty)
            writer.WriteElement(new MergeCells(sheet.Merged.Select(range => new MergeCell { Reference = range.ToString() })));
        if (!sheet.Choices.IsEmpty)
            writer.WriteElement(new DataValidations(sheet.Choices.Select(Validation)) { Count = (uint)sheet.Choices.Length });
        if (sheet.Page is { } page)
            WritePage(page);
        writer.WriteEndElement();
    }

    private static DataValidation Validation(CellChoice choice) => new(new Formula1(choice.Source))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        Error = choice.Error,
        SequenceOfReferences = new() { InnerText = CellRange.Address(choice.Row, choice.Column) },
    };

    private SheetView View()
    {
        var view = new SheetView { WorkbookViewId = 0, TabSelected = isFirst };
        if (sheet.FrozenRows > 0 || sheet.FrozenColumns > 0)
        {
            var pane = new Pane
            {
                TopLeftCell = CellRange.Address(sheet.FrozenRows + 1, sheet.FrozenColumns + 1),
                State = PaneStateValues.Frozen,
                ActivePane = (sheet.FrozenRows > 0, sheet.FrozenColumns > 0) switch
                {
                    (true, true) => PaneValues.BottomRight,
                    (true, false) => PaneValues.BottomLeft,
                    _ => PaneValues.TopRight,
                },
            };
            if (sheet.FrozenColumns > 0)
                pane.HorizontalSplit = sheet.FrozenColumns;
            if (sheet.FrozenRows > 0)
                pane.VerticalSplit = sheet.FrozenRows;
            view.Append(pane);
        }

        return view;
    }

    private void WriteWidths()
    {
        if (sheet.Widths.IsEmpty)
            return;

        writer.WriteElement(new Columns(sheet.Widths.Select((width, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
    }

    private void WriteRow(WrittenRow row, int number)
    {
        var element = new Row { RowIndex = (uint)number };
        if (row.Height is { } height)
            (element.Height, element.CustomHeight) = (height, true);
        writer.WriteStartElement(element);
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (row.Cells[i] is { } cell && (cell.Text.Length > 0 || cell.Number is not null || cell.Formula is not null || cell.Style != CellStyle.Plain))
                writer.WriteElement(Cell(cell, CellRange.Address(number, i + 1)));
        }

        writer.WriteEndElement();
    }

    private Cell Cell(WrittenCell cell, string address)
    {
        var element = new Cell { CellReference = address };
        if (styles.PlaceOf(cell.Style) is var style and > 0)
            element.StyleIndex = style;
        if (cell.Formula is { } formula)
            element.Append(new CellFormula(formula));
        if (cell.Number is { } number)
        {
            element.Append(new CellValue(NumberFormats.ToStored(number)));
        }
        else if (cell.Text.Length > 0)
        {
            element.DataType = CellValues.InlineString;
            element.Append(new InlineString(new Text(RichText.Escaped(cell.Text)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        return element;
    }

    private void WritePage(PrintedPage page)
    {
        writer.WriteElement(new PageMargins { Left = 0.6, Right = 0.4, Top = 0.7, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        var setup = new PageSetup { PaperSize = A4, Orientation = page.Landscape ? OrientationValues.Landscape : OrientationValues.Portrait };
        if (page.Scale is { } scale)
            setup.Scale = (uint)scale;
        else
            (setup.FitToWidth, setup.FitToHeight) = (1u, 0u);
        writer.WriteElement(setup);
        var band = page.Band.Length == 0 ? null : new OddHeader($"&C{page.Band.Replace("&", "&&", StringComparison.Ordinal)}");
        writer.WriteElement(band is null ? new HeaderFooter(new OddFooter("&C&P/&N")) : new HeaderFooter(band, new OddFooter("&C&P/&N")));
        if (!page.BreaksAfter.IsEmpty)
        {
            writer.WriteElement(new ColumnBreaks(page.BreaksAfter.Select(column => new Break { Id = (uint)column, Max = LastRow, ManualPageBreak = true }))
            {
                Count = (uint)page.BreaksAfter.Length,
                ManualBreakCount = (uint)page.BreaksAfter.Length,
            });
        }
    }
}
