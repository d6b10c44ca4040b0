using ChiSo.Application.People;
using ChiSo.Web.People;
using ChiSo.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Passkeys in a real browser, with a device the browser itself plays.</summary>
public sealed class PasskeyJourneys(Chromium chromium, WorkingPages pages) : IClassFixture<WorkingPages>
{
    [Theory]
    [InlineData(1280, "thuongtruc")]
    [InlineData(390, "quantri", Traits = ["Duration", "Long"])]
    public async Task A_passkey_takes_the_place_of_password_and_code_until_it_is_removed(int width, string person)
    {
        var home = pages.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal); // passkeys belong to a name, not to a number
        var page = await chromium.OpenAsync(width);
        await PlayDeviceAsync(page);
        await page.GotoAsync(home + "/desk");
        await page.FillAsync("#user", pages.Prefix + person);
        await page.FillAsync("#password", DemoPeople.Password);
        await page.ClickAsync("form:has(#password) button");
        await page.WaitForURLAsync(home + "/desk/account"); // the role needs a second factor
        await page.FillAsync("#passkey-name", "Máy ở cơ quan");
        await Look.AtAsync(page, $"passkey-add-{width}");
        await page.ClickAsync("form[data-passkey=add] button");
        await page.Locator("section[aria-labelledby=passkeys] h3", new() { HasText = "Máy ở cơ quan" }).WaitForAsync();
        await Look.AtAsync(page, $"passkey-added-{width}");
        await page.GotoAsync(home + "/desk");
        page.Url.ShouldBe(home + "/desk");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(home + "/desk");
        await Look.AtAsync(page, $"passkey-sign-in-{width}");
        await page.ClickAsync("form[data-passkey=use] button");
        await page.WaitForURLAsync(home + "/desk");

        await page.GotoAsync(home + "/desk/account");
        await page.ClickAsync("section[aria-labelledby=passkeys] li button");
        await page.Locator("section[aria-labelledby=passkeys] h3").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(home + "/sign-in");
        await page.ClickAsync("form[data-passkey=use] button");
        await page.Locator("text=Khóa truy cập này không mở được tài khoản nào").WaitForAsync();
    }

    [Fact]
    public async Task The_passkey_of_a_made_up_person_opens_nothing_outside_demo_mode()
    {
        var home = pages.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var page = await chromium.OpenAsync(1280);
        await PlayDeviceAsync(page);
        await page.GotoAsync(home + "/sign-in");
        await page.FillAsync("#user", pages.Prefix + "lanhdao");
        await page.FillAsync("#password", DemoPeople.Password);
        await page.ClickAsync("form:has(#password) button");
        await page.WaitForURLAsync(home + "/desk");
        await page.GotoAsync(home + "/desk/account");
        await page.FillAsync("#passkey-name", "Máy ở cơ quan");
        await page.ClickAsync("form[data-passkey=add] button");
        await page.Locator("section[aria-labelledby=passkeys] h3", new() { HasText = "Máy ở cơ quan" }).WaitForAsync();

        await NameAsync(pages.Prefix + "lanhdao", DemoPeople.Prefix + "lanhdao"); // as if the key were made in demo mode
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(home + "/sign-in");
        await page.ClickAsync("form[data-passkey=use] button");
        await page.Locator("text=Khóa truy cập này không mở được tài khoản nào").WaitForAsync();
        await NameAsync(DemoPeople.Prefix + "lanhdao", pages.Prefix + "lanhdao");
        await page.GotoAsync(home + "/desk");
        await page.ClickAsync("form[data-passkey=use] button");
        await page.WaitForURLAsync(home + "/desk");
    }

    private Task<int> NameAsync(string from, string to) => pages.Installation.Database.WriteAsync(async context =>
    {
        var account = await context.Accounts.SingleAsync(one => one.UserName == from);
        (account.UserName, account.NormalizedUserName) = (to, to.ToUpperInvariant());
        return 0;
    }, TestContext.Current.CancellationToken);

    /// <summary>A device that asks for a finger, played by the browser itself.</summary>
    private static async Task PlayDeviceAsync(Microsoft.Playwright.IPage page)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
    }
}
