using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Files;

/// <summary>The days a file says of itself: made, changed, photographed. Whoever made it can write what they like, so they are a hint, never a proof.</summary>
internal static partial class FileDates
{
    /// <summary>A file that says it is older comes from a clock that was never set.</summary>
    private const int MostYears = 10;

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1_000_000 };

    /// <summary>The latest day that can be true: a file of years ago that was changed this year counts as of this year.</summary>
    /// <param name="today">In Vietnam; clocks may be a day ahead of it.</param>
    /// <returns><c>null</c> when the file says no day, or none that can be true.</returns>
    public static DateOnly? Latest(IEnumerable<DateOnly> said, DateOnly today) => said.Where(day => day >= today.AddYears(-MostYears) && day <= today.AddDays(1) && !IsUnset(day)).Select(day => (DateOnly?)day).Max();

    /// <summary>As they stand in a PDF, a Word or Excel file, or a photograph; whatever is damaged or of another kind says none.</summary>
    /// <param name="content">Can seek.</param>
    public static IReadOnlyList<DateOnly> Said(Stream content, FileKind kind)
    {
        content.Position = 0;
        try
        {
            if (kind == FileKinds.Pdf)
                return OfPdf(content);
            if (kind == FileKinds.Word || kind == FileKinds.Excel)
                return OfOffice(content);
            return kind == FileKinds.Jpeg || kind == FileKinds.Heic ? OfPhotograph(content) : [];
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException) // a file that lies about itself is no reason to refuse it
        {
            return [];
        }
    }

    /// <summary>Clocks that were never set begin on the first of January, when no office works.</summary>
    private static bool IsUnset(DateOnly day) => day is { Month: 1, Day: 1 };

    private static List<DateOnly> OfPdf(Stream content)
    {
        using var document = PdfText.Open(content);
        List<DateOnly> said = [.. new[] { document.Information.GetCreatedDateTimeOffset(), document.Information.GetModifiedDateTimeOffset() }.OfType<DateTimeOffset>().Select(DayOf)];
        if (document.TryGetXmpMetadata(out var xmp))
            said.AddRange(XmpDay().Matches(Encoding.UTF8.GetString(xmp.GetXmlMemory().Span)).SelectMany(found => Instant(found.Groups["instant"].Value)));
        return said;
    }

    private static List<DateOnly> OfOffice(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.GetEntry("docProps/core.xml") is not { } core)
            return [];
        using var part = core.Open();
        using var xml = XmlReader.Create(part, Safe);
        List<DateOnly> said = [];
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "created" or "modified")
                said.AddRange(Instant(xml.ReadElementContentAsString())); // goes on to what follows it
            else
                xml.Read();
        }

        return said;
    }

    private static IReadOnlyList<DateOnly> OfPhotograph(Stream content)
    {
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return ExifDay.Of(bytes) is { } day ? [day] : [];
    }

    private static IEnumerable<DateOnly> Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var at) ? [DayOf(at)] : [];

    private static DateOnly DayOf(DateTimeOffset at) => at.UtcDateTime.Year is > 1 and < 9999 ? DateOnly.FromDateTime(VietnamTime.Local(at.UtcDateTime)) : DateOnly.MinValue;

    [GeneratedRegex(@"xmp:(CreateDate|ModifyDate)\s*(=\s*[""']|>)\s*(?<instant>[\dT:.+\-Z]{10,40})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex XmpDay();
}
