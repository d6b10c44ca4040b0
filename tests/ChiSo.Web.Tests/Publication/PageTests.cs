using System.Net;
using ChiSo.Application.Results;
using ChiSo.Web.Language;

namespace ChiSo.Web.Tests.Publication;

/// <summary>Every page over HTTP: what it shows, what it must not, and how it answers the unknown.</summary>
public sealed class PageTests
{
    private const string Ranking = "/thu-nghiem-2023/so";

    [Theory]
    [InlineData("/", "Kết quả Chỉ số cải cách hành chính")]
    [InlineData(Ranking, "Bảng xếp hạng")]
    [InlineData(Ranking + "/so-1", "Sở Nội vụ")]
    [InlineData(Ranking + "/method", "12 chữ số thập phân")]
    [InlineData("/?lang=en", "Results of the administrative reform index")]
    [InlineData(Ranking + "?lang=en", "percentage points")]
    [InlineData(Ranking + "/so-1?lang=en", "Where points were lost")]
    [InlineData(Ranking + "/method?lang=en", "12 decimals")]
    public async Task Pages_answer_in_the_language_asked_for(string address, string says)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        (await pages.TextAsync(address)).ShouldContain(says);
    }

    [Theory]
    [InlineData("/khong-co")]
    [InlineData("/thu-nghiem-2023/khong-co")]
    [InlineData(Ranking + "/khong-co")]
    [InlineData("/khong-co/so/method")]
    [InlineData(Ranking + "/a/b/c")]
    [InlineData("/thu-nghiem-2023/khong-co.csv")]
    public async Task Unknown_addresses_get_the_designed_page_with_status_404(string address)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        using var answer = await pages.Client.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Không tìm thấy trang");
    }

    [Fact]
    public async Task A_unit_shows_what_the_period_before_would_be_under_these_rules()
    {
        var now = Synthetic.Departments();
        var before = now with { RoundCode = "thu-nghiem-2022", Input = now.Input with { RoundCode = "thu-nghiem-2022", Period = "2022" } };
        await using var pages = await Pages.StartAsync(now, before);
        var unit = now.Input.Units.Select((one, place) => (one.Code, Result: now.Result.Units[place])).First(one => one.Result.Published is not null);
        var printed = Shown.In(Tongue.Vietnamese).Percent(unit.Result.Published!.Value, now.Input.Method.Decimals);

        WebUtility.HtmlDecode(await pages.TextAsync($"{Ranking}/{unit.Code}")).ShouldContain($"Kỳ 2022 tính lại theo quy định kỳ này: {printed}, nên mức thay đổi do kết quả là 0,00 điểm %.");
        (await pages.TextAsync($"/thu-nghiem-2022/so/{unit.Code}")).ShouldNotContain("tính lại theo quy định kỳ này");
    }

    [Fact]
    public async Task A_change_within_the_survey_error_has_no_direction()
    {
        var block = Synthetic.Departments();
        var uncertain = block with { Result = block.Result with { Units = [.. block.Result.Units.Select(unit => unit with { Change = unit.Change is { } change ? change with { Margin = 50 } : null })] } };
        await using var pages = await Pages.StartAsync(uncertain);

        var rows = WebUtility.HtmlDecode(await pages.TextAsync(Ranking));
        rows.ShouldContain("≈");
        rows.ShouldContain("trong sai số điều tra ±50,00");
        var unit = block.Input.Units[block.Result.Units.Select((one, place) => (one, place)).First(one => one.one.Rank is not null).place];
        WebUtility.HtmlDecode(await pages.TextAsync($"{Ranking}/{unit.Code}")).ShouldContain("thay đổi so với kỳ trước không vượt sai số điều tra.");
    }

    [Fact]
    public async Task The_language_chosen_once_is_remembered_by_cookie()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());
        using var first = await pages.Client.GetAsync("/?lang=en");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var request = new HttpRequestMessage(HttpMethod.Get, Ranking) { Headers = { { "Cookie", cookie } } };
        using var second = await pages.Client.SendAsync(request);

        (await second.Content.ReadAsStringAsync()).ShouldContain("<html lang=\"en\"");
    }

    [Fact]
    public async Task Vietnamese_letters_are_written_as_letters()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        var page = await pages.TextAsync(Ranking);

        page.ShouldContain("Sở Lao động - Thương binh và Xã hội");
        page.ShouldNotContain("&#x1E");
        page.ShouldNotContain("&#xE");
    }

    [Theory]
    [InlineData(Visibility.Ranking, false, false, false)]
    [InlineData(Visibility.Fields, true, false, false)]
    [InlineData(Visibility.Criteria, true, true, false)]
    [InlineData(Visibility.Reasons, true, true, true)]
    public async Task A_profile_shows_no_more_than_its_round_allows(Visibility visibility, bool fields, bool criteria, bool reasons)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments(visibility));

        var profile = await pages.TextAsync(Ranking + "/so-2");
        var csv = await pages.TextAsync(Ranking + "/so-2.csv");
        var api = await pages.TextAsync("/api/thu-nghiem-2023/so/so-2");

        profile.Contains("Kết quả theo lĩnh vực", StringComparison.Ordinal).ShouldBe(fields);
        profile.Contains("Chất lượng thực hiện", StringComparison.Ordinal).ShouldBe(criteria);
        profile.Contains("Vì sao được số điểm này", StringComparison.Ordinal).ShouldBe(reasons);
        csv.Contains("Cải cách thể chế", StringComparison.Ordinal).ShouldBe(fields);
        csv.Contains("Chất lượng thực hiện", StringComparison.Ordinal).ShouldBe(criteria);
        api.Contains("\"TC\"", StringComparison.Ordinal).ShouldBe(fields);
        api.Contains("\"TC_2\"", StringComparison.Ordinal).ShouldBe(criteria);
    }

    [Fact]
    public async Task Names_of_officials_and_evidence_are_nowhere()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());
        string[] addresses =
        [
            "/", Ranking, Ranking + "/so-2", Ranking + "/method", Ranking + ".csv", Ranking + ".json", Ranking + "/so-2.csv", Ranking + "/so-2.json",
            Ranking + "/method.csv", Ranking + "/method.json", "/api/rounds", "/api" + Ranking, "/api" + Ranking + "/so-2",
        ];
        foreach (var address in addresses)
        {
            var text = await pages.TextAsync(address);
            text.ShouldNotContain("Nguyễn Văn Kín", customMessage: address);
            text.ShouldNotContain("15/BC-SNV", customMessage: address);
            text.ShouldNotContain("leadAppraiser", customMessage: address);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Ranking)]
    [InlineData(Ranking + "/so-1")]
    [InlineData(Ranking + "/method")]
    public async Task Pages_call_no_other_host_and_run_nothing_inline(string address)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());

        using var answer = await pages.Client.GetAsync(address);
        var page = (await answer.Content.ReadAsStringAsync()).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);

        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain(" style=");
        page.ShouldNotContain(" onclick=");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Illustrative_rounds_wear_their_band_and_others_do_not()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments(), Synthetic.Announced());

        foreach (var address in (string[])[Ranking, Ranking + "/so-1", Ranking + "/method", Ranking + ".csv"])
            (await pages.TextAsync(address)).ShouldContain("Số liệu minh họa", customMessage: address);
        (await pages.TextAsync("/cong-bo-2023/so")).ShouldNotContain("Số liệu minh họa");
    }

    [Fact]
    public async Task Pages_end_with_source_instant_and_hash()
    {
        var block = Synthetic.Departments();
        await using var pages = await Pages.StartAsync(block);

        var page = await pages.TextAsync(Ranking);

        page.ShouldContain(Synthetic.HashOf(block));
        page.ShouldContain("28/02/2024 08:30");
        page.ShouldContain(block.Source);
    }

    [Fact]
    public async Task A_browser_that_holds_the_page_is_told_to_keep_it()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Departments());
        using var first = await pages.Client.GetAsync(Ranking);
        using var again = new HttpRequestMessage(HttpMethod.Get, Ranking) { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } }; // asserted by the status below
        using var other = new HttpRequestMessage(HttpMethod.Get, Ranking + "?lang=en") { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } }; // as above

        (await pages.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await pages.Client.SendAsync(other)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Announced_totals_stand_beside_the_sum_of_their_parts()
    {
        await using var pages = await Pages.StartAsync(Synthetic.Announced());

        var differs = await pages.TextAsync("/cong-bo-2023/so/so-1");
        var equals = await pages.TextAsync("/cong-bo-2023/so/so-2");

        differs.ShouldContain("Tổng các phần đã công bố");
        differs.ShouldContain("chưa làm tròn, không được công bố");
        equals.ShouldContain("Tổng các phần đã công bố");
    }

    [Fact]
    public async Task With_nothing_published_the_list_says_so_and_what_comes_next()
    {
        await using var pages = await Pages.StartAsync();

        var page = await pages.TextAsync("/");

        page.ShouldContain("Chưa có kết quả nào được công bố");
        page.ShouldContain("ngay khi một kỳ đánh giá được chốt");
    }
}
