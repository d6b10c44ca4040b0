using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Spreadsheets;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Points of every line and sum are the same on the unit's page, in the server's computation and in each workbook, whatever the criteria.</summary>
public sealed class SheetParityTests : IDisposable
{
    private const int Trees = 10_000;

    /// <summary>Of so many trees one is written to bytes and read again.</summary>
    private const int BytesOfTrees = 50;

    private const int PointsColumn = 4;
    private const int OfficeTrees = 36;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-parity");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_page_the_server_and_the_workbooks_give_the_same_points_on_any_tree()
    {
        var (sheets, lines, unknown) = (0, 0, 0);
        Parallel.For(0, Trees, seed =>
        {
            if (RandomSheet.Of(seed) is not { } random)
                return;
            var server = new Server(random);
            foreach (var node in random.Sheet.Own())
            {
                var shown = SheetPoints.Explain(node, random.Sheet.Positions.GetValueOrDefault(node.Code)).Score;
                shown.ShouldBe(server.Preview(node), $"seed {seed}, line {node.Code}");
                Interlocked.Increment(ref lines);
                if (shown is null)
                    Interlocked.Increment(ref unknown);
            }

            ScoreSheetShouldAgree(random, server, seed);
            WideSheetShouldAgree(random, server, seed);
            if (seed % BytesOfTrees == 0)
                FilesShouldAgree(random, server, seed);
            Interlocked.Increment(ref sheets);
        });
        sheets.ShouldBeGreaterThan(Trees * 3 / 4, "most trees give a unit something to fill");
        (lines - unknown).ShouldBeGreaterThan(lines / 2, "most lines have points");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task LibreOffice_calculates_the_same_points()
    {
        LibreOffice.SkipWithout();
        var random = Enumerable.Range(0, Trees).Select(RandomSheet.Of).OfType<RandomSheet>().Take(OfficeTrees).ToList();
        var written = random.SelectMany((one, place) => ((WrittenSheet[])[ScoreSheetOf(one), WideOf(one, new Server(one))]).Select((sheet, kind) => sheet with { Name = $"s{place}-{kind}" })).ToImmutableArray();
        var calculated = await CalculatedAsync([.. written.Select(WithoutResults)]);
        var formulas = 0;
        for (var at = 0; at < written.Length; at++)
        {
            var shown = calculated[at].Rows.SelectMany(row => row.Cells.Where(cell => cell.Kind == CellKind.Number).Select(cell => ((row.Number, cell.Column), decimal.Parse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture)))).ToDictionary();
            foreach (var (row, column, cell) in Cells(written[at]).Where(one => one.Cell.Formula is not null))
            {
                var where = $"{written[at].Name} {CellRange.Address(row, column)} {cell.Formula}";
                shown.TryGetValue((row, column), out var value).ShouldBe(cell.Number is not null, where);
                Math.Abs(value - (cell.Number ?? 0)).ShouldBeLessThan(1e-9m, where);
                formulas++;
            }
        }

        formulas.ShouldBeGreaterThan(OfficeTrees);
    }

    /// <summary>The printed sheet: points on lines, and sums that a spreadsheet calculates.</summary>
    private static void ScoreSheetShouldAgree(RandomSheet random, Server server, int seed)
    {
        var written = ScoreSheetOf(random);
        var shown = new SheetFormulas(written);
        foreach (var (node, place) in random.Sheet.Criteria.Nodes().Select((node, place) => (node, place)))
        {
            var row = written.FrozenRows + place + 1;
            var stored = written.Rows[row - 1].Cells[PointsColumn - 1].Number;
            var calculated = shown.ValueOf(row, PointsColumn);
            if (node.IsLeaf)
                calculated.ShouldBe(random.Sheet.Own().Contains(node) ? server.Preview(node) : null, $"seed {seed}, line {node.Code}");
            else
                Close(calculated, server.PreviewSum(random.Sheet, node), $"seed {seed}, {node.Code} calculated");
            Close(stored, calculated, $"seed {seed}, {node.Code} stored");
        }
    }

    /// <summary>The score sheet of the whole block: what units gave themselves and what counts, with sums, total and index.</summary>
    private static void WideSheetShouldAgree(RandomSheet random, Server server, int seed)
    {
        var written = WideOf(random, server);
        var shown = new SheetFormulas(written);
        foreach (var (row, column, cell) in Cells(written).Where(one => one.Cell.Formula is not null))
            Close(shown.ValueOf(row, column), cell.Number, $"seed {seed}, {CellRange.Address(row, column)} {cell.Formula}");
        foreach (var (node, place) in random.Block.Criteria.Nodes().Select((node, place) => (node, place)))
        {
            for (var unit = 0; unit < random.Block.Units.Length; unit++)
            {
                var calculated = shown.ValueOf(written.FrozenRows + place + 1, written.FrozenColumns + (unit * 4) + 4);
                if (node.IsLeaf && server.Result.UnknownsOf(unit, place) > 0)
                    calculated.ShouldBeNull($"seed {seed}, unit {unit}, {node.Code}: unknown is no zero");
                else
                    Close(calculated ?? 0, server.Result.ScoreOf(unit, place), $"seed {seed}, unit {unit}, {node.Code}");
            }
        }
    }

