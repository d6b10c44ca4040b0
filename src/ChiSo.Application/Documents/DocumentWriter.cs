using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Files;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ChiSo.Application.Documents;

/// <summary>Writes text documents (.docx). The same document gives the same bytes.</summary>
public static class DocumentWriter
{
    private const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string FootId = "rId1";
    private const int TwipsPerPoint = 20;
    private const double TwipsPerMillimetre = 1440 / 25.4;
    private const uint ShortSide = 11906;
    private const uint LongSide = 16838;

    /// <param name="stream">Written from its beginning to its end; left open.</param>
    public static void Write(Stream stream, WrittenDocument document)
    {
        using var package = new OfficePackage(stream);
        package.WriteContents([("word/document.xml", $"{Types}.document.main+xml"), ("word/styles.xml", $"{Types}.styles+xml"), ("word/footer1.xml", $"{Types}.footer+xml")]);
        package.WriteRelations("word/_rels/document.xml.rels", [(FootId, "footer", "footer1.xml"), ("rId2", "styles", "styles.xml")]);
        package.Write("word/document.xml", writer => WriteBody(writer, document));
        package.Write("word/styles.xml", writer => writer.WriteElement(DocumentStyles.Make()));
        package.Write("word/footer1.xml", writer => writer.WriteElement(FootOf(document.Foot)));
    }

    private static void WriteBody(OpenXmlWriter writer, WrittenDocument document)
    {
        writer.WriteStartElement(new Document());
        writer.WriteStartElement(new Body());
        for (var i = 0; i < document.Parts.Length; i++)
        {
            var part = document.Parts[i];
            foreach (var block in part.Blocks)
            {
                if (block is WrittenBlock.Grid grid)
                    writer.WriteElement(TableOf(grid));
                else if (block is WrittenBlock.Paragraph paragraph)
                    writer.WriteElement(ParagraphOf(paragraph));
            }

            if (i < document.Parts.Length - 1)
                writer.WriteElement(new Paragraph(new ParagraphProperties(SectionOf(part)))); // the last paragraph of a part carries its page
            else
                writer.WriteElement(SectionOf(part));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static SectionProperties SectionOf(WrittenPart part) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = FootId },
        part.Landscape ? new PageSize { Width = LongSide, Height = ShortSide, Orient = PageOrientationValues.Landscape } : new PageSize { Width = ShortSide, Height = LongSide },
        new PageMargin { Top = (int)Twips(20), Bottom = (int)Twips(20), Left = Twips(part.Landscape ? 20 : 30), Right = Twips(part.Landscape ? 20 : 15), Header = Twips(10), Footer = Twips(10), Gutter = 0 });

    private static Paragraph ParagraphOf(WrittenBlock.Paragraph paragraph)
    {
        var properties = new ParagraphProperties();
        if (paragraph.Kind != ParagraphKind.Text)
            properties.Append(new ParagraphStyleId { Val = paragraph.Kind == ParagraphKind.Title ? DocumentStyles.Title : DocumentStyles.Heading });
        properties.Append(new SpacingBetweenLines { Before = Written(paragraph.Before * TwipsPerPoint) }, JustificationOf(paragraph.Align));
        return new(new OpenXmlElement[] { properties }.Concat(paragraph.Runs.Select(RunOf)));
    }

    private static Table TableOf(WrittenBlock.Grid grid)
    {
        var widths = grid.Widths.Select(width => Written((int)Twips(width))).ToList();
        var properties = new TableProperties(new TableWidth { Width = Written((int)Twips(grid.Widths.Sum())), Type = TableWidthUnitValues.Dxa });
        if (grid.Lined)
            properties.Append(Borders());
        properties.Append(new TableLayout { Type = TableLayoutValues.Fixed }, new TableCellMarginDefault(
            new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa }));
        var table = new Table(properties, new TableGrid(widths.Select(width => new GridColumn { Width = width })));
        for (var i = 0; i < grid.Rows.Length; i++)
            table.Append(RowOf(grid.Rows[i], widths, isHead: i < grid.HeadRows, grid.Lined));
        return table;
    }

    private static TableRow RowOf(ImmutableArray<GridCell> cells, List<string> widths, bool isHead, bool lined)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead)
            properties.Append(new TableHeader());
        return new(new OpenXmlElement[] { properties }.Concat(cells.Select((cell, place) => new TableCell(
            new OpenXmlElement[] { new TableCellProperties(new TableCellWidth { Width = widths[place], Type = TableWidthUnitValues.Dxa }) }
                .Concat(cell.Lines.Select(line => new Paragraph(Cell(cell.Align, lined), RunOf(line))))))));
    }

    private static ParagraphProperties Cell(TextAlign align, bool lined)
    {
        var properties = new ParagraphProperties();
        if (lined)
            properties.Append(new ParagraphStyleId { Val = DocumentStyles.Cell });
        properties.Append(JustificationOf(align));
        return properties;
    }

    private static TableBorders Borders() => new(
        new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
        new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
        new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 });

    private static Run RunOf(WrittenRun run)
    {
        var properties = new RunProperties();
        if (run.Bold)
            properties.Append(new Bold());
        if (run.Italic)
            properties.Append(new Italic());
        if (run.Size > 0)
            properties.Append(new FontSize { Val = Written(run.Size * 2) }, new FontSizeComplexScript { Val = Written(run.Size * 2) });
        if (run.Underlined)
            properties.Append(new Underline { Val = UnderlineValues.Single });
        return new(properties, new Text(XmlText(run.Text)) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static Footer FootOf(string text) => new(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = DocumentStyles.Cell }, new Justification { Val = JustificationValues.Center }),
        new Run(new Text(XmlText(text.Length == 0 ? "" : $"{text} · ")) { Space = SpaceProcessingModeValues.Preserve }),
        new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " }));

    /// <summary>Without what XML can't hold, such as control characters pasted from elsewhere.</summary>
    private static string XmlText(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not 0xFFFE and not 0xFFFF)));

    private static Justification JustificationOf(TextAlign align) => new()
    {
        Val = align switch
        {
            TextAlign.Left => JustificationValues.Left,
            TextAlign.Centre => JustificationValues.Center,
            TextAlign.Right => JustificationValues.Right,
            _ => JustificationValues.Both,
        },
    };

    private static uint Twips(double millimetres) => (uint)Math.Round(millimetres * TwipsPerMillimetre);

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}
