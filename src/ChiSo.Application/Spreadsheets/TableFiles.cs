namespace ChiSo.Application.Spreadsheets;

/// <summary>Tables from wherever they are kept.</summary>
public static class TableFiles
{
    /// <summary>Reads a folder of CSV files, one CSV file, an .xlsx or an .xls: whatever <paramref name="path"/> names. Workbooks are told apart by their first bytes.</summary>
    public static TablesRead Read(string path)
    {
        if (Directory.Exists(path))
            return CsvTables.ReadFolder(path);

        if (!File.Exists(path))
            return TablesRead.Failed(FileProblems.NotFound(path));

        using var stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <param name="fileName">With extension: decides between CSV and workbooks.</param>
    public static TablesRead Read(Stream stream, string fileName)
    {
        switch (Path.GetExtension(fileName).ToUpperInvariant())
        {
            case ".CSV":
                return CsvTables.Read(stream, fileName);
            case ".XLSX" or ".XLSM" or ".XLS":
                var sheets = OfficeWorkbook.Sheets(stream, fileName);
                return sheets.TryGet(out var found) ? SheetTables.Of(found) : new([], sheets.Problems);
            default:
                return TablesRead.Failed(FileProblems.UnknownKind(fileName));
        }
    }
}
