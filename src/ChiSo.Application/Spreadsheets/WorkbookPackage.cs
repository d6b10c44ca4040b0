using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The parts of an .xlsx packed one after another, none of them held in memory: fixed order, names and times, so that the same parts give the same bytes.</summary>
internal sealed class WorkbookPackage(Stream target) : IDisposable
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>The name by which the workbook's list of sheets calls one, from 0.</summary>
    public static string IdOf(int sheet) => string.Create(CultureInfo.InvariantCulture, $"rId{sheet + 1}");

    /// <summary>What readers look at first: which parts there are and how they hang together.</summary>
    public void WriteContents(int sheets)
    {
        var places = Enumerable.Range(1, sheets).ToList();
        Write("[Content_Types].xml", $"""
            {Xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>{string.Concat(places.Select(place => $"<Override PartName=\"/xl/worksheets/sheet{place}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}</Types>
            """);
        Write("_rels/.rels", $"""
            {Xml}<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Write("xl/_rels/workbook.xml.rels", $"""
            {Xml}<Relationships xmlns="{Relations}">{string.Concat(places.Select(place => $"<Relationship Id=\"{IdOf(place - 1)}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"))}<Relationship Id="{IdOf(sheets)}" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
    }

    /// <summary>One part, written element by element.</summary>
    public void Write(string name, Action<OpenXmlWriter> write)
    {
        using var part = Open(name);
        using var writer = OpenXmlWriter.Create(part, Encoding.UTF8);
        writer.WriteStartDocument(standalone: true);
        write(writer);
    }

    public void Dispose() => zip.Dispose();

    private void Write(string name, string text)
    {
        using var part = Open(name);
        part.Write(Encoding.UTF8.GetBytes(text));
    }

    private Stream Open(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = FixedTime;
        return entry.Open();
    }
}
