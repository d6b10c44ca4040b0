using DocumentFormat.OpenXml.Wordprocessing;

namespace ChiSo.Application.Documents;

/// <summary>The looks of text documents: Times New Roman, 14 points for text and 12 in tables, as Decree 30/2020/NĐ-CP lays down.</summary>
internal static class DocumentStyles
{
    public const string Title = "Title";
    public const string Heading = "Heading1";
    public const string Cell = "Cell";

    private const string Face = "Times New Roman";

    public static Styles Make() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Face, HighAnsi = Face, EastAsia = Face, ComplexScript = Face }, new FontSize { Val = Half(14) }, new FontSizeComplexScript { Val = Half(14) },
                new Languages { Val = "vi-VN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "0", Line = "264", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        Made(Title, "Title", 14, outline: null, bold: true),
        Made(Heading, "heading 1", 14, outline: 0, bold: true),
        Made(Cell, "Table Text", 11, outline: null, bold: false));

    private static Style Made(string id, string name, int points, int? outline, bool bold)
    {
        var paragraph = new StyleParagraphProperties();
        if (outline is not null)
            paragraph.Append(new KeepNext());
        if (outline is { } level)
            paragraph.Append(new OutlineLevel { Val = level });
        var run = new StyleRunProperties();
        if (bold)
            run.Append(new Bold());
        run.Append(new FontSize { Val = Half(points) }, new FontSizeComplexScript { Val = Half(points) });
        return new(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, paragraph, run) { Type = StyleValues.Paragraph, StyleId = id };
    }

    private static string Half(int points) => (points * 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
