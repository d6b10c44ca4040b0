using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round from wherever it is kept as files: a folder of CSV files, a workbook, one JSON file.</summary>
public static class RoundPath
{
    /// <summary>The round, or every problem of its files at once.</summary>
    public static Result<RoundDocument> Read(string path)
    {
        if (IsJson(path) && File.Exists(path))
        {
            using var stream = File.OpenRead(path);
            return RoundJson.Read(stream, Path.GetFileName(path));
        }

        // Where no table could be read at all, what each table lacks is no news.
        var read = TableFiles.Read(path);
        return read.Tables.IsEmpty && !read.Problems.IsEmpty ? read.Problems : RoundTables.Parse(read);
    }

    /// <summary>Writes a folder, or one file when the path ends in .xlsx or .json. Each file is written beside its place and moved there whole.</summary>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(RoundDocument round, string path)
    {
        if (IsJson(path))
            return [Save(path, stream => RoundJson.Write(stream, round))];
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return [Save(path, stream => XlsxTables.Write(stream, RoundTables.Rows(round)))];
        return WriteFolder(RoundTables.Rows(round), path);
    }

    /// <summary>Whether a round read from here can be written back: an old workbook or one with macros can't.</summary>
    internal static bool CanWrite(string path) => !File.Exists(path) || IsJson(path) || path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    /// <summary>A table the round does not have is taken away, so that what is left of another round is not read with this one.</summary>
    private static List<string> WriteFolder(ImmutableArray<TableRows> tables, string folder)
    {
        var written = tables.Select(table => Save(FileOf(table.Name), stream => CsvTables.Write(stream, table, CsvWriting.Kept))).ToList();
        foreach (var (table, _) in RoundColumns.All.Where(known => tables.All(table => table.Name != known.Table)))
            File.Delete(FileOf(table));
        return written;

        string FileOf(string table) => Path.Combine(folder, table + ".csv");
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string Save(string path, Action<Stream> write)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var beside = path + ".part";
        using (var stream = File.Create(beside))
            write(stream);
        File.Move(beside, path, overwrite: true);
        return path;
    }
}
