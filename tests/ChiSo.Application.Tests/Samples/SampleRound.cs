using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Samples;

/// <summary>The sample rounds, read from their files once. A problem in a file fails every test with the problem's own words.</summary>
internal static class SampleRound
{
    public static RoundDocument CanTho { get; } = Read("can-tho-2023");

    public static RoundDocument Ministries { get; } = Read("ministries-2023");

    public static BlockInput Input(RoundDocument round, string block) =>
        RoundSnapshot.ToInput(round, round.Blocks.Single(document => document.Code == block));

    private static RoundDocument Read(string sample)
    {
        var parsed = RoundTables.Parse(CsvTables.ReadFolder(RepositoryFiles.At("samples", sample)));
        return parsed.TryGet(out var round) ? round : throw new InvalidDataException(string.Join('\n', parsed.Problems));
    }
}
