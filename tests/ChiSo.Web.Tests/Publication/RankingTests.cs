using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Web.Publication;

namespace ChiSo.Web.Tests.Publication;

/// <summary>Sorting, searching and paging of the ranking, all by address.</summary>
public sealed partial class RankingTests
{
    private const string Ranking = "/thu-nghiem-2023/so";

    [Fact]
    public void A_ranking_begins_with_rank_one_and_can_be_turned()
    {
        var published = new Published(Synthetic.Departments(), "");

        var rising = RankingView.Of(published, RankingQuery.Of(null, null, null)).Rows.Select(row => row.Result.Rank!.Value.Value).ToList(); // ranked rows have a rank
        var falling = RankingView.Of(published, RankingQuery.Of("-rank", null, null)).Rows.Select(row => row.Result.Rank!.Value.Value).ToList(); // as above

        rising[0].ShouldBe(1);
        rising.ShouldBeInOrder();
        falling.ShouldBe(Enumerable.Reverse(rising));
    }

    [Theory]
    [InlineData("index", false)]
    [InlineData("-index", true)]
    [InlineData("points", false)]
    [InlineData("-points", true)]
    public void Figures_sort_by_value(string sort, bool falling)
    {
        var rows = RankingView.Of(new(Synthetic.Departments(), ""), RankingQuery.Of(sort, null, null)).Rows;

        rows.Select(row => sort.Contains("index", StringComparison.Ordinal) ? row.Result.Index ?? 0 : row.Result.Points)
            .ShouldBeInOrder(falling ? SortDirection.Descending : SortDirection.Ascending);
    }

    [Fact]
    public void Names_sort_as_Vietnamese_does()
    {
        var names = RankingView.Of(new(Synthetic.Districts(), ""), RankingQuery.Of("unit", null, null)).Rows.Select(row => row.Unit.Name.Vi).ToList();

        names.ShouldBe(["Huyện Cờ Đỏ", "Huyện Phong Điền", "Huyện Thới Lai", "Huyện Vĩnh Thạnh", "Quận Bình Thủy", "Quận Cái Răng", "Quận Ninh Kiều", "Quận Ô Môn", "Quận Thốt Nốt"]);
    }

    [Theory]
    [InlineData("giao duc")]
    [InlineData("Giáo dục")]
    [InlineData("GIÁO DỤC")]
    [InlineData("giao-duc")]
    public async Task A_search_finds_names_with_or_without_tone_marks(string search)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        var page = await pages.TextAsync($"{Ranking}?q={Uri.EscapeDataString(search)}");

        Rows().Count(page).ShouldBe(1);
        page.ShouldContain("Sở Giáo dục và Đào tạo");
    }

    [Fact]
    public async Task A_search_without_result_says_so_and_shows_what_was_typed_as_text()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        var page = await pages.TextAsync($"{Ranking}?q={Uri.EscapeDataString("<script>alert(1)</script>")}");

        page.ShouldContain("Không tìm thấy đơn vị nào");
        page.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task A_large_block_comes_in_pages_of_a_hundred_and_none_is_lost()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Communes());
        var seen = new HashSet<string>();
        for (var number = 1; number <= 34; number++)
        {
            var page = await pages.TextAsync($"/toan-quoc-2025/xa?page={number}");
            Rows().Count(page).ShouldBe(number < 34 ? 100 : 55);
            seen.UnionWith(Links().Matches(page).Select(match => match.Groups["unit"].Value));
        }

        seen.Count.ShouldBe(3355);
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-3")]
    [InlineData("?page=99999999999")]
    [InlineData("?page=abc")]
    [InlineData("?sort=nonsense")]
    [InlineData("?sort=7")]
    [InlineData("?sort=-")]
    public async Task What_an_address_asks_wrongly_falls_back_to_the_plain_page(string query)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        using var answer = await pages.Client.GetAsync(Ranking + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Rows().Count(await answer.Content.ReadAsStringAsync()).ShouldBe(15);
    }

    [Fact]
    public async Task Units_without_a_rank_stand_apart_with_reason_and_range()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        var page = await pages.TextAsync(Ranking);

        page.ShouldContain("Đơn vị không xếp hạng");
        page.ShouldContain("còn tiêu chí chưa có số liệu");
    }

    [GeneratedRegex("<td role=\"cell\" class=\"rank\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Rows();

    [GeneratedRegex("class=\"unit\"><a href=\"/toan-quoc-2025/xa/(?<unit>xa-\\d+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Links();
}
