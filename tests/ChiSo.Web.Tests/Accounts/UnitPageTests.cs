using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The register of units and its reorganisations over HTTP, and what they leave behind.</summary>
public sealed partial class UnitPageTests(UnitPageTests.Pages pages) : IClassFixture<UnitPageTests.Pages>
{
    private const string Register = "/desk/units";
    private const string All = "/desk/reorganisations";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("q=so+noi+vu", "Sở Nội vụ", "Sở Tư pháp")]
    [InlineData("q=noivu", "Sở Nội vụ", "Sở Tư pháp")]
    [InlineData("under=92&q=xa", "Xã Trường Xuân", "Sở Nội vụ")]
    [InlineData("on=31/12/2020&q=truong", "Xã Trường Xuân A", ">Xã Trường Xuân<")]
    public async Task Units_are_found_without_marks_on_any_day(string query, string shown, string hidden)
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var text = await office.TextAsync($"{Register}?{query}");
        text.ShouldContain($">{shown}</a>");
        text.ShouldNotContain(hidden.StartsWith('>') ? hidden : $">{hidden}</a>");
    }

    [Fact]
    public async Task What_was_known_once_is_shown_as_it_was_and_the_history_tells_both()
    {
        using var office = await pages.SignInAsync("kiemtoan");
        (await office.TextAsync($"{Register}?q=tu+phap&known=31/12/2024")).ShouldContain("chưa có đơn vị nào vào ngày này");
        var history = await office.TextAsync($"{Register}/tuphap");
        history.ShouldContain("Sở Tư Pháp (ghi sai)");
        history.ShouldContain("Đã được thay (");
        (await office.GetAsync($"{Register}/khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.TextAsync($"{Register}?on=hom-qua")).ShouldContain("không phải là ngày");
    }

    [Fact]
    public async Task The_register_can_be_had_as_files_that_are_taken_in_again()
    {
        using var admin = await pages.SignInAsync("quantri");
        using var json = JsonDocument.Parse(await admin.TextAsync($"{Register}.json?q=noivu"));
        json.RootElement[0].GetProperty("name").GetString().ShouldBe("Sở Nội vụ");
        var csv = await (await admin.GetAsync($"{Register}.csv?q=xa+truong")).Content.ReadAsByteArrayAsync(Cancel);
        (await (await admin.GetAsync($"{Register}.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        csv.Length.ShouldBeGreaterThan(40);

        using var form = new MultipartFormDataContent
        {
            { new StringContent(await admin.TokenAsync(Register)), "__RequestVerificationToken" },
            { new StringContent("Công văn 9"), "ground" },
            { new ByteArrayContent("code,name,parent\nmoi-nhap,Xã Mới Nhập,92\n"u8.ToArray()), "file", "danh muc.csv" },
        };
        (await admin.SendAsync(Register, form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.TextAsync($"{Register}?q=moi+nhap")).ShouldContain(">Xã Mới Nhập</a>");
        var none = await admin.PostAsync(Register, Register, new() { ["ground"] = "CV 1" });
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await none.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa chọn tệp danh mục");
    }

    [Fact]
    public async Task A_reorganisation_is_drafted_checked_and_applied_with_its_decision()
    {
        using var admin = await pages.SignInAsync("quantri");
        var at = await StartAsync(admin, "01/02/2026");
        (await SendAsync(admin, at, "Add", new() { ["Kind"] = "Split", ["From"] = "xa chia", ["Name"] = "Xã Chia Đông", ["Code"] = "chia1" })).ShouldContain("Chia tách cần ít nhất hai đơn vị mới.");
        (await PostAsync(admin, at, "Add", new() { ["Kind"] = "Merge", ["From"] = "xa mot\r\nxa-2", ["Name"] = "Phường Một Hai", ["Code"] = "mot-hai" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.TextAsync(at)).ShouldContain("Xã Một (xa-1) và Xã Hai (xa-2) thành Phường Một Hai (mot-hai).");
        var check = await admin.TextAsync(at + "?step=check");
        check.ShouldContain("tiếp nhận việc còn dở");

        (await SendAsync(admin, at, "Apply", new() { ["number"] = "5/NQ", ["decidedOn"] = "hôm nay" })).ShouldContain("Chưa ghi số và ngày của quyết định.");
        (await PostAsync(admin, at, "Apply", new() { ["number"] = "5/NQ-HĐND", ["decidedOn"] = "15/01/2026" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await admin.TextAsync(at)).ShouldContain("5/NQ-HĐND, 15/01/2026");
        (await admin.TextAsync($"{Register}/mot-hai")).ShouldContain("Xã Một; Xã Hai");
        (await admin.TextAsync($"{Register}/xa-1")).ShouldContain("Phường Một Hai");
        (await SendAsync(admin, at, "Remove", new() { ["number"] = "1" })).ShouldContain("đã áp dụng nên không đổi được nữa");
        (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Select(line => line.Link.Act).ShouldContain("units.reorganised");
    }

    [Fact]
    public async Task A_conflict_is_shown_with_its_change_and_a_draft_can_be_withdrawn()
    {
        using var admin = await pages.SignInAsync("quantri");
        var at = await StartAsync(admin, "01/03/2026");
        (await PostAsync(admin, at, "Add", new() { ["Kind"] = "Rename", ["From"] = "xa-3", ["Name"] = "Xã Ba", ["Code"] = "noivu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var check = await admin.TextAsync(at + "?step=check");
        check.ShouldContain("Chưa áp dụng được (1)");
        check.ShouldNotContain("handler=Apply");
        (await SendAsync(admin, at, "Remove", new() { ["number"] = "1" }, seen: 1)).ShouldContain("Người khác vừa sửa");
        (await PostAsync(admin, at, "Withdraw", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.TextAsync(at)).ShouldContain("Đã bỏ");
        (await admin.PostAsync(All, All, new() { ["on"] = "31/31/2025" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_successor_sees_sheet_evidence_and_result_of_the_unit_before_one_click_away()
    {
        using var admin = await pages.SignInAsync("quantri");
        var at = await StartAsync(admin, "01/01/2025");
        (await PostAsync(admin, at, "Add", new() { ["Kind"] = "Merge", ["From"] = "tuphap\r\ntaichinh", ["Name"] = "Sở Tài chính", ["Code"] = "taichinh" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.TextAsync(at + "?step=check")).ShouldContain("chuyển từ Sở Tư pháp sang Sở Tài chính");
        (await PostAsync(admin, at, "Apply", new() { ["number"] = "7/NQ", ["decidedOn"] = "15/12/2024" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var leader = await pages.SignInAsync("chutri"); // leader of tuphap before
        var sheet = await leader.TextAsync("/desk/thu-2024/departments/taichinh/self");
        sheet.ShouldContain("Các đơn vị tiền thân");
        sheet.ShouldContain("/desk/thu-2024/departments/tuphap/self");
        sheet.ShouldContain("chỉ số ");
        (await leader.GetAsync("/desk/thu-2024/departments/tuphap/self")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await leader.TextAsync("/desk/thu-2024/departments/tuphap/self")).ShouldContain("Sau sắp xếp");
    }

    [Theory]
    [InlineData("canbo", Register)]
    [InlineData("thamdinh", Register)]
    [InlineData("thuongtruc", All)]
    public async Task Others_know_of_none_of_it(string person, string path)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> StartAsync(Visitor admin, string day)
    {
        var started = await admin.PostAsync(All, All, new() { ["on"] = day });
        started.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return started.Headers.Location.ShouldNotBeNull().OriginalString;
    }

    private static async Task<HttpResponseMessage> PostAsync(Visitor admin, string at, string handler, Dictionary<string, string> fields, int? seen = null)
    {
        var page = await admin.TextAsync(at + "?add=New");
        var version = Seen().Match(page) is { Success: true } found ? found.Groups["seen"].Value : "0";
        return await admin.PostAsync("/desk", $"{at}?handler={handler}", new(fields) { ["seen"] = seen?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? version });
    }

    /// <summary>What a refused step says.</summary>
    private static async Task<string> SendAsync(Visitor admin, string at, string handler, Dictionary<string, string> fields, int? seen = null)
    {
        var answer = await PostAsync(admin, at, handler, fields, seen);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();

    /// <summary>A demo with a register of a few units.</summary>
    public sealed class Pages : DemoPages
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await ImportAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-10), Row("tuphap", "Sở Tư Pháp (ghi sai)", ""));
            await ImportAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-5),
                Row("92", "Thành phố Cần Thơ", ""), Row("noivu", "Sở Nội vụ"), Row("tuphap", "Sở Tư pháp"), Row("taichinh", "Sở Tài chính"), Row("xa-1", "Xã Một"), Row("xa-2", "Xã Hai"), Row("xa-3", "Xã Ba"), Row("xa-4", "Xã Chia"),
                Row("txa", "Xã Trường Xuân A") with { Until = new(2025, 1, 1) }, Row("tx", "Xã Trường Xuân") with { From = new(2025, 1, 1) });
        }

        private static RegisterRow Row(string unit, string name, string parent = "92") => new("", unit, name, "", "", parent, null, null, null, "");

        private async Task ImportAsync(DateTime at, params RegisterRow[] rows) =>
            (await Installation.Units.ImportAsync([.. rows], new(Guid.Empty, Guid.Empty, at, "thử"), Cancel)).Problems.ShouldBeEmpty();
    }
}
