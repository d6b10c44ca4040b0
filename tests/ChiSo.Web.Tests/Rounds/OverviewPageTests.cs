using System.Net;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The round at a glance, two stages compared, and the decision that approves, over HTTP.</summary>
public sealed class OverviewPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Overview = "/desk/rounds/" + DemoPages.Round + "/overview";
    private const string Compared = "/desk/" + DemoPages.Round + "/departments/stages";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("canbo", HttpStatusCode.NotFound)]
    [InlineData("lanhdao", HttpStatusCode.NotFound)]
    [InlineData("thamdinh", HttpStatusCode.NotFound)]
    [InlineData("chutri", HttpStatusCode.NotFound)]
    [InlineData("quantri", HttpStatusCode.NotFound)]
    [InlineData("thuongtruc", HttpStatusCode.OK)]
    [InlineData("uyvien", HttpStatusCode.OK)]
    [InlineData("chutoa", HttpStatusCode.OK)]
    [InlineData("thuky", HttpStatusCode.OK)]
    [InlineData("chutich", HttpStatusCode.OK)]
    [InlineData("kiemtoan", HttpStatusCode.OK)]
    public async Task Each_role_sees_results_before_they_are_public_or_does_not_know_of_them(string person, HttpStatusCode expected)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(Overview)).StatusCode.ShouldBe(expected);
        (await visitor.GetAsync(Compared)).StatusCode.ShouldBe(expected);
        (await visitor.GetAsync("/desk/rounds/can-tho-2023/overview")).StatusCode.ShouldBe(expected);
        (await visitor.GetAsync("/desk/rounds/khong-co/overview")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(Compared + "?from=self&to=khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/desk/rounds/" + DemoPages.Round + "/decision")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_blocks_the_approval_is_listed_and_refuses_it()
    {
        using var chairman = await pages.SignInAsync("chutich");
        var page = await chairman.TextAsync(Overview);
        page.ShouldContain("Hội đồng chưa thông qua danh sách của Khối sở, ban, ngành.");
        page.ShouldContain("Ghi được quyết định khi không còn gì cản trở.");
        var desk = await chairman.TextAsync("/desk");
        desk.ShouldContain("Việc cần làm: 0");
        desk[desk.IndexOf("Đang mở, lúc này chưa phải làm gì", StringComparison.Ordinal)..].ShouldContain($"<a href=\"{Overview}\">Phê duyệt kết quả</a>", customMessage: "one click from the first page");

        var refused = await chairman.PostAsync(Overview, Overview, new() { ["number"] = "512/QĐ-UBND", ["decidedOn"] = "mai" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await refused.Content.ReadAsStringAsync(Cancel);
        told.ShouldContain("Ngày quyết định chưa đúng hoặc chưa tới.");
        told.ShouldContain("Chưa chọn tệp quyết định đã ký.");
        (await pages.Installation.Live.FindAsync(DemoPages.Round, Cancel)).ShouldNotBeNull().FrozenAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("thuongtruc", HttpStatusCode.Forbidden)]
    [InlineData("thuky", HttpStatusCode.Forbidden)]
    [InlineData("kiemtoan", HttpStatusCode.Forbidden)]
    [InlineData("canbo", HttpStatusCode.NotFound)]
    public async Task Only_the_mandate_of_the_Chairman_approves(string person, HttpStatusCode expected)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.PostAsync("/desk", Overview, new() { ["number"] = "1", ["decidedOn"] = "01/01/2024" })).StatusCode.ShouldBe(expected);
        (await pages.Installation.Approvals.FindAsync(DemoPages.Round, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_stages_of_a_frozen_round_are_compared_for_every_unit()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var page = await office.TextAsync("/desk/can-tho-2023/departments/stages?from=self&to=review1");
        page.ShouldContain("Sở Nội vụ");
        page.ShouldContain("Đơn vị giảm");
    }
}
