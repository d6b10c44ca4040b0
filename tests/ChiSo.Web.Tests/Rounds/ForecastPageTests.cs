using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The forecast of missed deadlines on the page of a round, over HTTP.</summary>
public sealed class ForecastPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Page = "/desk/rounds/" + DemoPages.Round;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_would_miss_a_deadline_is_named_in_words_and_who_did_nothing_has_no_figure()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(Page)).ShouldNotContain("Dự báo trễ hạn", customMessage: "the stages have just begun");

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await pages.Installation.Calendar.SetAsync(DemoPages.Round, [new(Stages.Self, now.AddDays(-20), now.AddDays(1)), new(Stages.FirstReview, now.AddDays(-20), now.AddDays(1))], Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        await using (var context = pages.Installation.Database.Open())
            await context.Set<Round>().Where(round => round.Code == DemoPages.Round).ExecuteUpdateAsync(set => set.SetProperty(round => round.OpenedAt, now.AddDays(-20)), Cancel);
        (await pages.Installation.Sheets.SaveAsync(new(DemoPages.Round, "departments", "noivu", Stages.Self, new("TC_XD_TD"), 0, "a=9;b=10", "", "Báo cáo số 1"), await pages.PersonAsync("canbo"), DecimalMark.Comma, Cancel)).Problems.ShouldBeEmpty();

        var told = await office.TextAsync(Page);
        var forecast = told[told.IndexOf("id=\"forecast\"", StringComparison.Ordinal)..told.IndexOf("id=\"board\"", StringComparison.Ordinal)];
        forecast.ShouldContain("<th scope=\"row\">Sở Nội vụ</th>");
        forecast.ShouldContain("Có thể lỡ hạn");
        forecast.ShouldContain("Chưa có nhịp độ để dự báo");
        forecast.ShouldContain("Sở Tư pháp: ");
        forecast.ShouldContain("đã thẩm định 0, đã xác nhận 0 trong");
        (await office.TextAsync(Page + "?lang=en")).ShouldNotContain("Forecast_");
    }
}
