using System.IO.Compression;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The CSV files of a folder, zipped as people send it.</summary>
public static class ZippedTables
{
    /// <summary>Every .csv of the archive, in whatever folder it lies; other files are passed over. Nothing is written to the disk.</summary>
    /// <param name="fileName">With extension: the place of problems with the file as a whole.</param>
    public static TablesRead Read(Stream stream, string fileName)
    {
        var loaded = WorkbookFile.Load(stream, fileName);
        if (!loaded.TryGet(out var copy))
            return new([], loaded.Problems);
        if (WorkbookFile.KindOf(copy) != WorkbookFile.Kind.Zip)
            return TablesRead.Failed(FileProblems.NotZip(fileName));
        try
        {
            using var zip = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: true);
            if (WorkbookFile.IsBomb(zip, copy.Length))
                return TablesRead.Failed(FileProblems.ZipBomb(fileName));
            var files = zip.Entries.Where(IsTable).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
            return files.Count == 0 ? TablesRead.Failed(FileProblems.NoTables(fileName)) : TablesRead.Together(files.Select(Read));
        }
        catch (InvalidDataException)
        {
            return TablesRead.Failed(FileProblems.Truncated(fileName));
        }
    }

    /// <summary>Archives made on a Mac hold a shadow of each file, "._units.csv".</summary>
    private static bool IsTable(ZipArchiveEntry entry) =>
        entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !entry.Name.StartsWith("._", StringComparison.Ordinal);

    private static TablesRead Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return CsvTables.Read(content, entry.Name);
    }
}
