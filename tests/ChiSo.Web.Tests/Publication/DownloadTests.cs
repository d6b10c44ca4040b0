using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Web.Tests.Publication;

/// <summary>Files beside the tables: they open, carry the same figures, and say where they come from.</summary>
public sealed class DownloadTests
{
    private const string Ranking = "/thu-nghiem-2023/so";

    [Theory]
    [InlineData(Ranking, 16)]
    [InlineData(Ranking + "/so-2", 34)]
    [InlineData(Ranking + "/method", 34)]
    public async Task Csv_begins_with_a_byte_order_mark_and_reads_back(string address, int rows)
    {
        var block = Synthetic.Departments();
        await using var pages = await Pages.StartAsync(block);

        var bytes = await pages.Client.GetByteArrayAsync(address + ".csv");
        var read = CsvTables.Read(new MemoryStream(bytes), "download.csv");

        bytes.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.Preamble).ShouldBeTrue();
        read.Problems.ShouldBeEmpty();
        var table = read.Tables.Single();
        table.Rows.Length.ShouldBe(rows);
        table.Rows[0].Cells.Select(cell => cell.Text).ShouldContain(Synthetic.HashOf(block));
        table.Rows[0].Cells.Select(cell => cell.Text).ShouldContain("Số liệu minh họa");
    }

    [Theory]
    [InlineData(Ranking + ".csv")]
    [InlineData(Ranking + "/so-2.xlsx")]
    [InlineData(Ranking + "/method.json")]
    public async Task Who_asks_for_the_headers_alone_gets_them(string address)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await pages.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Ranking)]
    [InlineData(Ranking + "/so-2")]
    [InlineData(Ranking + "/method")]
    public async Task Xlsx_opens_and_says_where_it_comes_from(string address)
    {
        var block = Synthetic.Departments();
        await using var pages = await Pages.StartAsync(block);

        var bytes = await pages.Client.GetByteArrayAsync(address + ".xlsx");

        using var workbook = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var text = string.Join('\n', workbook.WorkbookPart!.WorksheetParts.Select(sheet => sheet.Worksheet!.InnerText)) // a workbook just written has both
            + workbook.WorkbookPart.SharedStringTablePart?.SharedStringTable?.InnerText;
        text.ShouldContain(Synthetic.HashOf(block));
        text.ShouldContain("Số liệu minh họa");
    }

    [Fact]
    public async Task Json_carries_the_figures_of_the_engine()
    {
        var block = Synthetic.Departments();
        await using var pages = await Pages.StartAsync(block);

        using var json = JsonDocument.Parse(await pages.TextAsync(Ranking + ".json"));

        json.RootElement.GetProperty("hash").GetString().ShouldBe(Synthetic.HashOf(block));
        json.RootElement.GetProperty("illustrative").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("summary").GetProperty("mean").GetDecimal().ShouldBe(block.Result.Summary.PublishedMean!.Value); // the block has ranked units
        foreach (var unit in json.RootElement.GetProperty("units").EnumerateArray().Where(unit => unit.GetProperty("rank").ValueKind == JsonValueKind.Number))
        {
            var computed = block.Result.Units.Single(one => one.Unit == unit.GetProperty("code").GetString());
            unit.GetProperty("index").GetDecimal().ShouldBe(computed.Published!.Value); // ranked units have an index
            unit.GetProperty("rank").GetInt32().ShouldBe(computed.Rank!.Value.Value); // as above
        }
    }

    [Fact]
    public async Task The_table_of_the_page_shows_the_figures_of_the_file()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());
        var page = await pages.TextAsync(Ranking);
        using var json = JsonDocument.Parse(await pages.TextAsync("/api" + Ranking));

        foreach (var index in json.RootElement.GetProperty("units").EnumerateArray().Where(unit => unit.GetProperty("rank").ValueKind == JsonValueKind.Number).Select(unit => unit.GetProperty("index").GetDecimal()))
            page.ShouldContain(">" + index.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',') + "<");
    }

    [Fact]
    public async Task The_api_describes_itself_and_answers_problems_as_problem_details()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        using var description = JsonDocument.Parse(await pages.TextAsync("/openapi/v1.json"));
        using var missing = await pages.Client.GetAsync("/api/thu-nghiem-2023/khong-co");

        description.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)
            .ShouldBe(["/api/rounds", "/api/{round}/{block}", "/api/{round}/{block}/{unit}"]);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        missing.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json"); // an answer with a body has a type
    }

    [Fact]
    public async Task The_api_lists_rounds_with_the_addresses_of_their_blocks()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments(), Synthetic.Districts());

        using var json = JsonDocument.Parse(await pages.TextAsync("/api/rounds"));

        json.RootElement[0].GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("href").GetString())
            .ShouldBe(["/api/thu-nghiem-2023/so", "/api/thu-nghiem-2023/huyen"]);
    }
}
