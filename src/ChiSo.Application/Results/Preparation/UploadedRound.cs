using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round read from one file somebody sent: a workbook, one JSON file, the CSV folder as .zip, or single tables of a round that is there already.</summary>
internal static class UploadedRound
{
    /// <param name="stored">The round the file is meant for: a file without settings replaces the tables it has and leaves the others.</param>
    public static Result<RoundDocument> Read(Stream stream, string fileName, RoundDocument? stored)
    {
        var ending = Path.GetExtension(fileName).ToUpperInvariant();
        if (ending == ".JSON")
            return RoundJson.Read(stream, fileName);
        var read = ending == ".ZIP" ? ZippedTables.Read(stream, fileName) : TableFiles.Read(stream, fileName);
        if (read.Tables.IsEmpty && !read.Problems.IsEmpty)
            return read.Problems;
        return RoundTables.Parse(stored is null ? read : Completed(read, stored));
    }

    private static TablesRead Completed(TablesRead read, RoundDocument stored) => read.Tables.Any(table => table.Name == RoundColumns.Settings)
        ? read
        : read with { Tables = [.. read.Tables, .. RoundTables.Format(stored).Where(kept => read.Tables.All(table => table.Name != kept.Name))] };
}