    /// <summary>The template a unit fills, and the printed sheet, as files.</summary>
    private static void FilesShouldAgree(RandomSheet random, Server server, int seed)
    {
        var read = new SheetFile(random.Sheet, _ => null).Read(XlsxTables.Read(new MemoryStream(Written([.. SheetTemplate.Of(random.Sheet)])), "a.xlsx"), "a.xlsx");
        read.Problems.ShouldBeEmpty($"seed {seed}");
        read.TryGet(out var lines).ShouldBeTrue();
        lines.Select(line => line.Node.Code).ShouldBe(random.Sheet.Own().Select(node => node.Code).Where(random.Sheet.Positions.ContainsKey));
        foreach (var line in lines)
        {
            line.As.ShouldBe(FilledAs.Stands, $"seed {seed}, {line.Node.Code}");
            line.PointsAfter.ShouldBe(server.Preview(line.Node), $"seed {seed}, {line.Node.Code}");
        }

        var written = ScoreSheetOf(random);
        XlsxSheets.Read(new MemoryStream(Written([written])), "b.xlsx").TryGet(out var kept).ShouldBeTrue();
        var stored = kept.ShouldHaveSingleItem().Rows.SelectMany(row => row.Cells.Where(cell => cell.Column == PointsColumn && cell.Kind == CellKind.Number).Select(cell => (row.Number, cell.Text))).ToDictionary();
        foreach (var (row, _, cell) in Cells(written).Where(one => one.Column == PointsColumn && one.Cell.Number is not null))
            decimal.Parse(stored[row], NumberStyles.Float, CultureInfo.InvariantCulture).ShouldBe(cell.Number!.Value, $"seed {seed}, row {row}"); // filtered just above
    }

    private static byte[] Written(ImmutableArray<WrittenSheet> sheets)
    {
        using var file = new MemoryStream();
        SheetWriter.Write(file, sheets);
        return file.ToArray();
    }

    private static WrittenSheet ScoreSheetOf(RandomSheet random) => ScoreSheetWorkbook.Of(ScoreSheet.Of(random.Sheet, []));

    private static WrittenSheet WideOf(RandomSheet random, Server server) => WideSheet.Of(random.Round, random.Block, server.Result, words => words.Vi);

    private static IEnumerable<(int Row, int Column, WrittenCell Cell)> Cells(WrittenSheet sheet) =>
        sheet.Rows.SelectMany((row, at) => row.Cells.Select((cell, column) => (at + 1, column + 1, cell)));

    // LibreOffice computes a formula whose result the file does not hold.
    private static WrittenSheet WithoutResults(WrittenSheet sheet) => sheet with { Rows = [.. sheet.Rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => cell.Formula is null ? cell : cell with { Number = null })] })] };

    private async Task<ImmutableArray<Application.Spreadsheets.Sheet>> CalculatedAsync(ImmutableArray<WrittenSheet> sheets)
    {
        var source = Path.Combine(folder.FullName, "sheets.xlsx");
        await File.WriteAllBytesAsync(source, Written(sheets), TestContext.Current.CancellationToken);
        await using var file = File.OpenRead(await LibreOffice.ConvertAsync(source, "xlsx", folder.FullName, TestContext.Current.CancellationToken));
        XlsxSheets.Read(file, "sheets.xlsx").TryGet(out var read).ShouldBeTrue();
        return read;
    }

    private static void Close(decimal? value, decimal? expected, string where) => (value is { } one ? decimal.Round(one, Computation.ComparedDecimals) : value).ShouldBe(expected is { } other ? decimal.Round(other, Computation.ComparedDecimals) : expected, where);

    /// <summary>What the server computes of the whole block, by line of the first unit.</summary>
    private sealed class Server
    {
        private readonly Dictionary<CriterionCode, int> places;
        private readonly RandomSheet random;

        public Server(RandomSheet random)
        {
            this.random = random;
            Result = Computation.Compute(RoundSnapshot.ToInput(random.Round, random.Block));
            places = random.Block.Criteria.Nodes().Select((node, place) => (node.Code, place)).ToDictionary();
        }

        public BlockResult Result { get; }

        /// <summary>What a unit can be told alone: everything but what hangs on the best of the block.</summary>
        public decimal? Preview(CriteriaNode leaf) => Result.UnknownsOf(0, places[leaf.Code]) > 0 || HangsOnOthers(leaf) ? null : Result.ScoreOf(0, places[leaf.Code]);

        private bool HangsOnOthers(CriteriaNode leaf) => leaf.Scoring is { Rule: ScoringRule.RelativeToBest relative }
            && random.Block.Positions.FirstOrDefault(position => position.Unit == random.Sheet.Unit.Code && position.Criterion == leaf.Code)?.Entry is Entry.Figures { Values: [var own] }
            && Rounder.Compared(own) > Rounder.Compared(relative.Target);

        public decimal PreviewSum(Application.Assessment.Sheet sheet, CriteriaNode part) => sheet.OwnOf(part).Sum(leaf => Preview(leaf) ?? 0);
    }
}
