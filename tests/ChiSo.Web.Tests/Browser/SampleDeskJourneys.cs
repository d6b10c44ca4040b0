using System.Globalization;
using ChiSo.Web.Tests.Surveys;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A sample drawn in a real browser, from lists to links.</summary>
public sealed class SampleDeskJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_sample_is_drawn(int width)
    {
        await pages.OpenAsync();
        var size = width.ToString(CultureInfo.InvariantCulture);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/sample");
        await Look.AtAsync(manager, $"sample-empty-{size}");
        var list = "id,unit,stratum\n" + string.Concat(Enumerable.Range(1, 900).Select(number => $"P{number},{(number % 3 == 0 ? "noivu" : "tuphap")},{(number % 2 == 0 ? "Trực tuyến" : "Trực tiếp")}\n"));
        await manager.SetInputFilesAsync("#lists", new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await manager.ClickAsync("form[action*='Frame'] button");
        await manager.FillAsync("#f-cost", "25000");
        await manager.ClickAsync("form[method=get] button");
        await manager.FillAsync("#f-seed", "20261130");
        await Look.AtAsync(manager, $"sample-sizes-{size}");
        await manager.ClickAsync("form[action*='Draw'] button");
        await manager.Locator("#draws").WaitForAsync();
        await manager.ClickAsync("form[action*='Invite'] button");
        await manager.Locator(".slip").WaitForAsync();
        await Look.AtAsync(manager, $"sample-links-{size}");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/mail");
        await Look.AtAsync(manager, $"survey-mail-{size}");
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_unit_hands_in_its_list(int width)
    {
        var size = width.ToString(CultureInfo.InvariantCulture);
        var code = "danh-sach-" + size;
        using (var opener = await pages.SignInAsync("khaosat"))
            await SurveyOpening.OpenAsync(pages, opener, code);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}/sample");
        await manager.FillAsync("#f-until", SurveyOpening.Day(5));
        await manager.ClickAsync("form[action*='Call'] button");
        var officer = await chromium.SignInAsync(pages.Address, "canbo", width);
        await officer.ClickAsync($"a[href='/desk/survey-lists/{code}/noivu']");
        await Look.AtAsync(officer, $"unit-list-{size}");
        foreach (var list in new[] { "Mã hồ sơ,Điện thoại\nH1,không có\n", "Mã hồ sơ,Họ và tên\nH1,An\nH2,Bình\n" })
        {
            await officer.SetInputFilesAsync("#list", new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
            await officer.ClickAsync("form[enctype] button.main");
            await Look.AtAsync(officer, $"unit-list-{(list.Contains("An", StringComparison.Ordinal) ? "done" : "refused")}-{size}");
        }

        await manager.ReloadAsync();
        await Look.AtAsync(manager, $"sample-handed-{size}");
        await manager.ClickAsync("form[action*='Merge'] button");
        await manager.Locator("#sizes").WaitForAsync();
    }
}
