using System.Text;
using ChiSo.Application.Assessment;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>One survey after docs/how-to/survey.md, from the sample to the round it feeds, as those play it who do it.</summary>
public sealed class WholeSurveyJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Code = "ca-cuoc";
    private const string Home = $"/desk/surveys/{Code}";
    private const string Line = "TD_HL_TC";
    private const int Phone = 390;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_survey_goes_from_the_sample_to_the_round_by_link_without_network_and_on_paper()
    {
        using (var opener = await pages.SignInAsync("khaosat"))
            await SurveyOpening.OpenAsync(pages, opener, Code);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", 1280);
        var keys = await DrawAsync(manager);
        await AnswerOnPhoneAsync(keys[0]);
        await AnswerWithoutNetworkAsync(keys[1]);
        await OthersAsync(keys[2..]);
        await KeyOnPaperAsync();
        var answers = await pages.AnswersAsync(Code);
        answers.Select(answer => answer.Values.GetValueOrDefault("comment", "")).Where(said => said.Length > 0).Order(StringComparer.Ordinal).ShouldBe(["có mạng", "không mạng"]);
        answers.Count(answer => answer.Mode == AnswerMode.Paper).ShouldBe(1);

        await CleanAsync(manager, answers.Length);
        await ReleaseAsync(manager);
        await FeedAsync(manager);
    }

    /// <summary>Lists become a frame, a sample, links and slips in two languages.</summary>
    private async Task<string[]> DrawAsync(IPage manager)
    {
        await manager.GotoAsync($"{pages.Address}{Home}/sample");
        var list = "id,unit,stratum\n" + string.Concat(Enumerable.Range(1, 900).Select(number => $"P{number},{(number % 3 == 0 ? "noivu" : "tuphap")},{(number % 2 == 0 ? "Trực tuyến" : "Trực tiếp")}\n"));
        await manager.SetInputFilesAsync("#lists", new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(list) });
        await manager.ClickAsync("form[action*='Frame'] button");
        await manager.FillAsync("#f-seed", "20261130");
        await manager.ClickAsync("form[action*='Draw'] button");
        await manager.Locator("#draws").WaitForAsync();
        await manager.ClickAsync("form[action*='Invite'] button");
        await manager.Locator(".slip").WaitForAsync();
        var saving = manager.WaitForDownloadAsync();
        await manager.ClickAsync("form[action*='Links'] button");
        var links = await File.ReadAllTextAsync(await (await saving).PathAsync(), Cancel);
        await manager.SelectOptionAsync(".slip form[action*='Slips'] select[name=second]", "km");
        var printing = manager.WaitForDownloadAsync(new() { Timeout = 120_000 });
        await manager.ClickAsync(".slip form[action*='Slips'] button", new() { Timeout = 120_000 }); // waits while another browser prints
        (await File.ReadAllBytesAsync(await (await printing).PathAsync(), Cancel))[..5].ShouldBe("%PDF-"u8.ToArray());
        return [.. links.Split('\n').Where(line => line.Contains("?k=", StringComparison.Ordinal)).Select(line => line.Trim().Split("?k=")[1])];
    }

    private async Task AnswerOnPhoneAsync(string key)
    {
        var citizen = await chromium.OpenAsync(Phone);
        await citizen.GotoAsync($"{pages.Address}/s/{Code}?k={key}");
        await citizen.ClickAsync("button.main");
        await FillAsync(citizen, "có mạng");
        await citizen.ClickAsync("button.main");
        await citizen.Locator("h1:has-text('Cảm ơn')").WaitForAsync();
    }

    private async Task AnswerWithoutNetworkAsync(string key)
    {
        var citizen = await chromium.OpenAsync(Phone);
        await citizen.GotoAsync($"{pages.Address}/s/{Code}?k={key}");
        await citizen.GetByText("Mạng yếu?").ClickAsync();
        await citizen.GetByText("mở được cả khi mất mạng.").WaitForAsync();
        await citizen.Context.SetOfflineAsync(true);
        await citizen.ClickAsync("button.main");
        await FillAsync(citizen, "không mạng");
        await citizen.ClickAsync("button.main");
        await citizen.GetByText("Phiếu đã được lưu trên máy này").WaitForAsync();
        await citizen.ClickAsync("button.main");
        await citizen.Context.SetOfflineAsync(false);
        await citizen.GetByText("Đã gửi 1 phiếu").WaitForAsync();
    }

    /// <summary>Answers what is asked until all is answered.</summary>
    private static async Task FillAsync(IPage page, string comment)
    {
        for (var screens = 0; await page.Locator("h1:has-text('Đã trả lời xong')").CountAsync() == 0; screens++)
        {
            screens.ShouldBeLessThan(30);
            for (var open = page.Locator("fieldset:not(:has(:checked))"); await open.CountAsync() > 0;)
                await open.First.Locator(".choice").First.ClickAsync();
            if (await page.Locator("textarea").CountAsync() > 0)
                await page.FillAsync("textarea", comment);
            await page.ClickAsync("button.main");
        }
    }

    /// <summary>Three of four of the others answer, each in their own way.</summary>
    private async Task OthersAsync(string[] keys)
    {
        var live = (await pages.Installation.Surveys.FindAsync(Code, Cancel)).ShouldNotBeNull();
        var random = new Random(7);
        var filled = keys.Where((_, at) => at % 4 != 0).Select(key => (key, Values: live.Form.Questions().Where(question => question.Kind == QuestionKind.SelectOne).ToDictionary(question => question.Name, question => One(live.Form, question, random)))).ToList();
        foreach (var (key, values) in filled)
            (await pages.Installation.Intake.TakeAsync(live, key, "", new(live.Form, values, VietnamTime.Today(TimeProvider.System)), AnswerMode.Link, live.Form.DefaultLanguage, Cancel)).Problems.ShouldBeEmpty();
    }

    private static string One(Questionnaire form, Question question, Random random)
    {
        var choices = form.List(question.List)!.Choices; // a question that has choices names their list
        return question.Name == "used_service" ? "yes" : choices[random.Next(choices.Length)].Name;
    }

    /// <summary>Two people key one form alike.</summary>
    private async Task KeyOnPaperAsync()
    {
        foreach (var person in (string[])["nhapphieu", "nhapphieu2"])
        {
            var keyer = await chromium.SignInAsync(pages.Address, person, 1280);
            await keyer.GotoAsync($"{pages.Address}{Home}/paper/key");
            await keyer.FillAsync("#p-form", "G-1");
            await keyer.SelectOptionAsync("#p-unit", "noivu");
            await keyer.Keyboard.PressAsync("Enter"); // from the unit to the questions
            await keyer.FillAsync("#p-used_service", "2");
            foreach (var policy in SurveyPages.Policies)
                await keyer.FillAsync("#p-policy_" + policy, "4");
            await keyer.FillAsync("#p-age", "4");
            await keyer.FillAsync("#p-helper", "1");
            await keyer.ClickAsync("button[value=save]:not([aria-hidden])");
            await keyer.Locator("[role=status]").WaitForAsync();
        }
    }

    /// <summary>Closed, then everything without a sign accepted: from then on accepted answers alone count.</summary>
    private async Task CleanAsync(IPage manager, int answers)
    {
        await manager.GotoAsync($"{pages.Address}{Home}");
        await manager.FillAsync("#reason", "Đủ phiếu");
        await manager.ClickAsync("form[action*='handler=Close'] button");
        await manager.GotoAsync($"{pages.Address}{Home}/cleaning");
        await manager.FillAsync("#free-reason", "Không có dấu hiệu");
        await manager.ClickAsync("form:has(#free-reason) button");
        await manager.GotoAsync($"{pages.Address}{Home}/results");
        (await manager.Locator(".title").InnerTextAsync()).ShouldContain("Chỉ tính phiếu được chấp nhận");
        answers.ShouldBeGreaterThan(40);
        await Look.AtAsync(manager, "whole-survey-results");
    }

    /// <summary>By two people, and read as anybody does.</summary>
    private async Task ReleaseAsync(IPage manager)
    {
        await manager.GotoAsync($"{pages.Address}{Home}/release");
        await manager.ClickAsync("form[action*='Propose'] button");
        var second = await chromium.SignInAsync(pages.Address, "khaosat2", 1280);
        await second.GotoAsync($"{pages.Address}{Home}/release");
        await second.ClickAsync("form[action*='Approve'] button");
        var anybody = await chromium.OpenAsync(Phone);
        await anybody.GotoAsync($"{pages.Address}/survey-results/{Code}/1");
        (await anybody.InnerTextAsync("main")).ShouldContain("Sở Nội vụ");
        await Look.AtAsync(anybody, "whole-survey-released");
    }

    private async Task FeedAsync(IPage manager)
    {
        await manager.GotoAsync($"{pages.Address}/desk/survey-feeds/{Code}?round={DemoPages.Round}&block=departments");
        await manager.SelectOptionAsync($"select[name='l.{Line}']", "policy");
        await manager.ClickAsync("form[action*='Look'] details.guide summary");
        await manager.SelectOptionAsync("select[name='u.noivu']", "noivu");
        await manager.SelectOptionAsync("select[name='u.tuphap']", "");
        await manager.ClickAsync("form[action*='Look'] button.main");
        await manager.ClickAsync("form[action*='handler=Feed'] button");
        await manager.GetByText("Đã ghi 1 số liệu vào kỳ.").WaitForAsync();
        await using var context = pages.Installation.Database.Open();
        (await context.Positions.AsNoTracking().Where(row => row.Unit == "noivu").ToListAsync(Cancel)).Count(row => row.Criterion.Value == Line && row.Evidence.Contains($"({Code})", StringComparison.Ordinal)).ShouldBe(1);
    }
}
