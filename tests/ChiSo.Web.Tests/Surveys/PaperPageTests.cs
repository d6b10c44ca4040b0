using System.Net;
using ChiSo.Application.Surveys.Paper;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Paper forms over HTTP, without script: two people key, a third settles.</summary>
public sealed class PaperPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string At = "/desk/surveys/" + SurveyPages.ByLink + "/paper";
    private const string Key = At + "/key";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manager_prints_numbered_forms_and_those_who_key_do_not()
    {
        await pages.OpenAsync();
        using var keyer = await pages.SignInAsync("nhapphieu");
        using var manager = await pages.SignInAsync("khaosat");
        (await keyer.TextAsync(At)).ShouldNotContain("handler=Print");
        Dictionary<string, string> asked = new() { ["about"] = "noivu", ["number"] = "7", ["count"] = "2", ["first"] = "vi", ["second"] = "en" };
        (await keyer.PostAsync(At, At + "?handler=Print", asked)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var wrong = await manager.PostAsync(At, At + "?handler=Print", new(asked) { ["count"] = "201" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("Không in được \"201\" phiếu một lần.");
        told.ShouldContain("name=\"number\" value=\"7\"", customMessage: "what was typed stays");
        var printed = await manager.PostAsync(At, At + "?handler=Print", asked);
        (printed.StatusCode, printed.Content.Headers.ContentType?.MediaType, printed.Content.Headers.ContentDisposition?.FileName).ShouldBe((HttpStatusCode.OK, "application/pdf", $"{SurveyPages.ByLink}-noivu-7.pdf"));
    }

    [Fact]
    public async Task Two_people_key_a_form_blind_and_a_third_settles_where_they_differ()
    {
        await pages.OpenAsync();
        using var first = await pages.SignInAsync("nhapphieu");
        using var second = await pages.SignInAsync("nhapphieu2");
        using var manager = await pages.SignInAsync("khaosat");
        (await first.TextAsync("/desk")).ShouldContain("href=\"/desk/paper\"");
        (await first.TextAsync("/desk/paper")).ShouldContain($"href=\"{At}\"");
        (await manager.TextAsync("/desk/surveys/" + SurveyPages.ByLink)).ShouldContain($"href=\"{At}\"");

        var wrong = await first.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "9"), ("a.age", "")));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("\"9\" không phải mã của câu này.");
        told.ShouldContain("value=\"A-1\"", customMessage: "what was typed stays");
        told.ShouldNotContain("name=\"paper\"", customMessage: "a wrong code is never on paper");
        var open = await first.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "")));
        open.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await open.Content.ReadAsStringAsync(Cancel)).ShouldContain("name=\"paper\"");
        (await first.PostAsync(Key, Key, Form("A-1", ("do", "look")))).StatusCode.ShouldBe(HttpStatusCode.OK, "the Enter key only looks");
        (await FormsAsync()).ShouldNotContain(form => form.Number == "A-1");

        var kept = await first.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "2")));
        kept.Headers.Location!.OriginalString.ShouldStartWith(Key + "?done=First&form=A-1&unit=noivu"); // a redirect has one
        WebUtility.HtmlDecode(await first.TextAsync(kept.Headers.Location.OriginalString)).ShouldContain("Đã ghi lần nhập thứ nhất của phiếu A-1.");
        (await first.TextAsync(At)).ShouldNotContain("id=\"waiting\"", customMessage: "nobody keys a form twice");
        (await second.TextAsync(At)).ShouldContain("A-1");
        var again = await first.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "3")));
        WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync(Cancel)).ShouldContain("lần nhập thứ hai phải là người khác");
        (await second.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "4")))).Headers.Location!.OriginalString.ShouldContain("done=Differs"); // as above
        (await second.TextAsync(At)).ShouldNotContain("/forms/A-1");
        (await second.GetAsync(At + "/forms/A-1")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "whoever keys sees no keying");
        (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldBeEmpty();

        (await manager.TextAsync(At)).ShouldContain($"href=\"{At}/forms/A-1\"");
        var page = WebUtility.HtmlDecode(await manager.TextAsync(At + "/forms/A-1"));
        page.ShouldContain("name=\"c.policy_economy\" value=\"second\"");
        (await manager.PostAsync(At + "/forms/A-1", At + "/forms/A-1?handler=Settle", new() { ["seen"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "every field is settled");
        var unread = await manager.PostAsync(At + "/forms/A-1", At + "/forms/A-1?handler=Settle", new() { ["seen"] = "2", ["c.policy_economy"] = "other", ["o.policy_economy"] = "8" });
        WebUtility.HtmlDecode(await unread.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"8\" không phải mã");
        (await manager.PostAsync(At + "/forms/A-1", At + "/forms/A-1?handler=Settle", new() { ["seen"] = "2", ["c.policy_economy"] = "second" })).Headers.Location!.OriginalString.ShouldBe(At); // as above
        (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldHaveSingleItem().Values["policy_economy"].ShouldBe("4");
        var rates = WebUtility.HtmlDecode(await manager.TextAsync(At));
        rates.ShouldContain("Người nhập phiếu một (thử)");
        rates.ShouldContain("Người nhập phiếu hai (thử)");
        WebUtility.HtmlDecode(await first.TextAsync(At)).ShouldNotContain("Người nhập phiếu hai (thử)");
        (await manager.TextAsync(At + "/forms/A-1")).ShouldNotContain("handler=Settle");
        WebUtility.HtmlDecode(await (await second.PostAsync(Key, Key, Form("A-1", ("a.policy_economy", "1")))).Content.ReadAsStringAsync(Cancel)).ShouldContain("Ông/Bà đã nhập phiếu số A-1");
    }

    [Fact]
    public async Task A_keying_under_a_wrong_number_is_taken_out_with_a_reason()
    {
        await pages.OpenAsync();
        using var first = await pages.SignInAsync("nhapphieu");
        using var manager = await pages.SignInAsync("khaosat");
        (await first.PostAsync(Key, Key, Form("B-1"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var at = At + "/forms/B-1";
        (await manager.GetAsync(At + "/forms/B-9")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.PostAsync(at, at + "?handler=Withdraw", new() { ["seen"] = "1", ["keying"] = "1", ["reason"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(at, at + "?handler=Withdraw", new() { ["seen"] = "1", ["keying"] = "1", ["reason"] = "Nhầm số phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(at)).ShouldContain("Lý do: Nhầm số phiếu");
        (await FormsAsync()).Single(form => form.Number == "B-1").State.ShouldBe(PaperState.Empty);
    }

    [Fact]
    public async Task Once_the_survey_is_closed_the_page_says_what_was_left()
    {
        var survey = await pages.ClosedAsync("giay-da-dong");
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync($"/desk/surveys/{survey.Code}/paper")).ShouldContain("Khảo sát đã đóng");
        (await manager.TextAsync($"/desk/surveys/{survey.Code}/paper/key")).ShouldNotContain("name=\"form\"");
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync(At)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Somebody who used no service, in codes.</summary>
    internal static Dictionary<string, string> Form(string number, params (string Name, string Value)[] typed)
    {
        var fields = new Dictionary<string, string> { ["form"] = number, ["unit"] = "noivu", ["do"] = "save", ["a.used_service"] = "2", ["a.age"] = "4", ["a.helper"] = "1" };
        foreach (var policy in SurveyPages.Policies)
            fields["a.policy_" + policy] = "4";
        foreach (var (name, value) in typed)
            fields[name] = value;
        return fields;
    }

    private async Task<IReadOnlyCollection<PaperForm>> FormsAsync() =>
        (await pages.Installation.PaperDesk.BoardAsync((await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull(), Cancel)).Forms;
}
