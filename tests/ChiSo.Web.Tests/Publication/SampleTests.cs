using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Publication;

/// <summary>The rounds of the folder samples as the public reads them, out of a real database.</summary>
public sealed partial class SampleTests(SamplePages pages) : IClassFixture<SamplePages>
{
    private const string Departments = "/can-tho-2023/departments";
    private const string Ministries = "/ministries-2023/ministries";

    [Fact]
    public async Task The_departments_page_states_what_the_city_announced()
    {
        var page = Plain(await pages.Client.GetStringAsync(Departments));

        page.ShouldContain("Số liệu minh họa");
        page.ShouldContain("16 đơn vị: trung bình 92,27 %, tăng 1,76 điểm phần trăm");
        page.ShouldContain("▲ +1,76");
        page.ShouldContain("kỳ thứ 3 liên tiếp tăng");
        FirstUnit().Match(page).Groups["name"].Value.ShouldBe("Sở Lao động - Thương binh và Xã hội");
    }

    [Fact]
    public async Task The_ministries_page_ranks_announced_totals_with_the_sums_of_their_parts_beside()
    {
        var page = Plain(await pages.Client.GetStringAsync(Ministries));

        page.ShouldNotContain("Số liệu minh họa");
        page.ShouldContain("17 đơn vị: trung bình 84,38 %");
        page.ShouldContain("Tổng các phần");
        page.ShouldContain("9 đơn vị có hai giá trị khác nhau");
        Differs().Count(page).ShouldBe(9);
    }

    [Fact]
    public async Task A_criterion_two_blocks_share_is_set_side_by_side_without_ranks()
    {
        var page = Plain(await pages.Client.GetStringAsync("/can-tho-2023/common/CD_TT"));

        page.ShouldContain("Nội dung này có ở 2 khối.");
        page.ShouldContain("Khối sở, ban, ngành");
        page.ShouldContain("Huyện Phong Điền");
        page.ShouldNotContain(">Hạng<");
        (await pages.Client.GetStringAsync(Departments + "/method")).ShouldContain("/can-tho-2023/common/CD_TT");
        (await pages.Client.GetAsync("/can-tho-2023/common/khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.Client.GetAsync("/khong-co/common/CD_TT")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_address_of_a_round_leads_to_its_first_block()
    {
        using var answer = await pages.Client.GetAsync("/can-tho-2023?lang=en");
        using var unknown = await pages.Client.GetAsync("/can-tho-1999");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(Departments + "?lang=en"); // a redirect has a place
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/tables/index", 16, "index")]
    [InlineData("/tables/change", 16, "lastIndex")]
    [InlineData("/tables/classes", 5, "units")]
    [InlineData("/{first}/tables/fields", 9, "share")]
    [InlineData("/{first}/tables/losses", 1, "lost")]
    [InlineData("/{first}/tables/years", 4, "index")]
    public async Task Each_table_and_chart_is_a_file_of_each_kind_with_its_origin(string address, int atLeast, string key)
    {
        var page = await pages.Client.GetStringAsync(Departments);
        var path = Departments + address.Replace("{first}", FirstUnit().Match(Plain(page)).Groups["code"].Value, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(await pages.Client.GetStringAsync(path + ".json"));
        var csv = await pages.Client.GetStringAsync(path + ".csv");
        using var xlsx = await pages.Client.GetAsync(path + ".xlsx");

        json.RootElement.GetProperty("rows").GetArrayLength().ShouldBeGreaterThanOrEqualTo(atLeast);
        json.RootElement.GetProperty("rows")[0].GetProperty(key).ValueKind.ShouldBe(JsonValueKind.Number);
        json.RootElement.GetProperty("illustrative").GetBoolean().ShouldBeTrue();
        csv.ShouldContain("Số liệu minh họa");
        csv.ShouldContain(json.RootElement.GetProperty("hash").GetString()!); // a frozen block has a hash
        xlsx.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Departments)]
    [InlineData(Ministries)]
    public async Task Every_file_a_page_offers_is_there(string address)
    {
        foreach (var page in (string[])[address, address + "/method", $"{address}/{FirstUnit().Match(Plain(await pages.Client.GetStringAsync(address))).Groups["code"].Value}"])
        {
            var links = Files().Matches(await pages.Client.GetStringAsync(page)).Select(match => match.Groups["file"].Value).Distinct().ToList();
            links.Count.ShouldBeGreaterThanOrEqualTo(6, page);
            foreach (var link in links)
            {
                using var file = await pages.Client.GetAsync(link);
                file.StatusCode.ShouldBe(HttpStatusCode.OK, link);
            }
        }
    }

    [Fact]
    public async Task The_method_page_shows_the_worked_examples_of_each_rule()
    {
        var page = Plain(await pages.Client.GetStringAsync(Departments + "/method"));

        page.ShouldContain("Ví dụ tính");
        page.ShouldContain("Điểm in với 2 chữ số thập phân");
    }

    private static string Plain(string page) => WebUtility.HtmlDecode(page).Replace('\u00A0', ' ').Replace("</i>", "", StringComparison.Ordinal);

    [GeneratedRegex("class=\"unit\"><a href=\"[^\"]+/(?<code>[^\"/]+)\">(?<name>[^<]+)</a>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstUnit();

    [GeneratedRegex("class=\"differs\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Differs();

    [GeneratedRegex("href=\"(?<file>[^\"]+\\.(csv|xlsx|json))\" download", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Files();
}
