using System.Globalization;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A questionnaire written in a real browser: what is typed is seen at once as people will answer it.</summary>
public sealed class QuestionnaireJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, "satisfaction")]
    [InlineData(390, "officials", Traits = ["Duration", "Long"])]
    public async Task A_question_is_seen_while_it_is_typed(int width, string code)
    {
        var size = width.ToString(CultureInfo.InvariantCulture);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/questionnaires");
        await Look.AtAsync(manager, $"questionnaires-{size}");
        await manager.CheckAsync($"input[name=source][value='{code}@1']");
        await manager.ClickAsync("form.narrow button.main");
        await manager.WaitForURLAsync($"**/desk/questionnaires/{code}");
        var phone = manager.FrameLocator("iframe[name=phone]");
        await phone.Locator("button.main").First.WaitForAsync();
        await Look.AtAsync(manager, $"questionnaire-{size}");

        await manager.ClickAsync(".tree li.depth-1 a >> nth=0");
        await phone.Locator("h1").WaitForAsync();
        await Look.AtAsync(manager, $"questionnaire-row-{size}");
        await manager.Locator("textarea[lang=vi]").First.FillAsync("Câu hỏi đang được gõ?");
        await phone.GetByText("Câu hỏi đang được gõ?").First.WaitForAsync();
        await manager.Locator("#f-relevant").FillAsync("${khong_co} = ");
        await phone.Locator(".faults").WaitForAsync();
        await manager.Locator("form.stack button.main").ClickAsync();
        await manager.Locator("#f-relevant-wrong").WaitForAsync();
        await Look.AtAsync(manager, $"questionnaire-refused-{size}");

        foreach (var part in (string[])["lists", "factors", "settings"])
        {
            await manager.GotoAsync($"{pages.Address}/desk/questionnaires/{code}/{part}");
            await Look.AtAsync(manager, $"questionnaire-{part}-{size}");
        }

        await manager.GotoAsync($"{pages.Address}/desk/questionnaires/{code}/preview?display=page");
        await Look.AtAsync(manager, $"questionnaire-preview-{size}");
    }
}
