using System.Net;
using ChiSo.Application.Audit;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>Declared days over HTTP and without script: declared, and withdrawn for a reason alone.</summary>
public sealed class RoundDaysPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Page = "/desk/rounds/thu-2024/days";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_is_withdrawn_for_a_reason_that_the_trail_keeps()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var wrong = await office.PostAsync(Page, Page, new() { ["from"] = "hôm nọ", ["kind"] = "Off", ["ground"] = "Thông báo số 7" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync(Cancel)).ShouldContain("Ghi như 30/04/2026.", customMessage: "days.not-a-day");
        (await office.PostAsync(Page, Page, new() { ["from"] = "30/04/2099", ["kind"] = "Off", ["ground"] = "Thông báo số 7" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var silent = await office.PostAsync(Page, Page + "?handler=Withdraw", new() { ["day"] = "30/04/2099", ["reason"] = " " });
        silent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await silent.Content.ReadAsStringAsync(Cancel);
        told.ShouldContain("Chưa ghi lý do bỏ ngày đã khai");
        told.ShouldContain("Thông báo số 7", customMessage: "the day stands");

        (await office.PostAsync(Page, Page + "?handler=Withdraw", new() { ["day"] = "30/04/2099", ["reason"] = "Thông báo số 8 thay" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Page)).ShouldNotContain("Thông báo số 7");
        await using var context = pages.Installation.Database.Open();
        var link = context.AuditLinks.Where(one => one.Act == "days.withdrawn").OrderBy(one => one.Sequence).Last();
        context.AuditPayloads.Single(one => one.Chain == link.Chain && one.Sequence == link.Sequence).Json.ShouldContain("Thông báo số 8 thay");
    }
}
