using System.Net;
using System.Text.Json;

namespace ChiSo.Web.Tests.Feeds;

/// <summary>Published rounds over OData, without a key: the sample of Cần Thơ.</summary>
public sealed class RoundFeedTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FeedReader Open() => new(new Uri($"{pages.Address}/odata/rounds/"));

    [Fact]
    public async Task A_program_finds_the_table_its_columns_and_the_same_figures_as_the_public_api()
    {
        using var program = Open();
        (await program.TablesAsync()).ShouldBe(["Results"]);
        var rows = await program.AllAsync("Results?$filter=Round eq 'can-tho-2023' and Block eq 'departments'&$orderby=Rank");
        using var client = pages.Open();
        using var api = JsonDocument.Parse(await client.TextAsync("/api/can-tho-2023/departments"));
        var units = api.RootElement.GetProperty("units").EnumerateArray().ToArray();
        rows.Select(row => (string?)row["Unit"]).ShouldBe(units.Select(unit => unit.GetProperty("code").GetString()));
        rows.Select(row => (double?)row["Index"]).ShouldBe(units.Select(unit => (double?)unit.GetProperty("index").GetDouble()));
        rows.Select(row => (string?)row["Class"]).ShouldBe(units.Select(unit => unit.GetProperty("class").GetProperty("vi").GetString()));
        rows.ShouldAllBe(row => (string?)row["Hash"] == api.RootElement.GetProperty("hash").GetString() && (bool?)row["IsIllustrative"] == true);
    }

    [Theory]
    [InlineData("Rank le 3", 3)]
    [InlineData("not (Rank gt 3)", 3)]
    [InlineData("Rank gt 3 or Rank le 3", 16)]
    [InlineData("Rank in (1, 2)", 2)]
    [InlineData("startswith(UnitName,'Sở')", 15)]
    [InlineData("Class eq null", 0)]
    [InlineData("Index add 1 gt Index and length(Unit) gt 0", 16)]
    [InlineData("contains(tolower(UnitName),'nội vụ')", 1)]
    [InlineData("RankChange gt 100000", 0)]
    public async Task Rows_are_filtered_as_OData_says(string filter, int count)
    {
        using var program = Open();
        var page = await program.PageAsync($"Results?$count=true&$filter=Block eq 'departments' and Round eq 'can-tho-2023' and ({filter})");
        page.Count.ShouldBe(page.Rows.Count);
        page.Rows.Count.ShouldBe(count);
    }

    [Fact]
    public async Task Rows_are_chosen_ordered_skipped_counted_and_found_by_their_key()
    {
        using var program = Open();
        const string of = "&$filter=Round eq 'can-tho-2023' and Block eq 'departments'";
        var page = await program.PageAsync("Results?$select=UnitName,Rank&$orderby=Rank desc&$skip=1&$top=2&$count=true" + of);
        page.Count.ShouldBe(16);
        page.Rows.Select(row => (int?)row["Rank"]).ShouldBe([15, 14]);
        page.Rows[0].Keys.ShouldBe(["UnitName", "Rank"], ignoreOrder: true);
        using var count = await program.AskAsync("Results/$count?$filter=Round eq 'can-tho-2023' and Block eq 'departments'");
        (await count.Content.ReadAsStringAsync(Cancel)).ShouldBe("16");
        using var one = await program.AskAsync("Results(Round='can-tho-2023',Block='departments',Unit='noivu')?$select=Unit,Rank", "application/json;odata.metadata=none");
        (await one.Content.ReadAsStringAsync(Cancel)).ShouldMatch("^\\{\"Unit\":\"noivu\",\"Rank\":\\d+\\}$");
        using var full = await program.AskAsync("Results?$top=1", "application/json;odata.metadata=full");
        (await full.Content.ReadAsStringAsync(Cancel)).ShouldContain("@odata.editLink");
    }

    [Theory]
    [InlineData("Results?$filter=Rank eq", HttpStatusCode.BadRequest, "data-feed.query")]
    [InlineData("Results?$filter=Nothing eq 1", HttpStatusCode.BadRequest, "data-feed.query")]
    [InlineData("Results?$select=Nothing", HttpStatusCode.BadRequest, "data-feed.query")]
    [InlineData("Results?$top=x", HttpStatusCode.BadRequest, "data-feed.query")]
    [InlineData("Results?$skiptoken=x", HttpStatusCode.BadRequest, "data-feed.query")]
    [InlineData("Results?$top=2000000", HttpStatusCode.BadRequest, "data-feed.too-much")]
    [InlineData("Results?$expand=Units($expand=Units)", HttpStatusCode.BadRequest, "data-feed.option")]
    [InlineData("Results?$apply=aggregate(Index with average as A)", HttpStatusCode.BadRequest, "data-feed.option")]
    [InlineData("Results?$filter=year(2020-01-01) eq 2020", HttpStatusCode.BadRequest, "data-feed.function")]
    [InlineData("Results?$filter=substring(Unit,1) eq 'x'", HttpStatusCode.BadRequest, "data-feed.function")]
    [InlineData("Results?$orderby=Rank,Index,Unit,UnitName,Class,Points,Period,Standing,Hash,Round,Block", HttpStatusCode.BadRequest, "data-feed.sorting")]
    [InlineData("Results?$format=atom", HttpStatusCode.NotAcceptable, "data-feed.format")]
    [InlineData("Nothing", HttpStatusCode.NotFound, "data-feed.path")]
    [InlineData("Results/$value", HttpStatusCode.NotFound, "data-feed.path")]
    [InlineData("Results(Round='can-tho-2023',Block='departments',Unit='nobody')", HttpStatusCode.NotFound, "data-feed.path")]
    public async Task What_has_no_meaning_is_told_in_both_languages(string path, HttpStatusCode status, string code)
    {
        using var program = Open();
        using var answer = await program.AskAsync(path);
        var told = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(status, told);
        using var error = JsonDocument.Parse(told);
        error.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        error.RootElement.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(" / ");
    }

    [Fact]
    public async Task Deep_questions_are_refused_and_nothing_breaks()
    {
        using var program = Open();
        using var answer = await program.AskAsync("Results?$filter=" + string.Concat(Enumerable.Repeat("not(", 900)) + "true" + new string(')', 900));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
