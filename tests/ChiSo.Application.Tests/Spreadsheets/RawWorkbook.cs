using System.IO.Compression;
using System.Text;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>An .xlsx put together part by part, as Excel lays it out, so that a test can put anything into it.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly List<(string Name, string State, string Xml)> sheets = [];

    /// <summary>Items of the shared strings: <c>&lt;si&gt;…&lt;/si&gt;</c>.</summary>
    public string SharedStrings { get; init; } = "";

    /// <summary>What stands inside <c>styleSheet</c>.</summary>
    public string Styles { get; init; } = "";

    public string WorkbookProperties { get; init; } = "";

    /// <summary>Stands before every sheet's root element.</summary>
    public string Prolog { get; init; } = "";

    /// <param name="rows">What stands inside <c>sheetData</c>.</param>
    /// <param name="after">What follows it.</param>
    public RawWorkbook Sheet(string name, string rows, string after = "", string state = "visible")
    {
        sheets.Add((name, state, $"<worksheet xmlns=\"{Main}\" xmlns:r=\"{Office}\"><dimension ref=\"A1\"/><sheetData>{rows}</sheetData>{after}</worksheet>"));
        return this;
    }

    public MemoryStream ToStream()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Content}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Content}.styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{Content}.sharedStrings+xml\"/>{string.Concat(sheets.Select((_, i) => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"{Content}.worksheet+xml\"/>"))}</Types>");
            Add(zip, "_rels/.rels", Relations($"<Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\">{WorkbookProperties}<sheets>{string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", Relations($"{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"rIdS\" Type=\"{Office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rIdT\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
            Add(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{Styles}</styleSheet>");
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{SharedStrings}</sst>");
            for (var i = 0; i < sheets.Count; i++)
                Add(zip, $"xl/worksheets/sheet{i + 1}.xml", Prolog + sheets[i].Xml);
        }

        stream.Position = 0;
        return stream;
    }

    private static string Relations(string inner) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>";

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
