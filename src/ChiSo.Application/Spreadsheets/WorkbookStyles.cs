using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Numbers the looks of cells in the order they first appear.</summary>
internal sealed class WorkbookStyles
{
    private const uint FirstOwnFormat = 164;

    private readonly List<CellStyle> styles = [CellStyle.Plain];
    private readonly Dictionary<CellStyle, uint> places = new() { [CellStyle.Plain] = 0 };

    public uint PlaceOf(CellStyle style)
    {
        if (places.TryGetValue(style, out var place))
            return place;

        styles.Add(style);
        return places[style] = (uint)styles.Count - 1;
    }

    public Stylesheet ToStylesheet()
    {
        var formats = styles.Select(style => style.Format).OfType<string>().Distinct().ToList();
        var fills = styles.Select(style => style.Fill).OfType<string>().Distinct().ToList();
        var sheet = new Stylesheet();
        if (formats.Count > 0)
        {
            sheet.Append(new NumberingFormats(formats.Select((code, i) =>
                new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)i, FormatCode = code })));
        }

        sheet.Append(
            new Fonts(Fonts()),
            new Fills(
            [
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), // the first two are fixed by the format
                .. fills.Select(Solid),
            ]),
            new Borders(new Border(), ThinBorder()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(styles.Select(style => Format(style, formats, fills))));
        return sheet;
    }

    private static IEnumerable<Font> Fonts()
    {
        for (var i = 0; i < 4; i++)
        {
            var font = new Font();
            if ((i & 1) != 0)
                font.Append(new Bold());
            if ((i & 2) != 0)
                font.Append(new Italic());
            font.Append(new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" });
            yield return font;
        }
    }

    private static Fill Solid(string colour) => new(new PatternFill(new ForegroundColor { Rgb = $"FF{colour}" }) { PatternType = PatternValues.Solid });

    private static Border ThinBorder() => new(
        new LeftBorder { Style = BorderStyleValues.Thin },
        new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin },
        new BottomBorder { Style = BorderStyleValues.Thin });

    private static CellFormat Format(CellStyle style, List<string> formats, List<string> fills)
    {
        var format = new CellFormat
        {
            FontId = (style.Bold ? 1u : 0) + (style.Italic ? 2u : 0),
            FillId = style.Fill is null ? 0 : 2 + (uint)fills.IndexOf(style.Fill),
            BorderId = style.Bordered ? 1u : 0,
            NumberFormatId = style.Format is null ? 0 : FirstOwnFormat + (uint)formats.IndexOf(style.Format),
            ApplyFont = true,
            ApplyFill = style.Fill is not null,
            ApplyBorder = style.Bordered,
            ApplyNumberFormat = style.Format is not null,
        };
        if (style.Wrapped || style.Align != CellAlign.General)
        {
            format.ApplyAlignment = true;
            format.Append(new Alignment { Horizontal = Horizontal(style.Align), Vertical = VerticalAlignmentValues.Center, WrapText = style.Wrapped });
        }

        if (style.Unlocked)
        {
            format.ApplyProtection = true;
            format.Append(new Protection { Locked = false });
        }

        return format;
    }

    private static HorizontalAlignmentValues Horizontal(CellAlign align) => align switch
    {
        CellAlign.Left => HorizontalAlignmentValues.Left,
        CellAlign.Centre => HorizontalAlignmentValues.Center,
        CellAlign.Right => HorizontalAlignmentValues.Right,
        _ => HorizontalAlignmentValues.General,
    };
}
