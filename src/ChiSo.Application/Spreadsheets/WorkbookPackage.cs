using System.Globalization;
using ChiSo.Application.Files;
using DocumentFormat.OpenXml;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The parts of an .xlsx.</summary>
internal sealed class WorkbookPackage(Stream target) : IDisposable
{
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly OfficePackage package = new(target);

    /// <summary>The name by which the workbook's list of sheets calls one, from 0.</summary>
    public static string IdOf(int sheet) => string.Create(CultureInfo.InvariantCulture, $"rId{sheet + 1}");

    /// <summary>What readers look at first: which parts there are and how they hang together.</summary>
    public void WriteContents(int sheets)
    {
        var places = Enumerable.Range(1, sheets).ToList();
        package.WriteContents([("xl/workbook.xml", $"{Types}.sheet.main+xml"), ("xl/styles.xml", $"{Types}.styles+xml"), .. places.Select(place => ($"xl/worksheets/sheet{place}.xml", $"{Types}.worksheet+xml"))]);
        package.WriteRelations("xl/_rels/workbook.xml.rels", [.. places.Select(place => (IdOf(place - 1), "worksheet", $"worksheets/sheet{place}.xml")), (IdOf(sheets), "styles", "styles.xml")]);
    }

    /// <inheritdoc cref="OfficePackage.Write(string, Action{OpenXmlWriter})"/>
    public void Write(string name, Action<OpenXmlWriter> write) => package.Write(name, write);

    public void Dispose() => package.Dispose();
}
