namespace ChiSo.Web.Tests.Browser;

/// <summary>The standing office prepares a round in a real browser, on a screen and on a phone.</summary>
public sealed class PreparationJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task A_round_is_made_from_last_years_and_a_wrong_file_is_told_cell_by_cell(int width)
    {
        var code = $"ky-{width}";
        var page = await chromium.SignInAsync(pages.Address, "thuongtruc", width);
        var trouble = Look.Listen(page, pages.Address);
        await page.GotoAsync(pages.Address + "/desk/rounds");
        await page.ClickAsync("text=Lập kỳ mới");
        await Look.AtAsync(page, $"new-round-{width}");
        await page.ClickAsync("main .places a >> nth=-1");
        await page.FillAsync("#code", code);
        await page.ClickAsync("details summary");
        await Look.AtAsync(page, $"roll-over-{width}");
        await page.ClickAsync("main button.main");
        await page.Locator("#workbook").WaitForAsync();
        await Look.AtAsync(page, $"prepare-{width}");

        await page.GotoAsync($"{pages.Address}/desk/rounds/{code}/criteria/departments");
        await page.ClickAsync("text=Sửa bộ tiêu chí");
        await page.ClickAsync(".tree .depth-1 >> nth=0 >> a >> nth=0");
        await page.FillAsync("#max_points", "9");
        await page.ClickAsync("text=Lưu dòng");
        await page.Locator("#draft").WaitForAsync();
        await Look.AtAsync(page, $"edit-set-wrong-{width}");
        await page.ClickAsync(".tree .depth-2 >> nth=0 >> a >> nth=0");
        await Look.AtAsync(page, $"edit-line-{width}");
        foreach (var kind in (string[])["ladder_joint", "choice", "survey", "proportional"])
        {
            await page.SelectOptionAsync("#rule_kind", kind);
            await page.ClickAsync("text=Hiện các ô của cách chấm này");
            await page.Locator("#rule_parameters").WaitForAsync();
            await Look.AtAsync(page, $"edit-rule-{kind}-{width}");
        }

        await page.SelectOptionAsync("#rule_kind", "proportional");
        await page.FillAsync("[id='r.x']", "a");
        await page.FillAsync("[id='r.T']", "10");
        await page.EvaluateAsync("document.querySelectorAll('[name^=\"f.\"], [name^=\"w.\"]').forEach(field => { field.value = ''; })");
        await page.FillAsync("[id='f.0.letter']", "a");
        await page.FillAsync("[id='f.0.meaning']", "việc đã xong");
        await page.ClickAsync("text=Hiện các ô của cách chấm này");
        await page.FillAsync("section[aria-labelledby=try] input", "5");
        await page.Locator("#t-status .number").WaitForAsync(); // by itself
        await Look.AtAsync(page, $"edit-rule-tried-{width}");
        await page.ClickAsync("text=Lưu dòng");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/edit"));

        await page.GotoAsync($"{pages.Address}/desk/rounds/{code}/prepare");
        await SendAsync(page, "units.csv", "block,unit,name_vi\ndepartments,noivu,\ndepartments,noivu,Sở Nội vụ\n");
        await page.Locator("#problems").WaitForAsync();
        await Look.AtAsync(page, $"upload-problems-{width}");
        trouble.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_round_of_two_blocks_is_prepared_up_to_the_proposal_to_open_without_any_workbook()
    {
        const string code = "khong-tep";
        const string round = "/desk/rounds/" + code;
        var cast = new Cast(chromium, pages.Address, 390);
        var office = await cast.EnterAsync("thuongtruc", "/desk/rounds");
        var trouble = Look.Listen(office, pages.Address);
        await office.ClickAsync("text=Lập kỳ mới");
        await office.ClickAsync("main .places a >> nth=-1");
        await office.FillAsync("#code", code);
        await office.ClickAsync("main button.main");
        await office.Locator("#stages").WaitForAsync();

        await office.ClickAsync($"a[href='{round}/stages']");
        await office.UncheckAsync("[name='in.explanation']");
        foreach (var (stage, opens, closes) in ((string, string, string)[])[("self", "05/01/2099", "23/01/2099"), ("review1", "26/01/2099", "13/02/2099"), ("review2", "16/02/2099", "27/02/2099"), ("council", "02/03/2099", "13/03/2099 17:00")])
        {
            await office.FillAsync($"[id='opens.{stage}']", opens);
            await office.FillAsync($"[id='closes.{stage}']", closes);
        }

        await Look.AtAsync(office, "plan-stages-390");
        await office.ClickAsync("main button.main");
        await office.Locator("td:has-text('13/03/2099 17:00')").WaitForAsync();

        await office.ClickAsync($"a[href='{round}/units/departments']");
        await office.UncheckAsync("[name='unit.khdt']");
        await office.Locator("summary:has-text('Sở Tư pháp')").ClickAsync();
        await office.FillAsync("[id='excluded_vi.tuphap']", "Đang sắp xếp lại");
        await office.FillAsync("[id='more.0.code']", "so-moi");
        await office.FillAsync("[id='more.0.name_vi']", "Sở Mới");
        await Look.AtAsync(office, "choose-units-390");
        await office.ClickAsync("main button.main:has-text('Lưu đơn vị')");
        await office.Locator("#units").WaitForAsync();
        await office.ClickAsync($"a[href='{round}/units/districts']");
        await office.Locator("[name^='unit.']").First.UncheckAsync();
        await office.ClickAsync("main button.main:has-text('Lưu đơn vị')");
        await office.Locator("#units").WaitForAsync();
        await Look.AtAsync(office, "prepared-without-workbook-390");

        var second = await cast.EnterAsync("thuongtruc2", "/desk");
        foreach (var block in (string[])["departments", "districts"])
        {
            await office.GotoAsync($"{pages.Address}{round}/criteria/{block}");
            await office.ClickAsync("form[action*='Propose'] button");
            await office.Locator(".lead:has-text('đã trình ban hành')").WaitForAsync();
            await second.GotoAsync($"{pages.Address}{round}/criteria/{block}");
            await second.ClickAsync("form[action*='Publish'] button");
            await second.Locator(".lead:has-text('đã ban hành')").WaitForAsync();
        }

        await office.GotoAsync(pages.Address + round);
        await office.ClickAsync("form[action*='Propose'] button.main");
        await office.Locator("form[action*='handler=Withdraw'] button").WaitForAsync();
        trouble.ShouldBeEmpty();
        var live = (await pages.Installation.Live.FindAsync(code, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        live.OpeningProposedBy.ShouldNotBeNull();
        live.Stages.ShouldBe(["self", "review1", "review2", "council"]);
        live.Clock.Windows.Length.ShouldBe(4);
        live.Block("departments")!.Units.Select(unit => unit.Code).ShouldContain("so-moi"); // rolled over just above
        live.Blocks.Length.ShouldBe(2);
    }

    private static async Task SendAsync(Microsoft.Playwright.IPage page, string name, string content)
    {
        await page.SetInputFilesAsync("#file", new Microsoft.Playwright.FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
        await page.ClickAsync("main button.main");
    }
}
