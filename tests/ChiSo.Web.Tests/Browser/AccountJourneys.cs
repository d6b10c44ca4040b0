using ChiSo.Web.Tests.Accounts;

namespace ChiSo.Web.Tests.Browser;

/// <summary>An administrator's work on accounts and a person's own account in a real browser, on both widths.</summary>
public sealed class AccountJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_auditor_filters_the_trail(int width)
    {
        var auditor = await chromium.SignInAsync(pages.Address, "kiemtoan", width);
        await auditor.ClickAsync(".places a[href='/desk/trail']");
        await auditor.SelectOptionAsync("#act", "round.frozen");
        await auditor.ClickAsync("form button.main");
        await auditor.Locator("ol.trail details summary").First.ClickAsync();
        await auditor.Locator("ol.trail pre:visible").First.WaitForAsync();
        await Look.AtAsync(auditor, $"trail-found-{width}");
        await auditor.ClickAsync("a[href='/desk/trail']:has-text('Bỏ lọc')");
        await Look.AtAsync(auditor, $"trail-{width}");
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task An_account_is_made_given_a_role_and_closed(int width)
    {
        var admin = await chromium.SignInAsync(pages.Address, "quantri", width);
        await admin.ClickAsync(".places a[href='/desk/accounts']");
        await Look.AtAsync(admin, $"accounts-{width}");
        await admin.ClickAsync("summary:has-text('Thêm tài khoản')");
        await admin.FillAsync("#fullName", "Trần Văn Mới");
        await admin.FillAsync("#userName", $"tranvanmoi{width}");
        await admin.ClickAsync("form.stack button");
        await admin.Locator("#handover").WaitForAsync();
        await Look.AtAsync(admin, $"account-made-{width}");
        await admin.ClickAsync("a:has-text('Tiếp theo: giao vai trò')");
        await admin.SelectOptionAsync("#role", "UnitOfficer");
        await admin.SelectOptionAsync("#unit", "noivu");
        await admin.FillAsync("#ground", "QĐ 12/QĐ-SNV ngày 05/01/2026");
        await admin.ClickAsync("button:has-text('Giao vai trò')");
        await admin.Locator("#roles:has-text('(1)')").WaitForAsync();
        await Look.AtAsync(admin, $"account-{width}");
        await admin.ClickAsync("button:has-text('Đóng tài khoản')");
        await admin.Locator(".state:has-text('Tài khoản đã đóng')").WaitForAsync();
    }

    [Theory]
    [InlineData(1280, "uyvien", Traits = ["Duration", "Long"])]
    [InlineData(390, "chutoa")]
    public async Task A_person_turns_the_authenticator_on_and_keeps_the_codes(int width, string who)
    {
        var person = await chromium.SignInAsync(pages.Address, who, width);
        await person.ClickAsync(".topbar a[href='/desk/account']");
        await Look.AtAsync(person, $"own-account-{width}");
        await person.FillAsync("#code", Totp.Now(await person.InnerTextAsync(".address code")));
        await person.ClickAsync("button:has-text('Bật ứng dụng xác thực')");
        await person.Locator(".codes").WaitForAsync();
        await Look.AtAsync(person, $"own-codes-{width}");
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_leader_adds_a_colleague_and_hands_work_over(int width)
    {
        var leader = await chromium.SignInAsync(pages.Address, "lanhdao", width);
        await leader.ClickAsync(".places a[href='/desk/colleagues/noivu']");
        await Look.AtAsync(leader, $"colleagues-{width}");
        await leader.ClickAsync("summary:has-text('Thêm tài khoản')");
        await leader.FillAsync("#fullName", $"Nguyễn Thị Đồng {width}");
        await leader.FillAsync("#userName", $"dongnghiep{width}");
        await leader.FillAsync("#ground", "Giấy giới thiệu 12");
        await leader.ClickAsync("button:has-text('Tạo tài khoản')");
        await leader.Locator("#handover").WaitForAsync();
        await leader.GotoAsync(pages.Address + "/desk/colleagues/noivu");
        await leader.ClickAsync("summary:has-text('Bàn giao việc')");
        await leader.SelectOptionAsync("#ho-mandate", new Microsoft.Playwright.SelectOptionValue { Label = $"Nguyễn Thị Đồng {width} – Cán bộ đầu mối của đơn vị" });
        await leader.SelectOptionAsync("#ho-to", new Microsoft.Playwright.SelectOptionValue { Label = "Cán bộ Sở Nội vụ (thử)" });
        await leader.FillAsync("#ho-from", "31/12/2098");
        await leader.FillAsync("#ho-ground", "QĐ điều động 7");
        await Look.AtAsync(leader, $"colleagues-handover-{width}");
        await leader.ClickAsync("form button:has-text('Bàn giao việc')");
        await leader.Locator("text=31/12/2098").First.WaitForAsync();
    }
}
