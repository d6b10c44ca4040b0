using ChiSo.Web.Tests.Accounts;

namespace ChiSo.Web.Tests.Browser;

/// <summary>An administrator merges two units in a real browser, on both widths.</summary>
public sealed class UnitJourneys(Chromium chromium, UnitPageTests.Pages pages) : IClassFixture<UnitPageTests.Pages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task Two_units_are_merged_after_checking_who_inherits(int width)
    {
        var admin = await chromium.SignInAsync(pages.Address, "quantri", width);
        await admin.ClickAsync(".places a[href='/desk/units']");
        await Look.AtAsync(admin, $"units-{width}");
        await admin.ClickAsync("th a[href='/desk/units/tuphap']");
        await Look.AtAsync(admin, $"unit-history-{width}");
        await admin.GotoAsync(pages.Address + "/desk/reorganisations");
        await admin.FillAsync("#on", "01/01/2025");
        await admin.ClickAsync("button.main");
        await Look.AtAsync(admin, $"reorganisation-begun-{width}");
        await admin.ClickAsync("a[href$='add=Split']");
        await admin.FillAsync("#from", "so tai chinh");
        foreach (var (row, code, name) in new[] { (0, "tc1", "Sở Tài chính"), (1, "tc2", "Sở Kế hoạch") })
        {
            await admin.FillAsync($"#name-{row}", name);
            await admin.FillAsync($"#code-{row}", code);
        }

        await Look.AtAsync(admin, $"reorganisation-split-{width}");
        await admin.ClickAsync("button.main");
        await admin.Locator(".error-summary:has-text('việc còn dở')").WaitForAsync();
        await admin.Locator("input[name='Heir']").First.CheckAsync();
        await admin.ClickAsync("button.main");
        await admin.ClickAsync("a.button.main");
        await admin.Locator("#inherits").WaitForAsync();
        await admin.FillAsync("#number", "01/NQ-HĐND");
        await admin.FillAsync("#decidedOn", "20/12/2024");
        await Look.AtAsync(admin, $"reorganisation-check-{width}");
        if (width != 390)
            return;
        await admin.ClickAsync("button.main");
        await admin.Locator(".lead:has-text('01/NQ-HĐND, 20/12/2024')").WaitForAsync();
        await Look.AtAsync(admin, $"reorganisation-applied-{width}");
    }
}
