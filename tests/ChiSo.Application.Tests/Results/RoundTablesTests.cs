using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

public class RoundTablesTests
{
    [Fact]
    public void A_whole_round_is_read()
    {
        var round = Parsed(SmallRound.Read(SmallRound.Files));

        var block = round.Blocks.ShouldHaveSingleItem();
        block.Units.Length.ShouldBe(3);
        block.Criteria.Leaves().Count().ShouldBe(4);
        block.Positions.Length.ShouldBe(8);
        block.Decisions[0].Ruling.ShouldBe(new Ruling.NotApplicable(NotApplicableEffect.Rebase));
        block.History[0].Scores.ShouldBe([new PublishedScore(new("L1"), 35, 40)]);
        block.Method.Quotas.ShouldBe([new Quota(0, 1, null), new Quota(1, null, 50, TieOverEdgeFalls: false)]);
        round.CutOff.ShouldBe(new DateOnly(2023, 12, 31));
    }

    [Fact]
    public void Writing_and_reading_again_gives_the_same_tables()
    {
        var tables = RoundTables.Format(Parsed(SmallRound.Read(SmallRound.Files)));

        Texts(RoundTables.Format(Parsed(Text(tables)))).ShouldBe(Texts(tables));
    }

    [Fact]
    public void A_workbook_holds_the_same_round_as_the_folder()
    {
        var tables = RoundTables.Format(Parsed(SmallRound.Read(SmallRound.Files)));
        using var workbook = new MemoryStream();
        XlsxTables.Write(workbook, tables);
        workbook.Position = 0;

        Texts(RoundTables.Format(Parsed(XlsxTables.Read(workbook, "round.xlsx")))).ShouldBe(Texts(tables));
    }

    [Fact]
    public void The_latest_position_handed_in_at_the_furthest_stage_is_final()
    {
        var round = Parsed(SmallRound.Read(SmallRound.Files));

        var entries = FinalEntries.Of(round.Blocks[0], round.Stages);

        entries[0].ShouldBe(new Entry.Figures([8, 10])); // review1 after self
        entries[4].ShouldBe(new Entry.NoTask());
        entries[5].ShouldBeNull(); // a draft
    }

    [Theory]
    [InlineData(new[] { 1, 2 }, false)]
    [InlineData(new[] { 1 }, true)]
    [InlineData(new[] { 1, 2, 0 }, true)]
    public void Several_marks_without_an_agreed_one_are_not_final(int[] marks, bool decides)
    {
        var round = Parsed(SmallRound.Read(SmallRound.Files));
        PositionDocument Position(string stage, int mark, decimal points) => new("a", new("L2"), stage, mark, 1, new Entry.Direct(new(points)), HandedIn: true, "", "", "");
        var block = round.Blocks[0] with { Positions = [Position("self", 0, 5), .. marks.Select(mark => Position("review1", mark, 10))] };

        FinalEntries.Of(block, round.Stages)[1].ShouldBe(new Entry.Direct(new(decides ? 10 : 5)));
    }

    [Fact]
    public void Names_are_understood_in_any_spelling()
    {
        var files = SmallRound.With("announced", "k,c,77.5", "KHỐI NHỎ,Quận  MỚI,77.5").SetItem("history_scores", "period,unit,criterion,points,max\n2022,Quận Bình Thuỷ,L1,35,40\n");

        Parsed(SmallRound.Read(files)).Blocks[0].Announced.ShouldBe([new AnnouncedIndex("c", 77.5m)]);
    }

    [Fact]
    public void Numbers_follow_the_declared_mark()
    {
        var files = SmallRound.With("settings", "decimal_mark,point", "decimal_mark,comma").SetItem("criteria", SmallRound.Files["criteria"].Replace("20,0.5,unit", "20,\"0,5\",unit", StringComparison.Ordinal)).SetItem("announced", "unit;index\nc;77,125\n")
            .SetItem("positions", "unit;criterion;stage;sequence;entry\na;L4;self;1;x=87,875\n").Remove("history").Remove("history_scores");

        var block = Parsed(SmallRound.Read(files)).Blocks[0];

        block.Announced[0].Index.ShouldBe(77.125m);
        block.Positions[0].Entry.ShouldBe(new Entry.Figures([87.875m]));
    }

    internal static RoundDocument Parsed(TablesRead read)
    {
        var result = RoundTables.Parse(read);
        result.Problems.Select(problem => $"{problem.Code} {problem.Where} {problem.What.En}").ShouldBeEmpty();
        result.TryGet(out var round).ShouldBeTrue();
        return round!;
    }

    private static TablesRead Text(ImmutableArray<Table> tables) => TablesRead.Together(tables.Select(table =>
    {
        var stream = new MemoryStream();
        CsvTables.Write(stream, table, CsvWriting.Kept);
        stream.Position = 0;
        return CsvTables.Read(stream, table.Name + ".csv");
    }));

    private static string[] Texts(ImmutableArray<Table> tables) =>
        [.. tables.SelectMany(table => table.Rows.Select(row => $"{table.Name}: {string.Join(" ¦ ", row.Cells.Select(cell => cell.Text))}"))];
}
