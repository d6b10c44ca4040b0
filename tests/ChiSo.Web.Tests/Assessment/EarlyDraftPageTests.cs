using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>What is laid in before the self-assessment opens, over HTTP.</summary>
public sealed class EarlyDraftPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    [Fact]
    public async Task Before_the_stage_opens_a_line_is_a_draft_that_says_so_and_nothing_is_handed_in()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await pages.Installation.Calendar.SetAsync(DemoPages.Round, [new(Stages.Self, now.AddDays(30), now.AddDays(60))], Change.OnThisMachine(TimeProvider.System, "thử"), TestContext.Current.CancellationToken)).Problems.ShouldBeEmpty();
        using var officer = await pages.SignInAsync("canbo");
        using var leader = await pages.SignInAsync("lanhdao");
        (await officer.TextAsync("/desk")).ShouldContain("Nhập trước tài liệu và số liệu tạm");
        var saved = await officer.PostAsync(DemoPages.Sheet + "/TC", DemoPages.Sheet + "/TC?handler=Line", new() { ["line"] = "TC_XD_TD", ["e.TC_XD_TD.a"] = "9", ["e.TC_XD_TD.b"] = "10", ["seen.TC_XD_TD"] = "0" });
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await saved.Content.ReadAsStringAsync()).ShouldContain("Số liệu tạm");
        var sheet = await leader.TextAsync(DemoPages.Sheet);
        sheet.ShouldContain("Đợt tự đánh giá mở lúc");
        sheet.ShouldNotContain("value=\"HandIn\"");
        var refused = await leader.PostAsync(DemoPages.Sheet, DemoPages.Sheet, new() { ["step"] = "HandIn" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Giai đoạn này chưa mở.");
    }
}
