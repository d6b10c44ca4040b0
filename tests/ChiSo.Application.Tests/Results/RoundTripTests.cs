using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A round of any content is the same after it was written and read, in every form.</summary>
public class RoundTripTests
{
    private const int Rounds = 120;

    [Fact]
    public void A_folder_holds_any_round() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        var files = Folder(round);
        ShouldBeSame(RoundTables.Parse(Read(files)), round);
        Folder(Value(RoundTables.Parse(Read(files)))).Values.ShouldBe(files.Values);
    }, iter: Rounds);

    [Fact]
    public void A_workbook_holds_any_round() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        var workbook = Workbook(round);
        var read = RoundTables.Parse(XlsxTables.Read(new MemoryStream(workbook), "round.xlsx"));
        ShouldBeSame(read, round);
        Workbook(Value(read)).ShouldBe(workbook);
    }, iter: Rounds / 4);

    [Fact]
    public void A_folder_saved_in_decomposed_letters_is_the_same_round() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        var decomposed = Folder(round).ToImmutableSortedDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Value).Normalize(NormalizationForm.FormD)));
        ShouldBeSame(RoundTables.Parse(Read(decomposed)), round);
    }, iter: Rounds / 4);

    [Fact]
    public void Semicolons_between_columns_change_nothing() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        ShouldBeSame(RoundTables.Parse(Read(Folder(round, new(Semicolon: true, ByteOrderMark: true)))), round);
    }, iter: Rounds / 4);

    [Fact]
    public void A_folder_in_which_no_formula_is_run_holds_any_round() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        ShouldBeSame(RoundTables.Parse(Read(Folder(round, CsvWriting.Exchanged))), round);
    }, iter: Rounds);

    [Fact]
    public void Random_rounds_hold_every_kind_of_rule_entry_and_ruling()
    {
        var blocks = Enumerable.Range(0, 40).SelectMany(seed => RandomRound.Of(seed).Blocks).ToList();

        blocks.SelectMany(block => block.Criteria.Leaves()).Select(leaf => RuleKind.Of(leaf.Scoring!.Rule)).Distinct().Count().ShouldBe(15);
        blocks.SelectMany(block => block.Positions).Select(position => position.Entry.GetType().Name).Distinct()
            .ShouldBe(["Answer", "Direct", "Figures", "Items", "NoTask"], ignoreOrder: true);
        blocks.SelectMany(block => block.Decisions).Select(decision => decision.Ruling.GetType().Name).Distinct().Count().ShouldBe(3);
        blocks.ShouldContain(block => block.History.Any(result => result.Scores.Length > 0));
    }

    internal static void ShouldBeSame(Result<RoundDocument> read, RoundDocument written)
    {
        read.Problems.Select(problem => $"{problem.Code} {problem.Where} {problem.What.En}").ShouldBeEmpty();
        EngineJson.ToText(Value(read)).ShouldBe(EngineJson.ToText(written));
    }

    internal static RoundDocument Value(Result<RoundDocument> read) => read.TryGet(out var round) ? round : throw new InvalidOperationException(string.Join('\n', read.Problems));

    internal static ImmutableSortedDictionary<string, byte[]> Folder(RoundDocument round, CsvWriting? writing = null) => RoundTables.Format(round).ToImmutableSortedDictionary(table => table.Name, table =>
    {
        using var stream = new MemoryStream();
        CsvTables.Write(stream, table, writing ?? CsvWriting.Kept);
        return stream.ToArray();
    });

    internal static byte[] Workbook(RoundDocument round)
    {
        using var stream = new MemoryStream();
        XlsxTables.Write(stream, RoundTables.Format(round));
        return stream.ToArray();
    }

    internal static TablesRead Read(ImmutableSortedDictionary<string, byte[]> files) =>
        TablesRead.Together(files.Select(file => CsvTables.Read(new MemoryStream(file.Value), file.Key + ".csv")));
}
