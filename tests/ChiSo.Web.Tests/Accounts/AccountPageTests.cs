using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The administrator's pages of accounts over HTTP, and what they leave behind.</summary>
public sealed partial class AccountPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string List = "/desk/accounts";
    private const string NewPassword = "mot-cau-dai-de-nho-lam";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_account_gets_a_link_that_works_once_and_then_signs_in()
    {
        using var admin = await pages.SignInAsync("quantri");
        var made = await admin.PostAsync(List, List, new() { ["UserName"] = "moi.mot", ["FullName"] = "Nguyễn Thị Mới" });
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = LinkIn(await made.Content.ReadAsStringAsync());
        (await RowAsync("moi.mot")).HasPassword.ShouldBeFalse();

        using var person = pages.Open();
        (await person.PostAsync(link, link, new() { ["Password"] = NewPassword })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await person.PostAsync(link, link, new() { ["Password"] = "mot-cau-khac-dai-hon" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(person, "moi.mot")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ActsAsync("moi.mot")).ShouldBe(["account.created"]);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_what_was_typed_stays()
    {
        using var admin = await pages.SignInAsync("quantri");
        var answer = await admin.PostAsync(List, List, new() { ["UserName"] = "THU.canbo", ["FullName"] = "Trùng Tên" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("Đã có tài khoản THU.canbo.");
        text.ShouldContain("value=\"Trùng Tên\"");
    }

    [Theory]
    [InlineData("can bo so noi vu", "thu.canbo", "thu.kiemtoan")]
    [InlineData("kiem toan", "thu.kiemtoan", "thu.canbo")]
    [InlineData("CƠ QUAN THƯỜNG TRỰC", "thu.thuongtruc2", "thu.canbo")]
    public async Task People_are_found_by_name_or_role_without_marks(string typed, string found, string hidden)
    {
        using var admin = await pages.SignInAsync("quantri");
        var text = await admin.TextAsync($"{List}?q={Uri.EscapeDataString(typed)}");
        text.ShouldContain($">{found}<");
        text.ShouldNotContain($">{hidden}<");
    }

    [Fact]
    public async Task A_role_is_granted_and_ended_and_the_trail_tells_both()
    {
        using var admin = await pages.SignInAsync("quantri");
        var id = await MakeAsync(admin, "moi.hai");
        var page = $"{List}/{id:D}";
        Dictionary<string, string> Form(string role, string unit, string from = "", string until = "", string ground = "QĐ 12") =>
            new() { ["Role"] = role, ["Unit"] = unit, ["From"] = from, ["Until"] = until, ["Ground"] = ground };
        foreach (var (form, told) in new[]
        {
            (Form("UnitOfficer", ""), "Vai trò này cần một đơn vị."),
            (Form("Auditor", "noivu"), "Vai trò này không gắn với đơn vị nào."),
            (Form("UnitOfficer", "khong-co"), "Không có vai trò hoặc đơn vị này."),
            (Form("Auditor", "", ground: " "), "Chưa ghi căn cứ giao vai trò."),
            (Form("Auditor", "", from: "hôm nay"), "Ngày chưa đúng."),
            (Form("Auditor", "", from: "02/01/2030", until: "01/01/2030"), "Ngày kết thúc không sau ngày bắt đầu."),
        })
        {
            var refused = await admin.PostAsync(page, page + "?handler=Grant", form);
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, told);
            (await refused.Content.ReadAsStringAsync()).ShouldContain(told);
        }

        (await admin.PostAsync(page, page + "?handler=Grant", Form("UnitOfficer", "noivu", until: "31/12/2099"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var mandate = (await RowAsync("moi.hai")).Mandates.Single();
        mandate.Until.ShouldBe(new DateTime(2099, 12, 31, 17, 0, 0, DateTimeKind.Utc)); // the day counts to its end, in Vietnam
        (await admin.PostAsync(page, page + "?handler=End", new() { ["mandate"] = mandate.Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RowAsync("moi.hai")).Mandates.Single().HoldsAt(TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeFalse();
        (await ActsAsync("moi.hai")).ShouldBe(["account.created", "mandate.granted", "mandate.ended"]);
    }

    [Fact]
    public async Task One_stands_in_only_for_somebody_who_holds_the_role()
    {
        using var admin = await pages.SignInAsync("quantri");
        var id = await MakeAsync(admin, "moi.thay");
        var page = $"{List}/{id:D}";
        async Task<HttpStatusCode> GrantAsync(string principal) => (await admin.PostAsync(page, page + "?handler=Grant",
            new() { ["Role"] = "UnitLeader", ["Unit"] = "noivu", ["Ground"] = "Giấy ủy quyền 3", ["ActingFor"] = (await RowAsync(principal)).Id.ToString() })).StatusCode;
        (await GrantAsync("thu.canbo")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await GrantAsync("thu.lanhdao")).ShouldBe(HttpStatusCode.Redirect);
        (await admin.TextAsync(page)).ShouldContain("làm thay Lãnh đạo Sở Nội vụ (thử)");
    }

    [Fact]
    public async Task Ending_all_sessions_ends_them_at_once_and_a_new_link_kills_the_one_before()
    {
        using var admin = await pages.SignInAsync("quantri");
        var id = (await RowAsync("thu.uyvien")).Id;
        var page = $"{List}/{id:D}";
        using var member = await pages.SignInAsync("uyvien");
        (await member.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync(page, page + "?handler=Sessions", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await member.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var first = LinkIn(await (await admin.PostAsync(page, page + "?handler=Link", [])).Content.ReadAsStringAsync());
        var second = LinkIn(await (await admin.PostAsync(page, page + "?handler=Link", [])).Content.ReadAsStringAsync());
        (await member.PostAsync(first, first, new() { ["Password"] = NewPassword })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await member.PostAsync(second, second, new() { ["Password"] = NewPassword })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ActsAsync("thu.uyvien")).ShouldBe(["account.created", "mandate.granted", "account.sessions-ended", "account.link-made", "account.link-made"]);
        (await pages.SecurityLogAsync()).ShouldContain("\"what\":\"account.sessions-ended\",\"user\":\"thu.uyvien\"");
    }

    [Fact]
    public async Task A_closed_account_is_out_until_it_is_opened()
    {
        using var admin = await pages.SignInAsync("quantri");
        var page = $"{List}/{(await RowAsync("thu.chutoa")).Id:D}";
        using var chair = await pages.SignInAsync("chutoa");
        (await admin.PostAsync(page, page + "?handler=Close", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await chair.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = pages.Open();
        (await again.SignInAsync("chutoa")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.PostAsync(page, page + "?handler=Open", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await again.SignInAsync("chutoa")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_last_administrator_stays_and_grants_themselves_nothing()
    {
        using var admin = await pages.SignInAsync("quantri");
        var row = await RowAsync("thu.quantri");
        var page = $"{List}/{row.Id:D}";
        foreach (var (handler, fields) in new (string, Dictionary<string, string>)[]
        {
            ("Close", []),
            ("End", new() { ["mandate"] = row.Mandates.Single().Id.ToString() }),
            ("Grant", new() { ["Role"] = "StandingOffice", ["Ground"] = "QĐ 1" }),
        })
            (await admin.PostAsync(page, $"{page}?handler={handler}", fields)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, handler);
        (await RowAsync("thu.quantri")).ShouldBe(row, EqualityOfRows);
    }

    [Theory]
    [InlineData("thuongtruc", HttpStatusCode.NotFound)]
    [InlineData("kiemtoan", HttpStatusCode.OK)]
    [InlineData("canbo", HttpStatusCode.NotFound)]
    public async Task Auditors_read_these_pages_and_nobody_else_changes_anything_there(string person, HttpStatusCode reads)
    {
        using var visitor = await pages.SignInAsync(person);
        var before = (await pages.Installation.Accounts.ListAsync(Cancel)).Length;
        (await visitor.GetAsync(List)).StatusCode.ShouldBe(reads);
        (await visitor.GetAsync($"{List}/{(await RowAsync("thu.chutich")).Id:D}")).StatusCode.ShouldBe(reads);
        (await visitor.PostAsync("/desk", List, new() { ["UserName"] = "lau", ["FullName"] = "Lậu" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.PostAsync("/desk", $"{List}/{(await RowAsync("thu.chutich")).Id:D}?handler=Close", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.Installation.Accounts.ListAsync(Cancel)).Length.ShouldBe(before);
        (await RowAsync("thu.chutich")).Closed.ShouldBeFalse();
    }

    private static IEqualityComparer<AccountRow> EqualityOfRows => EqualityComparer<AccountRow>.Create(
        (one, other) => one is not null && other is not null && one with { Mandates = [] } == other with { Mandates = [] } && one.Mandates.Select(mandate => (mandate.Id, mandate.Until)).SequenceEqual(other.Mandates.Select(mandate => (mandate.Id, mandate.Until))),
        row => row.Id.GetHashCode());

    private static Task<HttpResponseMessage> SignInAsync(Visitor visitor, string userName) =>
        visitor.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = userName, ["Password"] = NewPassword });

    private async Task<Guid> MakeAsync(Visitor admin, string userName)
    {
        (await admin.PostAsync(List, List, new() { ["UserName"] = userName, ["FullName"] = userName })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await RowAsync(userName)).Id;
    }

    private async Task<AccountRow> RowAsync(string userName) => (await pages.Installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == userName);

    private async Task<IEnumerable<string>> ActsAsync(string subject) =>
        (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Where(line => line.Link.Subject == subject).Select(line => line.Link.Act);

    private static string LinkIn(string page)
    {
        var link = Link().Match(WebUtility.HtmlDecode(page));
        link.Success.ShouldBeTrue("no link on the page");
        return link.Value;
    }

    [GeneratedRegex("/password\\?account=[^<\"]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
