using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Samples;

/// <summary>The tables of the sample: all but the positions are read, the positions are written.</summary>
internal static class Sample
{
    public static RoundDocument Read(string folder)
    {
        var read = CsvTables.ReadFolder(folder);
        var parsed = RoundTables.Parse(read with { Tables = [.. read.Tables.Where(table => table.Name != "positions")] });
        return parsed.TryGet(out var round) ? round : throw new InvalidDataException(string.Join('\n', parsed.Problems));
    }

    public static void Write(string folder, RoundDocument round)
    {
        var positions = RoundTables.Format(round).Single(table => table.Name == "positions");
        using var file = File.Create(Path.Combine(folder, "positions.csv"));
        CsvTables.Write(file, positions, CsvWriting.Kept);
    }
}
