using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The unit's own page of its people over HTTP, and what it leaves behind.</summary>
public sealed partial class ColleaguePageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Own = "/desk/colleagues/noivu";
    private const string NewPassword = "mot-cau-dai-de-nho-lam";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_gets_an_account_a_link_and_later_the_work()
    {
        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync("/desk")).ShouldContain($"href=\"{Own}\"");
        var made = await officer.PostAsync(Own, Own + "?handler=Add", new() { ["UserName"] = "dongnghiep", ["FullName"] = "Lê Đồng Nghiệp", ["Role"] = "UnitOfficer", ["Ground"] = "Giấy giới thiệu 5" });
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = Link().Match(WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync(Cancel))).Value;
        using var colleague = pages.Open();
        (await colleague.PostAsync(link, link, new() { ["Password"] = NewPassword })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var row = await RowAsync("dongnghiep");
        row.Mandates.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Role.ShouldBe(Role.UnitOfficer), one => one.Unit.ShouldBe("noivu"));
        var again = await officer.PostAsync(Own, Own + "?handler=Link", new() { ["account"] = row.Id.ToString() });
        Link().IsMatch(WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync(Cancel))).ShouldBeTrue();

        (await officer.PostAsync(Own, Own + "?handler=End", new() { ["mandate"] = row.Mandates[0].Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.PostAsync(Own, Own + "?handler=Close", new() { ["account"] = row.Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RowAsync("dongnghiep")).Closed.ShouldBeTrue();
        (await officer.TextAsync(Own)).ShouldContain("Tài khoản đã đóng");
        var log = await pages.SecurityLogAsync();
        foreach (var what in new[] { "account.created", "account.link-made", "mandate.ended", "account.closed" })
            log.ShouldContain($"\"what\":\"{what}\",\"user\":\"dongnghiep\"");
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_what_was_typed_stays()
    {
        using var officer = await pages.SignInAsync("canbo");
        foreach (var (handler, fields, told) in new (string, Dictionary<string, string>, string)[]
        {
            ("Add", new() { ["UserName"] = "moi a", ["FullName"] = "Mới A", ["Ground"] = "QĐ 1" }, "Tên đăng nhập còn trống hoặc có khoảng trắng."),
            ("Add", new() { ["UserName"] = "moib", ["FullName"] = "Mới B", ["Role"] = "UnitLeader", ["Ground"] = "QĐ 1" }, "Vai trò này cao hơn vai trò của Ông/Bà."),
            ("Add", new() { ["UserName"] = "moic", ["FullName"] = "Mới C", ["Until"] = "mai", ["Ground"] = "QĐ 1" }, "Ngày chưa đúng."),
            ("Link", new() { ["account"] = (await RowAsync("thu.lanhdao")).Id.ToString() }, "Người này còn vai trò ngoài"),
            ("Link", new() { ["account"] = (await RowAsync("thu.quantri")).Id.ToString() }, "Không có người hoặc vai trò này trong đơn vị"),
            ("Grant", new() { ["Account"] = (await RowAsync("thu.lanhdao")).Id.ToString(), ["Role"] = "Administrator", ["Ground"] = "QĐ 1" }, "Vai trò này cao hơn"),
            ("End", new() { ["mandate"] = (await RowAsync("thu.lanhdao")).Mandates[0].Id.ToString() }, "Không có người hoặc vai trò này trong đơn vị"),
        })
        {
            var refused = await officer.PostAsync(Own, $"{Own}?handler={handler}", fields);
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, told);
            var text = await refused.Content.ReadAsStringAsync(Cancel);
            text.ShouldContain(told);
            if (fields.TryGetValue("FullName", out var name))
                text.ShouldContain($"value=\"{name}\"");
        }
    }

    [Fact]
    public async Task Acting_for_somebody_stands_in_page_and_trail_with_both_names()
    {
        using var leader = await pages.SignInAsync("lanhdao");
        var (officer, principal) = (await RowAsync("thu.canbo"), await RowAsync("thu.lanhdao"));
        (await leader.PostAsync(Own, Own + "?handler=Act", new() { ["Mandate"] = principal.Mandates[0].Id.ToString(), ["Account"] = officer.Id.ToString(), ["Until"] = "31/12/2099", ["Ground"] = "Giấy ủy quyền 3" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.TextAsync(Own)).ShouldContain("làm thay Lãnh đạo Sở Nội vụ (thử)");

        using var acting = await pages.SignInAsync("canbo");
        (await acting.PostAsync(Own, Own + "?handler=Add", new() { ["UserName"] = "nguoimoi", ["FullName"] = "Người Mới", ["Role"] = "UnitLeader", ["Ground"] = "QĐ 8" })).StatusCode.ShouldBe(HttpStatusCode.OK); // as the leader's stand-in
        using var auditor = await pages.SignInAsync("kiemtoan");
        var trail = await auditor.TextAsync("/desk/trail?Filter.Subject=nguoimoi");
        trail.ShouldContain("Cán bộ Sở Nội vụ (thử)");
        trail.ShouldContain("với vai trò ");
        trail.ShouldContain("(noivu)");

        var standIn = (await RowAsync("thu.canbo")).Mandates.Single(mandate => mandate.ActingFor is not null); // ended again: the other tests meet the officer as such
        (await leader.PostAsync(Own, Own + "?handler=End", new() { ["mandate"] = standIn.Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("canbo", "/desk/colleagues/tuphap")]
    [InlineData("chutri", Own)]
    [InlineData("thamdinh", "/desk/colleagues/tuphap")] // appraising for an agency is no office in the unit
    [InlineData("quantri", Own)]
    public async Task Nobody_else_knows_of_the_page(string person, string path)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.PostAsync("/desk", path + "?handler=Add", new() { ["UserName"] = "lau", ["FullName"] = "Lậu", ["Ground"] = "QĐ" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.Installation.Accounts.ListAsync(Cancel)).ShouldNotContain(row => row.UserName == "lau");
    }

    private async Task<AccountRow> RowAsync(string userName) => (await pages.Installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == userName);

    [GeneratedRegex("/password\\?account=[^<\"]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
