using System.Net;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The page that assigns appraisers, over HTTP and without script: every role, every form, every message.</summary>
public sealed class AppraiserPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Page = "/desk/rounds/thu-2024/appraisers";

    private static readonly Dictionary<string, string> Cell = new() { ["block"] = "departments", ["node"] = "CD_TT", ["agency"] = "tttt", ["reason"] = "Công văn số 12" };

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
    public async Task Every_role_reads_it_or_does_not_and_only_the_office_changes_it(string person, HttpStatusCode expected)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(Page)).StatusCode.ShouldBe(expected);
        foreach (var handler in (string[])["Assign", "Remove", "Declare", "Withdraw"])
        {
            var answer = await visitor.PostAsync("/desk", $"{Page}?handler={handler}", new(Cell) { ["agency"] = "khong-co" });
            answer.StatusCode.ShouldBe(expected == HttpStatusCode.NotFound ? HttpStatusCode.NotFound : person == "thuongtruc" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, handler);
        }

        if (expected == HttpStatusCode.OK)
            (await visitor.TextAsync(Page)).Contains("handler=Assign", StringComparison.Ordinal).ShouldBe(person == "thuongtruc");
    }

    [Fact]
    public async Task Nobody_reads_it_without_signing_in_and_an_unknown_round_is_not_there()
    {
        using var nobody = pages.Open();
        (await nobody.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync("/desk/rounds/khong-co/appraisers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_office_assigns_and_takes_back_and_the_lines_follow()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.PostAsync(Page, $"{Page}?handler=Assign", Cell)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Page)).ShouldContain("(cơ quan thường trực phân công)");
        var cancel = TestContext.Current.CancellationToken;
        (await pages.Installation.Appraisers.ReadAsync(DemoPages.Round, cancel)).ShouldNotBeNull().Map("departments").ShouldNotBeNull().Of(new("CD_TT"), "yte").Agency.ShouldBe("tttt");

        var silent = await office.PostAsync(Page, $"{Page}?handler=Remove", new(Cell) { ["reason"] = "" });
        silent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await silent.Content.ReadAsStringAsync(cancel)).ShouldContain("Chưa ghi lý do");
        (await office.PostAsync(Page, $"{Page}?handler=Remove", Cell)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Page)).ShouldNotContain("(cơ quan thường trực phân công)");
    }

    [Fact]
    public async Task Two_who_assign_one_cell_see_both_and_either_can_be_chosen()
    {
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        Dictionary<string, string> line = new(Cell) { ["node"] = "CD_BC_HAN" };
        (await first.PostAsync(Page, $"{Page}?handler=Assign", line)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var clash = await second.PostAsync(Page, $"{Page}?handler=Assign", new(line) { ["agency"] = "taichinh" });
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var told = await clash.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("Thay bằng nội dung của tôi");
        told.ShouldContain("name=\"seen\" value=\"CD_BC_HAN||tttt\"");
        (await AgencyAsync("CD_BC_HAN")).ShouldBe("tttt", "theirs stands until somebody chooses");
        (await second.PostAsync(Page, $"{Page}?handler=Assign", new(line) { ["agency"] = "taichinh", ["seen"] = "CD_BC_HAN||tttt" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AgencyAsync("CD_BC_HAN")).ShouldBe("taichinh");
        (await first.PostAsync(Page, $"{Page}?handler=Remove", line)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await first.PostAsync(Page, $"{Page}?handler=Remove", new(line) { ["agency"] = "taichinh" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<string> AgencyAsync(string line) =>
        (await pages.Installation.Appraisers.ReadAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull().Map("departments").ShouldNotBeNull().Of(new(line), "yte").Agency;

    [Fact]
    public async Task An_interest_is_recorded_with_its_ground()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        Dictionary<string, string> declared = new() { ["agency"] = "tttt", ["unit"] = "yte", ["ground"] = "", ["reason"] = "Người thân đã chuyển công tác" };
        var refused = await office.PostAsync(Page, $"{Page}?handler=Declare", declared);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Chưa ghi căn cứ.");

        (await office.PostAsync(Page, $"{Page}?handler=Declare", new(declared) { ["ground"] = "Đơn khai ngày 02/01" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Page)).ShouldContain("Đơn khai ngày 02/01");
        var silent = await office.PostAsync(Page, $"{Page}?handler=Withdraw", new(declared) { ["reason"] = " " });
        silent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await silent.Content.ReadAsStringAsync()).ShouldContain("Chưa ghi lý do");
        (await office.TextAsync(Page)).ShouldContain("Đơn khai ngày 02/01");
        (await office.PostAsync(Page, $"{Page}?handler=Withdraw", declared)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Page)).ShouldNotContain("Đơn khai ngày 02/01");
    }

    [Fact]
    public async Task An_appraiser_declares_the_own_interest_on_the_page_of_the_unit_and_the_lines_go()
    {
        const string block = $"/desk/{DemoPages.Round}/departments/review/review1";
        const string unit = block + "/unit/taichinh";
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.TextAsync(unit)).ShouldContain("Tự khai xung đột lợi ích với Sở Tài chính");
        var refused = await appraiser.PostAsync(unit, unit + "?handler=Interest", new() { ["ground"] = " " });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("Chưa ghi căn cứ.");
        told.ShouldContain("<details open=\"open\">");

        var declared = await appraiser.PostAsync(unit, unit + "?handler=Interest", new() { ["ground"] = "Người thân là kế toán trưởng" });
        (declared.StatusCode, declared.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, block));
        (await appraiser.TextAsync(block)).ShouldContain("“Người thân là kế toán trưởng”");
        (await appraiser.TextAsync(block.Replace("departments", "districts", StringComparison.Ordinal))).ShouldNotContain("“Người thân là kế toán trưởng”", Case.Sensitive, "no unit of that block");
        (await appraiser.GetAsync(unit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await appraiser.PostAsync(block, unit + "?handler=Interest", new() { ["ground"] = "Người thân là kế toán trưởng" })).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a double click");
        (await appraiser.PostAsync(block, $"{Page}?handler=Withdraw", new() { ["agency"] = "tuphap", ["unit"] = "taichinh", ["reason"] = "Nhầm" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(Page)).ShouldMatch("“Người thân là kế toán trưởng” <span class=\"quiet\">[^<–]*thẩm định[^<]*</span>");
        (await office.TextAsync(unit)).ShouldNotContain("handler=Interest");
        (await office.PostAsync(unit, unit + "?handler=Interest", new() { ["ground"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await office.TextAsync(Page)).ShouldContain("Sở Tư pháp, riêng ");
        var own = (await pages.Installation.Appraisers.ReadAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull().Interests.Single(interest => interest.Unit == "taichinh");
        (await office.PostAsync(Page, $"{Page}?handler=Withdraw", new() { ["agency"] = "tuphap", ["unit"] = "taichinh", ["reason"] = "Nhầm" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "none of the whole agency stands");
        (await office.PostAsync(Page, $"{Page}?handler=Withdraw", new() { ["agency"] = "tuphap", ["unit"] = "taichinh", ["account"] = own.Account.ToString(), ["reason"] = "Nhầm" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.TextAsync(unit)).ShouldContain("Tự khai xung đột lợi ích");
    }
}
