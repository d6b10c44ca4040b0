using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using ChiSo.Engine;

namespace ChiSo.Application.Files;

/// <summary>The text of Word and Excel files, streamed: paragraphs of body, headers, footers and text boxes; cells, headers and shapes.</summary>
internal static partial class OfficeText
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = false };

    /// <summary>Elements a line ends with: a paragraph, a break, a tab; a shared string, a cell; a header of a sheet.</summary>
    private static readonly HashSet<string> Ends = ["p", "br", "cr", "tab", "si", "is", "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"];

    private static readonly HashSet<string> Headers = ["oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"];

    public static bool Read(Stream content, FileKind kind, Action<TextLine> see)
    {
        var left = FileText.MostLetters;
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(entry => (kind == FileKinds.Word ? WordPart() : ExcelPart()).IsMatch(entry.FullName)))
            {
                using var part = entry.Open();
                if (!ReadPart(part, PlaceOf(entry.FullName), ref left, see))
                    return false;
            }

            return true;
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static bool ReadPart(Stream part, Words place, ref int left, Action<TextLine> see)
    {
        var line = new StringBuilder();
        var (isText, isHeader) = (false, false);
        void End()
        {
            if (line.Length > 0)
                see(new(place, line.ToString()));
            line.Clear();
        }

        using var xml = XmlReader.Create(part, Safe);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
                (isText, isHeader) = (!xml.IsEmptyElement && (xml.LocalName == "t" || Headers.Contains(xml.LocalName)), Headers.Contains(xml.LocalName));
            if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement && Ends.Contains(xml.LocalName)) // a paragraph may begin inside another: a text box
                End();
            if (xml.NodeType == XmlNodeType.EndElement)
                isText = false;
            if (!isText || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA))
                continue;
            if ((left -= xml.Value.Length) < 0)
                return false;
            foreach (var (index, one) in (isHeader ? HeaderCode().Replace(xml.Value, "\n") : xml.Value).Split('\n').Index()) // a cell may hold several lines
            {
                if (index > 0)
                    End();
                line.Append(one);
            }
        }

        End();
        return true;
    }

    private static Words PlaceOf(string part) => part switch
    {
        _ when part.Contains("header", StringComparison.OrdinalIgnoreCase) => new("đầu trang", "page header"),
        _ when part.Contains("footer", StringComparison.OrdinalIgnoreCase) => new("chân trang", "page footer"),
        _ when part.StartsWith("xl/", StringComparison.Ordinal) => new("trong bảng tính", "in the workbook"),
        _ => new("trong văn bản", "in the text"),
    };

    [GeneratedRegex(@"^word/(document|header\d*|footer\d*|footnotes)\.xml$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordPart();

    [GeneratedRegex(@"^xl/(sharedStrings\.xml|worksheets/[^/]+\.xml|drawings/[^/]+\.xml)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExcelPart();

    /// <summary>What stands between the parts of a sheet's header: sides, fonts, sizes and styles.</summary>
    [GeneratedRegex(@"&(""[^""]*""|\d+|[LCRBIUSEXYPNDTAFG]|K[0-9A-Fa-f]{6})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderCode();
}
