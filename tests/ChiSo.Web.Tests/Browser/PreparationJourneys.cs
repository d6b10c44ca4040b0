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

    private static async Task SendAsync(Microsoft.Playwright.IPage page, string name, string content)
    {
        await page.SetInputFilesAsync("#file", new Microsoft.Playwright.FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
        await page.ClickAsync("main button.main");
    }
}
