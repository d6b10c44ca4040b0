using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Tests.Spreadsheets;
using ChiSo.Engine;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>The score sheet of a block: what it shows, what it adds up, how it prints.</summary>
public sealed class WideSheetTests : IDisposable
{
    private const int HeadRows = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-wide");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string> Blocks => new()
    {
        { "can-tho-2023", "departments" },
        { "can-tho-2023", "districts" },
        { "ministries-2023", "ministries" },
        { "small", "k" },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Totals_and_indices_are_those_of_the_result(string sample, string code)
    {
        var (_, block, result, sheet) = Made(sample, code);
        var total = HeadRows + block.Criteria.Nodes().Count();
        for (var unit = 0; unit < block.Units.Length; unit++)
        {
            var final = 3 + (unit * 4) + 3;
            Close(sheet.Rows[total].Cells[final].Number ?? 0, result.Units[unit].Points);
            sheet.Rows[total + 1].Cells[final].Number.ShouldBe(result.Units[unit].ApplicableMax);
            sheet.Rows[total + 3].Cells[final].Number.ShouldBe(block.Announced.All(announced => announced.Unit != block.Units[unit].Code) ? result.Units[unit].Index : result.Units[unit].FromParts);
            sheet.Rows[total + 4].Cells[final].Number.ShouldBe(result.Units[unit].Published);
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_workbook_is_valid(string sample, string code)
    {
        using var stream = new MemoryStream();
        SheetWriter.Write(stream, [Made(sample, code).Sheet]);
        stream.Position = 0;
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath} {error.Description}").ShouldBeEmpty();
    }

    [Fact]
    public void Each_side_stands_in_its_column_and_unknown_is_no_zero()
    {
        var (_, block, _, sheet) = Made("small", "k");
        string Cells(string line, int unit) => string.Join('|', sheet.Rows[HeadRows + block.Criteria.Nodes().ToList().FindIndex(node => node.Code.Value == line)].Cells
            .Skip(3 + (unit * 4)).Take(4).Select(cell => cell.Number is { } number ? number.ToString("0.##", CultureInfo.InvariantCulture) : cell.Text));
        Cells("L1", 0).ShouldBe("40|32||32", "a declared 10 of 10, the review found 8 of 10");
        Cells("L2", 0).ShouldBe("12.5|||12.5", "no review of this line");
        Cells("L4", 0).ShouldBe("||17.58|17.58", "the survey's line");
        Cells("L1", 1).ShouldBe("|||KAD", "left out for b");
        Cells("L1", 2).ShouldBe("|||", "nothing is known of c");
        Cells("F1", 2).ShouldBe("|||", "a sum of nothing is not zero");
    }

    [Theory]
    [InlineData("can-tho-2023", "departments", "Số liệu minh họa", 3)]
    [InlineData("ministries-2023", "ministries", "", 4)]
    public void It_prints_with_its_band_and_its_pages(string sample, string code, string band, int breaks)
    {
        var (_, block, _, sheet) = Made(sample, code);
        var page = sheet.Page.ShouldNotBeNull();
        (page.Landscape, page.TitleRows, page.TitleColumns, page.Band).ShouldBe((true, HeadRows, 3, band));
        page.BreaksAfter.Length.ShouldBe(breaks);
        sheet.Merged.Length.ShouldBe(3 + block.Units.Length);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Long_names_have_room(string sample, string code)
    {
        var (_, block, _, sheet) = Made(sample, code);
        foreach (var (node, row) in block.Criteria.Nodes().Zip(sheet.Rows.Skip(HeadRows)))
            row.Height.ShouldNotBeNull().ShouldBeGreaterThan(15 * Math.Ceiling(node.Name.Vi.Length / 49d), node.Name.Vi);
    }

    [Theory]
    [InlineData("self;review1;explanation;review2;council", "Tự chấm|Thẩm định|Điều tra|Kết luận")]
    [InlineData("review1;council", "Tự chấm|Thẩm định|Điều tra|Kết luận")]
    [InlineData("Đơn vị tự chấm;Sở chủ trì;council", "Đơn vị tự chấm|Sở chủ trì|Điều tra|Kết luận")]
    [InlineData("self;Tổ giúp việc;Tổ thẩm định", "Tự chấm|Tổ giúp việc / Tổ thẩm định|Điều tra|Kết luận")]
    public void Columns_are_named_after_the_round_s_own_stages(string stages, string names)
    {
        var small = Small();
        var round = small with { Stages = [.. stages.Split(';')], Blocks = [small.Blocks[0] with { Positions = [] }] };
        var sheet = WideSheet.Of(round, round.Blocks[0], Computation.Compute(RoundSnapshot.ToInput(round, round.Blocks[0])), words => words.Vi);

        string.Join('|', sheet.Rows[HeadRows - 1].Cells.Skip(3).Take(4).Select(cell => cell.Text)).ShouldBe(names);
    }

    [Fact]
    public void Scores_of_stages_in_the_round_s_own_words_stand_in_their_columns()
    {
        var small = Small();
        string Renamed(string stage) => stage switch { "self" => "Đơn vị", "review1" => "Tổ thẩm định", _ => stage };
        var round = small with
        {
            Stages = [.. small.Stages.Select(Renamed)],
            Blocks = [small.Blocks[0] with { Positions = [.. small.Blocks[0].Positions.Select(position => position with { Stage = Renamed(position.Stage) })] }],
        };
        var sheet = WideSheet.Of(round, round.Blocks[0], Computation.Compute(RoundSnapshot.ToInput(round, round.Blocks[0])), words => words.Vi);

        sheet.Rows[HeadRows + 1].Cells.Skip(3).Take(2).Select(cell => cell.Number).ShouldBe([40m, 32m]);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task LibreOffice_calculates_what_we_stored(string sample, string code)
    {
        LibreOffice.SkipWithout();
        var sheet = Made(sample, code).Sheet;
        var calculated = await CalculatedAsync(sheet with { Rows = [.. sheet.Rows.Select(row => row with { Cells = [.. row.Cells.Select(WithoutResult)] })] });
        var formulas = 0;
        for (var row = 0; row < sheet.Rows.Length; row++)
        {
            for (var column = 0; column < sheet.Rows[row].Cells.Length; column++)
            {
                if (sheet.Rows[row].Cells[column] is not { Formula: not null } cell)
                    continue;
                formulas++;
                var text = calculated[row][column];
                var value = text.Length == 0 ? (decimal?)null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                value.HasValue.ShouldBe(cell.Number.HasValue, $"{CellRange.Address(row + 1, column + 1)} {text}");
                Math.Abs((value ?? 0) - (cell.Number ?? 0)).ShouldBeLessThan(1e-9m, CellRange.Address(row + 1, column + 1));
            }
        }

        formulas.ShouldBeGreaterThan(3);
    }

    // LibreOffice computes a formula whose result the file does not hold, and exports numbers as their format shows them.
    private static WrittenCell WithoutResult(WrittenCell cell) => cell.Formula is null ? cell : cell with { Number = null, Style = new(Format: "0.000000000000") };

    /// <summary>The cells as LibreOffice shows them, by row.</summary>
    private async Task<string[][]> CalculatedAsync(WrittenSheet sheet)
    {
        const string TabsUnquotedUtf8 = "csv:Text - txt - csv (StarCalc):9,0,76";
        var source = Path.Combine(folder.FullName, "sheet.xlsx");
        await using (var stream = File.Create(source))
            SheetWriter.Write(stream, [sheet]);
        var lines = await File.ReadAllLinesAsync(await LibreOffice.ConvertAsync(source, TabsUnquotedUtf8, folder.FullName, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return [.. lines.Select(line => line.Split('\t'))];
    }

    private static (RoundDocument Round, BlockDocument Block, BlockResult Result, WrittenSheet Sheet) Made(string sample, string code)
    {
        var round = sample switch { "can-tho-2023" => SampleRound.CanTho, "ministries-2023" => SampleRound.Ministries, _ => Small() };
        var block = round.Blocks.Single(known => known.Code == code);
        var result = Computation.Compute(RoundSnapshot.ToInput(round, block));
        return (round, block, result, WideSheet.Of(round, block, result, words => words.Vi));
    }

    private static RoundDocument Small()
    {
        var parsed = RoundTables.Parse(SmallRound.Read(SmallRound.Files));
        return parsed.TryGet(out var round) ? round : throw new InvalidDataException(string.Join('\n', parsed.Problems));
    }

    private static void Close(decimal value, decimal expected) => decimal.Round(value, 12).ShouldBe(decimal.Round(expected, 12));
}
