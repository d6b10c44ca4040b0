using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Tests.Appraisal;

namespace ChiSo.Web.Tests.Browser;

/// <summary>What an auditor reads in a real browser, on both widths: everything, with nothing to press.</summary>
public sealed class AuditorJourneys(Chromium chromium, OnlyExplainedPageTests.Pages pages) : IClassFixture<OnlyExplainedPageTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_auditor_reads_how_people_rounds_and_the_installation_are_run(int width)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "thử");
        (await pages.Installation.Preparation.RollOverAsync(DemoPages.Round, new($"sap-{width}", Words.Same("Kỳ sắp tới"), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"), change, Cancel)).Problems.ShouldBeEmpty();
        var draft = await pages.Installation.Reorganisations.StartAsync(new(2030, 7, 1), change, Cancel);
        var night = new DateTime(2025, 3, 3, 16, 5, 0, DateTimeKind.Utc); // 23:05 in Vietnam
        await pages.Installation.Reads.RecordAsync(ReadLog.EvidenceRead, "bao-cao.pdf", new((await pages.PersonAsync("thamdinh")).Id, Guid.Empty, night, ""), Cancel);

        var auditor = await chromium.SignInAsync(pages.Address, "kiemtoan", width);
        await Look.AtAsync(auditor, $"auditor-desk-{width}");
        await auditor.ClickAsync(".places a[href='/desk/odd-reads']");
        await auditor.FillAsync("#week", "05/03/2025");
        await auditor.ClickAsync("button:has-text('Xem tuần này')");
        await auditor.Locator("h2:has-text('03/03/2025')").WaitForAsync();
        await Look.AtAsync(auditor, $"odd-reads-{width}");
        await auditor.ClickAsync("a:has-text('Xem trong nhật ký')");
        await auditor.Locator("ol.trail li:has-text('bao-cao.pdf')").First.WaitForAsync();
        foreach (var (name, path) in new[]
        {
            ("accounts", "/desk/accounts"), ("account", $"/desk/accounts/{(await pages.PersonAsync("canbo")).Id:D}"), ("settings", "/desk/settings"), ("messages", "/desk/messages"),
            ("reorganisations", "/desk/reorganisations"), ("reorganisation", $"/desk/reorganisations/{draft.Id:D}"), ("prepare", $"/desk/rounds/sap-{width}/prepare"),
            ("reminder", $"/desk/rounds/{DemoPages.Round}/reminder"), ("only-explained", $"/desk/{DemoPages.Round}/departments/review/{Stages.FirstReview}"),
        })
        {
            (await auditor.GotoAsync(pages.Address + path)).ShouldNotBeNull().Status.ShouldBe(200, path);
            await Look.AtAsync(auditor, $"auditor-{name}-{width}");
        }
    }
}
