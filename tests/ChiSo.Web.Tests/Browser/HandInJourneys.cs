using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A unit's sheet is filled and handed in where script is off, and where the records lie in PostgreSQL.</summary>
public sealed class HandInJourneys(Chromium chromium, HandInJourneys.Drafted pages, PostgresServer postgres) : IClassFixture<HandInJourneys.Drafted>
{
    private const int Left = 4;

    [Fact]
    public async Task Without_script_the_officer_fills_what_is_left_and_the_leader_hands_in()
    {
        await HandInAsync(pages, script: false);
        var positions = (await SheetAsync(pages)).Positions;
        positions.Values.ShouldAllBe(position => position.HandedIn != null);
        positions.Values.Count(position => position.Evidence == "Báo cáo số 5/BC-SNV ngày 10/12/2024").ShouldBe(Left);
    }

    [Fact]
    public async Task On_PostgreSQL_the_sheet_saves_itself_is_handed_in_and_reaches_the_appraiser()
    {
        await using var server = new PostgresPages(postgres.NewDatabase());
        await server.InitializeAsync();
        await HandInAsync(server, script: true);
        var appraiser = await chromium.SignInAsync(server.Address, "thamdinh", 1280);
        await appraiser.GotoAsync($"{server.Address}/desk/{DemoPages.Round}/departments/review/review1/unit/noivu");
        (await appraiser.Locator("article.review").CountAsync()).ShouldBeGreaterThan(0);
        (await server.Installation.VerifyTrailAsync(TestContext.Current.CancellationToken)).IsWhole.ShouldBeTrue();
        await appraiser.Context.CloseAsync(); // before its server is gone
    }

    private async Task HandInAsync(DemoPages served, bool script)
    {
        var officer = await EnterAsync(served, "canbo", script);
        await officer.ClickAsync("text=Nhập bảng tự đánh giá");
        await officer.ClickAsync(".progress a >> nth=0");
        foreach (var line in (await officer.Locator("[data-line]").AllAsync()).Take(Left))
        {
            await Cast.FillAsync(line);
            if (script)
                await line.Locator("[data-status] .saved").WaitForAsync();
        }

        if (!script)
            await officer.ClickAsync("button.main");
        (await officer.Locator(".error-summary").CountAsync()).ShouldBe(0);
        (await officer.Locator("[data-status].filled").CountAsync()).ShouldBeGreaterThanOrEqualTo(Left);
        await officer.ClickAsync(".actions a:has-text('Xem cả bảng')");
        await officer.ClickAsync("button:has-text('Gửi lãnh đạo đơn vị duyệt')");

        var leader = await EnterAsync(served, "lanhdao", script);
        await leader.ClickAsync(".work a[href$='/noivu/self']");
        await Cast.HandInAsync(leader);
        (await SheetAsync(served)).State.ShouldBe(SheetState.HandedIn);
    }

    private async Task<IPage> EnterAsync(DemoPages served, string person, bool script)
    {
        var page = await chromium.OpenAsync(390, script: script);
        await page.GotoAsync(served.Address + "/desk");
        await page.FillAsync("#user", People.DemoPeople.Prefix + person);
        await page.FillAsync("#password", People.DemoPeople.Password);
        await page.ClickAsync("main button");
        await page.Locator(".work").First.WaitForAsync();
        return page;
    }

    private static async Task<Sheet> SheetAsync(DemoPages served) =>
        (await served.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>The demonstration as whoever tries it finds it: four lines of the unit are left.</summary>
    public class Drafted : DemoPages
    {
        protected override bool OthersAtWork => true;
    }

    /// <summary>The same with its records in PostgreSQL.</summary>
    private sealed class PostgresPages(string connection) : Drafted
    {
        protected override string? Connection => connection;
    }
}
