namespace ChiSo.Application.Spreadsheets;

/// <summary>Old workbooks (.xls) whose sheets are plain tables.</summary>
/// <remarks>The reader we use tells no fonts, so text in TCVN3 or VNI is only read right through an <see cref="OfficeMapping"/> that declares it.</remarks>
public static class XlsTables
{
    /// <summary>One table per sheet, as <see cref="XlsxTables.Read"/>.</summary>
    public static TablesRead Read(Stream stream, string fileName)
    {
        var sheets = XlsSheets.Read(stream, fileName);
        return sheets.TryGet(out var found) ? SheetTables.Of(found) : new([], sheets.Problems);
    }
}
