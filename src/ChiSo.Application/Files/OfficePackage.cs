using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;

namespace ChiSo.Application.Files;

/// <summary>The parts of an Office file packed one after another, none of them held in memory: fixed order, names and times, so that the same parts give the same bytes.</summary>
internal sealed class OfficePackage(Stream target) : IDisposable
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>What readers look at first: which parts there are, and which of them is the document.</summary>
    /// <param name="parts">Name and content type of each, the document itself first.</param>
    public void WriteContents(IEnumerable<(string Name, string Type)> parts)
    {
        var all = parts.ToList();
        Write("[Content_Types].xml", $"""
            {Xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{string.Concat(all.Select(part => $"<Override PartName=\"/{part.Name}\" ContentType=\"{part.Type}\"/>"))}</Types>
            """);
        WriteRelations("_rels/.rels", [("rId1", "officeDocument", all[0].Name)]);
    }

    /// <summary>How one part hangs together with others.</summary>
    /// <param name="name">The name of the part that holds this.</param>
    public void WriteRelations(string name, IEnumerable<(string Id, string Kind, string Target)> relations) => Write(name, $"""
        {Xml}<Relationships xmlns="{Relations}">{string.Concat(relations.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Office}/{one.Kind}\" Target=\"{one.Target}\"/>"))}</Relationships>
        """);

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
