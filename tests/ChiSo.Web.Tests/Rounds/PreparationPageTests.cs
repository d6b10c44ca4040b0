using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Results;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>New rounds over HTTP: from an earlier one, from a file; the pages are there for the standing office alone.</summary>
public sealed partial class PreparationPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string New = "/desk/new-round";
    private const string From = New + "/from/can-tho-2023";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("canbo")]
    [InlineData("chutich")]
    [InlineData("quantri")]
    public async Task Others_do_not_know_of_them(string person)
    {
        using var visitor = await pages.SignInAsync(person);
        foreach (var path in new[] { New, From, "/desk/rounds/thu-2024/prepare", "/desk/rounds/thu-2024/round.xlsx" })
            (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await visitor.PostAsync("/desk", From, Form("cua-nguoi-khac"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.Installation.Rounds.LoadAsync("cua-nguoi-khac", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_round_under_way_and_what_is_not_there_are_not_found()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        foreach (var path in new[] { "/desk/rounds/thu-2024/prepare", "/desk/rounds/thu-2024/round.xlsx", "/desk/rounds/khong-co/prepare", New + "/from/khong-co", $"/desk/uploads/{Guid.NewGuid()}" })
            (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await visitor.PostAsync(New, $"/desk/uploads/{Guid.NewGuid()}", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_round_from_last_years_is_made_or_says_at_the_field_why_not()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.TextAsync(From)).ShouldContain("value=\"can-tho-2024\"");
        var form = Form("ky moi");
        form["data_to"] = "hôm nay";
        (await RefusedAsync(visitor, form)).ShouldContain("id=\"data_to-wrong\"");
        form["data_to"] = "31/12/2024";
        (await RefusedAsync(visitor, form)).ShouldContain("id=\"code-wrong\"");
        form["code"] = "thu-2024";
        (await RefusedAsync(visitor, form)).ShouldContain("Đã có kỳ đánh giá mang mã thu-2024.");
        form["code"] = "tu-nam-truoc";
        form["unit"] = "khac/khong-co";
        (await RefusedAsync(visitor, form)).ShouldContain("Chọn ít nhất một khối");

        var made = await visitor.PostAsync(From, From, Form("tu-nam-truoc"));

        made.Headers.Location?.OriginalString.ShouldBe("/desk/rounds/tu-nam-truoc/prepare");
        var round = (await pages.Installation.Preparation.FindAsync("tu-nam-truoc", Cancel)).ShouldNotBeNull().Round;
        (round.Name.Vi, round.Period, round.Illustrative, round.Blocks.Single().Units.Single().Code).ShouldBe(("Kỳ mới", "2024", false, "noivu"));
        (await visitor.TextAsync("/desk/rounds/tu-nam-truoc/prepare")).ShouldContain("01/01/2024 – 31/12/2024");
        (await visitor.TextAsync("/desk/rounds")).ShouldContain("/desk/rounds/tu-nam-truoc/prepare");
    }

    [Fact]
    public async Task The_guidance_of_last_year_comes_along()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        var from = New + "/from/" + DemoPages.Round;
        (await pages.Installation.GuidanceDesk.ReadAsync(DemoPages.Round, Cancel)).ShouldNotBeNull().Texts.ShouldNotBeEmpty();

        (await visitor.PostAsync(from, from, Form("co-huong-dan"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await pages.Installation.GuidanceDesk.ReadAsync("co-huong-dan", Cancel)).ShouldNotBeNull().Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_workbook_goes_out_and_comes_back_in_two_steps()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.PostAsync(From, From, Form("qua-lai"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Prepare = "/desk/rounds/qua-lai/prepare";
        var file = await (await visitor.GetAsync("/desk/rounds/qua-lai/round.xlsx")).Content.ReadAsByteArrayAsync(Cancel);
        var same = (await visitor.UploadAsync(Prepare, "qua-lai.xlsx", file)).Headers.Location.ShouldNotBeNull().OriginalString;
        (await visitor.TextAsync(same)).ShouldContain("Không có gì thay đổi");

        var units = "block,unit,name_vi\ndepartments,noivu,Sở Nội vụ\ndepartments,moi,Sở Mới\n";
        var changes = (await visitor.UploadAsync(Prepare, "units.csv", Encoding.UTF8.GetBytes(units))).Headers.Location.ShouldNotBeNull().OriginalString;
        var shown = await visitor.TextAsync(changes);
        shown.ShouldContain("Đơn vị thêm vào: Sở Mới.");
        (await visitor.PostAsync(changes, changes, new() { ["seen"] = "khác" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.PostAsync(changes, changes, new() { ["seen"] = Seen().Match(shown).Groups["seen"].Value })).Headers.Location?.OriginalString.ShouldBe(Prepare);
        (await pages.Installation.Preparation.FindAsync("qua-lai", Cancel)).ShouldNotBeNull().Round.Blocks[0].Units.Select(unit => unit.Code).ShouldBe(["noivu", "moi"]);
        (await visitor.TextAsync(changes)).ShouldContain("Đã nhận vào lúc");
    }

    [Fact]
    public async Task A_file_of_a_new_round_lists_every_problem_with_its_cell()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.UploadAsync(New, "trong.xlsx", [])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var json = new MemoryStream();
        var round = (await pages.Installation.Rounds.LoadAsync("thu-2024", Cancel)).ShouldNotBeNull();
        RoundJson.Write(json, round with { Code = "tu-tep", Blocks = [round.Blocks[0] with { Positions = [], Decisions = [] }] });
        var wrong = (await visitor.UploadAsync(New, "ky.json", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.ToArray()).Replace("\"period\": \"2024\"", "\"period\": \"năm 24\"", StringComparison.Ordinal)))).Headers.Location.ShouldNotBeNull().OriginalString;
        var told = await visitor.TextAsync(wrong);
        told.ShouldContain("settings.period");
        told.ShouldNotContain("name=\"seen\"");

        var right = (await visitor.UploadAsync(New, "ky.json", json.ToArray())).Headers.Location.ShouldNotBeNull().OriginalString;
        (await visitor.TextAsync(right)).ShouldContain("Kỳ mới:");
        (await visitor.PostAsync(right, right, new() { ["seen"] = "" })).Headers.Location?.OriginalString.ShouldBe("/desk/rounds/tu-tep/prepare");
    }

    [Fact]
    public async Task A_criteria_set_is_published_by_two_people_and_the_round_opens_only_then()
    {
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        (await first.PostAsync(From, From, Form("hai-nguoi"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Round = "/desk/rounds/hai-nguoi";
        const string Set = Round + "/criteria/departments";
        (await first.TextAsync(Round + "/prepare")).ShouldContain(Set);
        (await first.PostAsync(Round, Round + "?handler=Dates", new() { ["stage"] = "self", ["opens"] = "01/01/2025 00:00", ["closes"] = "02/01/2099 00:00" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var early = await first.PostAsync(Round, Round + "?handler=Propose", []);
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await early.Content.ReadAsStringAsync(Cancel)).ShouldContain("Bộ tiêu chí chưa ban hành");

        var hash = new Dictionary<string, string> { ["hash"] = (await pages.Installation.SetPublishing.ListAsync("hai-nguoi", Cancel)).Single().Hash };
        (await first.TextAsync(Set)).ShouldContain(hash["hash"]);
        (await first.PostAsync(Set, Set + "?handler=Propose", new() { ["hash"] = "khác" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await first.PostAsync(Set, Set + "?handler=Propose", hash)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await first.TextAsync(Set)).ShouldContain("Chờ người thứ hai ban hành");
        (await first.PostAsync(Set, Set + "?handler=Publish", hash)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Set, Set + "?handler=Publish", hash)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var published = await second.TextAsync(Set);
        published.ShouldContain("đã ban hành và không thay đổi");
        published.ShouldNotContain("handler=Publish");
        (await first.PostAsync(Round, Round + "?handler=Propose", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var reader = await pages.SignInAsync("kiemtoan");
        (await reader.TextAsync(Set)).ShouldContain(hash["hash"]);
        using var stranger = await pages.SignInAsync("canbo");
        (await stranger.GetAsync(Set)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, string> Form(string code) => new()
    {
        ["code"] = code, ["name_vi"] = "Kỳ mới", ["period"] = "2024", ["data_from"] = "1/1/2024", ["data_to"] = "31/12/2024", ["block"] = "departments", ["unit"] = "departments/noivu",
    };

    private static async Task<string> RefusedAsync(Visitor visitor, Dictionary<string, string> form)
    {
        var answer = await visitor.PostAsync(From, From, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();
}
