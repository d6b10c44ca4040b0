namespace ChiSo.Web.Tests.Browser;

/// <summary>An officer asks about a criterion from the line, the agency answers, the answer stands beside the line.</summary>
public sealed class GuidanceJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280, "TC_XD_TD", Traits = ["Duration", "Long"])]
    [InlineData(390, "TC_XD_QT")]
    public async Task A_question_is_answered_beside_the_line(int width, string line)
    {
        var officer = await chromium.SignInAsync(pages.Address, "canbo", width);
        await officer.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TC");
        var beside = officer.Locator($"#{line} details.guide:has-text('Hướng dẫn chấm điểm')");
        await beside.Locator("summary").ClickAsync();
        await beside.Locator("text=Trần Thị B").WaitForAsync();
        await Look.AtAsync(officer, $"guidance-line-{width}");
        await beside.Locator("text=gửi câu hỏi").ClickAsync();
        await officer.FillAsync("#text", $"Câu hỏi ở {width}?");
        await officer.ClickAsync("button:has-text('Gửi câu hỏi')");
        await officer.Locator($"text=Câu hỏi ở {width}?").WaitForAsync();

        var agency = await chromium.SignInAsync(pages.Address, "thamdinh", width);
        await agency.ClickAsync(".work a:has-text('Trả lời câu hỏi về tiêu chí')");
        await Look.AtAsync(agency, $"guidance-{width}");
        await agency.ClickAsync("#waiting ~ ul a, section[aria-labelledby=waiting] ul a");
        await Look.AtAsync(agency, $"guidance-criterion-{width}");
        await agency.FillAsync("textarea[name=answer]", "Theo ngày ghi trong chương trình");
        await agency.ClickAsync("button:has-text('Gửi câu trả lời')");
        await agency.Locator(".done >> text=Theo ngày ghi trong chương trình").WaitForAsync();

        await officer.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TC");
        (await officer.Locator($"#{line} details.guide summary:has-text('Hướng dẫn chấm điểm')").InnerTextAsync()).ShouldContain("1 câu trả lời");
    }
}
