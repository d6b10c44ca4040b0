using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>Files as large as the country: every commune with 120 criteria.</summary>
[Trait("Duration", "Long")]
public sealed class BigRoundTests(ITestOutputHelper output) : IDisposable
{
    private const int Criteria = 120;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-big");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("out")]
    [InlineData("out.json")]
    [InlineData("out.xlsx")]
    public void A_round_of_every_commune_comes_back_as_it_was(string target)
    {
        var round = Country();
        var (clock, path) = (Stopwatch.StartNew(), Path.Combine(folder.FullName, target));

        RoundPath.Write(round, path);
        var written = clock.Elapsed;
        var read = RoundPath.Read(path);
        output.WriteLine($"{target}: {round.Blocks[0].Positions.Length} positions written in {written.TotalSeconds:0.0} s, read in {(clock.Elapsed - written).TotalSeconds:0.0} s");

        read.Problems.ShouldBeEmpty();
        EngineJson.ToBytes(RoundTripTests.Value(read)).AsSpan().SequenceEqual(EngineJson.ToBytes(round)).ShouldBeTrue();
    }

    /// <summary>The 3,321 communes of the register under one flat set of 120 ratios, each with its figures.</summary>
    private static RoundDocument Country()
    {
        var register = CsvTables.ReadFile(RepositoryFiles.At("data", "vn_communes_3321.csv")).Tables.Single();
        var (code, name, province) = (register.Columns.IndexOf("code"), register.Columns.IndexOf("full_name"), register.Columns.IndexOf("province_code"));
        ImmutableArray<UnitInput> units = [.. register.Rows.Select(row => new UnitInput(
            row.Cells[code].Text, Words.Same($"{row.Cells[name].Text} ({row.Cells[province].Text}-{row.Cells[code].Text})"), null, [], []))];
        var rule = RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files)).Blocks[0].Criteria.Leaves().First();
        var leaves = Enumerable.Range(0, Criteria).Select(place => rule with
        {
            Code = new($"TC{place}"),
            Number = new($"1.{place + 1}"),
            Name = Words.Same($"Tiêu chí {place + 1}"),
            Max = new(place < Criteria - 1 ? 0.83m : 1.23m),
            Scoring = rule.Scoring! with { Examples = [new(new Entry.Figures([10, 10]), null, place < Criteria - 1 ? 0.83m : 1.23m)] }, // the first line of the small round has a rule
        });
        var small = RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files));
        var set = small.Blocks[0].Criteria with { Roots = [rule with { Code = new("G"), Number = new("1"), Name = Words.Same("Gốc"), Max = new(100), Scoring = null, Children = [.. leaves] }] };
        return small with
        {
            Blocks =
            [
                small.Blocks[0] with
                {
                    Criteria = set,
                    Units = units,
                    Method = small.Blocks[0].Method with { Gates = [], TieBreaks = [] },
                    Positions = [.. units.SelectMany((unit, place) => set.Leaves().Select((leaf, column) => new PositionDocument(
                        unit.Code, leaf.Code, "self", 0, 1, new Entry.Figures([(place + column) % 90, 100]), HandedIn: true, "", "", "")))],
                    Decisions = [],
                    History = [],
                    Announced = [],
                },
            ],
        };
    }
}
