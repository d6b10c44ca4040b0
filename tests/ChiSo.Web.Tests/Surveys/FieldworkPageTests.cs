using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Fieldwork over HTTP: the coordinator gives people, the interviewer asks with their slip, the supervisor checks again, minutes are signed.</summary>
public sealed class FieldworkPageTests(FieldPages pages) : IClassFixture<FieldPages>
{
    private const string Home = FieldPages.Home;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Today => VietnameseDates.ToText(VietnamTime.Today(TimeProvider.System));

    [Fact]
    public async Task A_person_is_given_interviewed_with_the_slip_checked_again_and_paid()
    {
        using var coordinator = await pages.SignInAsync("dieuphoi");
        var interviewer = (await pages.PersonAsync("dieutravien")).Id.ToString("D");
        (await coordinator.TextAsync("/desk")).ShouldContain("href=\"/desk/fieldwork\"");
        (await coordinator.TextAsync("/desk/fieldwork")).ShouldContain($"href=\"{Home}\"");
        (await coordinator.PostAsync(Home, Home + "?handler=Give", new() { ["interviewer"] = interviewer, ["group"] = "noivu|", ["count"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await coordinator.PostAsync(Home, Home + "?handler=Give", new() { ["interviewer"] = interviewer, ["group"] = "noivu|", ["count"] = "12" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.PostAsync(Home, Home + "?handler=HandOver", new() { ["interviewer"] = interviewer, ["way"] = "out", ["day"] = Today, ["slips"] = "12" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.PostAsync(Home, Home + "?handler=Prices", new() { ["respondent"] = "30.000", ["interviewer"] = "15000", ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var field = await pages.SignInAsync("dieutravien");
        (await field.TextAsync("/desk/fieldwork")).ShouldContain($"href=\"{Home}/visits\"");
        var list = await field.TextAsync(Home + "/visits");
        list.ShouldContain(">M001<");
        list.ShouldNotContain(">M013<");
        WebUtility.HtmlDecode(list).ShouldContain("Bà Mai 001");
        list.ShouldContain("href=\"tel:02923812001\"");
        WebUtility.HtmlDecode(list).ShouldNotContain("Bà Mai 013", customMessage: "nobody else's list");
        (await field.GetAsync(Home + "/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await coordinator.TextAsync(Home + "/people")).ShouldContain("Bà Mai 013");
        var visit = Regex.Match(list, $"{Home}/visits/[0-9a-f-]{{36}}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        WebUtility.HtmlDecode(await field.TextAsync(visit)).ShouldContain("Số 1, đường Hòa Bình");
        var wrong = await field.PostAsync(visit, visit + "?handler=Begin", new() { ["code"] = pages.Keys["M013"] });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel)).ShouldContain("không phải là mã trên phiếu mời của người này");
        await InterviewAsync(field, visit, pages.Keys["M001"]);
        (await pages.AnswersAsync(SurveyPages.ByLink)).Count(answer => answer.Unit == "noivu" && answer.Values.GetValueOrDefault("wishes") == "simpler").ShouldBe(1);
        (await pages.BookAsync()).People.Single(person => person.Reference == "M001").DoneVisit.ShouldNotBeNull().Result.ShouldBe(VisitResult.Interviewed);
        WebUtility.HtmlDecode(await field.TextAsync(Home + "/visits")).ShouldContain("Đã phỏng vấn, " + Today);

        using var supervisor = await pages.SignInAsync("giamsat");
        const string check = Home + "/recheck";
        WebUtility.HtmlDecode(await supervisor.TextAsync(check)).ShouldContain("1 lượt phỏng vấn đang chờ.");
        (await supervisor.PostAsync(check, check + "?handler=Draw", new() { ["share"] = "20", ["seed"] = "", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await supervisor.PostAsync(check, check + "?handler=Draw", new() { ["share"] = "10", ["seed"] = "2026", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var drawn = await supervisor.TextAsync(check);
        drawn.ShouldContain("M001");
        WebUtility.HtmlDecode(drawn).ShouldNotContain("Bà Mai");
        (await supervisor.GetAsync(Home + "/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = Regex.Match(drawn, "name=\"id\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        (await supervisor.PostAsync(check, check + "?handler=Record", new() { ["id"] = id, ["result"] = "Differs", ["day"] = Today, ["note"] = "", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await supervisor.PostAsync(check, check + "?handler=Record", new() { ["id"] = id, ["result"] = "Confirmed", ["day"] = Today, ["note"] = "", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await supervisor.TextAsync(check)).ShouldContain("Đúng như ghi nhận");

        foreach (var (visitor, paper) in new[] { (coordinator, "handover-1.docx"), (coordinator, "payments.xlsx"), (supervisor, "recheck.docx") })
        {
            var file = await visitor.GetAsync($"{Home}/{paper}");
            file.StatusCode.ShouldBe(HttpStatusCode.OK, paper);
            (await file.Content.ReadAsByteArrayAsync(Cancel)).AsSpan(0, 2).SequenceEqual("PK"u8).ShouldBeTrue(paper);
        }

        (await supervisor.GetAsync($"{Home}/payments.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "payments are the coordinator's");
        (await field.GetAsync(Home)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "an interviewer sees the own list alone");
        (await field.GetAsync(visit.Replace(SurveyPages.ByLink, "khong-co", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await coordinator.PostAsync(Home, Home + "?handler=TakeBack", new() { ["interviewer"] = interviewer })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await field.TextAsync(Home + "/visits")).ShouldNotContain(">M002<");
    }

    [Fact]
    public async Task A_ticket_of_an_interview_fits_one_link_and_cannot_be_made()
    {
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={pages.Keys["M020"]}&i=la");
        citizen.Status.ShouldBe(HttpStatusCode.NotFound);
        citizen.Page.ShouldContain("Đường dẫn không dùng được");
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={pages.Keys["M020"]}");
        citizen.Page.ShouldNotContain("điều tra viên");
        citizen.Page.ShouldNotContain("name=\"i\"");
    }

    [Fact]
    public async Task Areas_are_made_and_changed_by_the_manager_alone()
    {
        const string areas = $"/desk/surveys/{SurveyPages.ByLink}/areas";
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync(areas)).ShouldContain("dia-ban-1 · 24 người được mời");
        var wrong = await manager.PostAsync(areas, areas, new() { ["code"] = "dia-ban-2", ["name"] = "", ["groups"] = "noivu", ["quotas"] = "age; la; 5", ["seen"] = "0" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("Tên địa bàn còn trống");
        told.ShouldContain("không có lựa chọn “la”");
        told.ShouldContain("trùng với “Địa bàn 1: noivu”");
        told.ShouldContain("value=\"dia-ban-2\"", Case.Sensitive, "what was typed stays");
        (await manager.PostAsync(areas, areas, new() { ["code"] = "dia-ban-2", ["name"] = "Địa bàn 2", ["groups"] = "tuphap", ["quotas"] = "age; 18_29; 30", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync($"/desk/fieldwork/{SurveyPages.ByLink}/dia-ban-2")).ShouldContain("Chỉ tiêu theo nhóm");

        using var admin = await pages.SignInAsync("quantri");
        var account = $"/desk/accounts/{(await pages.PersonAsync("uyvien")).Id:D}";
        (await admin.PostAsync(account, account + "?handler=Grant", new() { ["Role"] = "Interviewer", ["Ground"] = "QĐ 1" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "an area is missing");
        (await admin.PostAsync(account, account + "?handler=Grant", new() { ["Role"] = "Interviewer", ["Area"] = $"{SurveyPages.ByLink}/khong-co", ["Ground"] = "QĐ 1" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "there is no such area");
        (await admin.PostAsync(account, account + "?handler=Grant", new() { ["Role"] = "Interviewer", ["Area"] = $"{SurveyPages.ByLink}/dia-ban-2", ["Ground"] = "QĐ 1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await admin.TextAsync(account)).ShouldContain("Điều tra viên – Địa bàn 2 (thu-duong-dan)");
        using var coordinator = await pages.SignInAsync("dieuphoi");
        (await coordinator.GetAsync($"/desk/fieldwork/{SurveyPages.ByLink}/dia-ban-2")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "another area");
        (await coordinator.TextAsync("/desk/fieldwork")).ShouldNotContain("Địa bàn 2");
    }

    /// <summary>Asks somebody who used no service, as the interviewer's browser does.</summary>
    private async Task InterviewAsync(Visitor field, string visit, string code)
    {
        var begun = await field.PostAsync(visit, visit + "?handler=Begin", new() { ["code"] = $"https://khaosat.example.vn/s/{SurveyPages.ByLink}?k={code}" });
        var form = begun.Headers.Location.ShouldNotBeNull().OriginalString;
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync(form);
        citizen.Page.ShouldContain("Có điều tra viên hỏi và ghi giúp");
        citizen.Page.ShouldNotContain("/offline");
        await citizen.OpenAsync(form.Replace(code, pages.Keys["M002"], StringComparison.Ordinal));
        citizen.Status.ShouldBe(HttpStatusCode.NotFound, "the ticket fits the link of one person");

        await citizen.OpenAsync(form);
        var fields = Regex.Matches(citizen.Page, "<input type=\"hidden\" name=\"(?<name>[kiul])\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));
        foreach (var policy in SurveyPages.Policies)
            fields["a.policy_" + policy] = "4";
        (fields["a.used_service"], fields["a.age"], fields["a.helper"], fields["a.wishes"], fields["screen"], fields["do"]) = ("no", "60", "helped", "simpler", "0", "send");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(pages.Address) };
        var sent = await client.PostAsync($"/s/{SurveyPages.ByLink}", new FormUrlEncodedContent(fields), Cancel);
        (sent.StatusCode, sent.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, Home + "/visits?done=true"));
    }
}
