using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Web.Tests.Feeds;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Devices of interviewers fetch a survey and hand in over OpenRosa with a name and a password, over TLS alone.</summary>
public sealed partial class DeviceTests(SecurePages pages) : IClassFixture<SecurePages>
{
    private const string Root = $"/s/{SurveyPages.ByLink}/openrosa";
    private const string At = $"/desk/surveys/{SurveyPages.ByLink}/devices";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_added_signs_fetches_and_hands_in_with_its_name_beside_the_answer()
    {
        var password = await AddAsync("dtv-01");
        using var device = Device("dtv-01", password);
        using var list = await device.GetAsync($"{Root}/formList", Cancel);
        (list.StatusCode, list.Headers.GetValues("X-OpenRosa-Version").Single()).ShouldBe((HttpStatusCode.OK, "1.0"));
        var form = XDocument.Parse(await list.Content.ReadAsStringAsync(Cancel)).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value); // parsed
        form["downloadUrl"].ShouldBe(new Uri(pages.Secure, $"{Root}/form").AbsoluteUri);
        (await device.GetStringAsync(form["downloadUrl"], Cancel)).ShouldContain("rated-unit");
        (await device.GetAsync(form["manifestUrl"], Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ask = await device.SendAsync(new(HttpMethod.Head, $"{Root}/submission"), Cancel);
        (ask.StatusCode, ask.Headers.Location?.Scheme).ShouldBe((HttpStatusCode.NoContent, "https"));

        var note = Guid.NewGuid().ToString("N");
        foreach (var unit in (string[])["noivu", "noivu"])
            (await SendAsync(device, Filled(note, unit))).Status.ShouldBe(HttpStatusCode.Created, "the same form twice is thanked for twice");
        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Values.GetValueOrDefault("comment") == note);
        (answer.Unit, answer.Mode, answer.Interviewer, answer.Stratum).ShouldBe(("noivu", AnswerMode.Device, "dtv-01", ""));
        (await SendAsync(device, Filled(Guid.NewGuid().ToString("N"), "khac"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        var row = AnswerExport.Table(live, new([new("noivu", "", 1)], []), SharedValues.All, [answer]).Rows.Single();
        row.ShouldNotContain(cell => cell.Text == "dtv-01", "exports say nothing of who asked");
    }

    [Fact]
    public async Task Without_a_password_that_holds_a_device_is_asked_for_one_in_the_words_of_OpenRosa()
    {
        var password = await AddAsync("dtv-02");
        using var nobody = FeedReader.Program("");
        foreach (var (method, path) in new[] { ("GET", "formList"), ("GET", "form"), ("GET", "manifest"), ("HEAD", "submission"), ("POST", "submission") })
        {
            using var request = new HttpRequestMessage(new(method), new Uri(pages.Secure, $"{Root}/{path}"));
            using var told = await nobody.SendAsync(request, Cancel);
            (told.StatusCode, told.Headers.WwwAuthenticate.Single().Scheme, told.Headers.GetValues("X-OpenRosa-Version").Single()).ShouldBe((HttpStatusCode.Unauthorized, "Basic", "1.0"), path);
        }

        using var wrong = Device("dtv-02", password[..^1] + (password[^1] == '0' ? '1' : '0'));
        using var refused = await wrong.GetAsync($"{Root}/formList", Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        XDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).Root!.Name.LocalName.ShouldBe("OpenRosaResponse"); // parsed
        (await pages.SecurityLogAsync()).ShouldContain("device.refused");
        using var other = Device("dtv-khac", password);
        (await other.GetAsync($"{Root}/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var elsewhere = Device("dtv-02", password);
        (await elsewhere.GetAsync($"/s/{SurveyPages.ForAnybody}/openrosa/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a device belongs to one survey");
        (await elsewhere.GetAsync("/s/khong-co/openrosa/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nothing_is_taken_over_plain_http_and_no_password_is_asked_for()
    {
        var password = await AddAsync("dtv-03");
        using var device = Device("dtv-03", password);
        using var told = await device.GetAsync(new Uri($"{pages.Address}{Root}/formList"), Cancel);
        (told.StatusCode, told.Headers.WwwAuthenticate.Count).ShouldBe((HttpStatusCode.Forbidden, 0));
        (await told.Content.ReadAsStringAsync(Cancel)).ShouldContain("OpenRosaResponse");
        using var pretending = Device("dtv-03", password);
        pretending.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        (await pretending.GetAsync(new Uri($"{pages.Address}{Root}/formList"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "no proxy was declared");
    }

    [Fact]
    public async Task A_revoked_device_gets_no_further_and_its_name_may_be_given_again()
    {
        var password = await AddAsync("dtv-04");
        using var manager = await pages.SignInAsync("khaosat");
        var id = (await pages.Installation.Devices.ListAsync((await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel))!, Cancel)).Single(device => device.Name == "dtv-04").Id; // opened by AddAsync
        foreach (var _ in Enumerable.Range(0, 2))
            (await manager.PostAsync(At, At + "?handler=Revoke", new() { ["id"] = id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var device = Device("dtv-04", password);
        (await SendAsync(device, Filled("x", "noivu"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("Đã thu hồi");
        using var again = Device("dtv-04", await AddAsync("dtv-04"));
        (await again.GetAsync($"{Root}/form", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_with_a_device_is_told_on_the_page_all_at_once()
    {
        await AddAsync("dtv-05");
        using var manager = await pages.SignInAsync("khaosat");
        var empty = await manager.PostAsync(At, At + "?handler=Add", new() { ["name"] = "Máy 5", ["holder"] = " " });
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await empty.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("Tên máy còn trống");
        told.ShouldContain("Chưa ghi ai giữ máy");
        told.ShouldContain("value=\"Máy 5\"", customMessage: "what was typed stays");
        WebUtility.HtmlDecode(await (await manager.PostAsync(At, At + "?handler=Add", new() { ["name"] = "dtv-05", ["holder"] = "Chị Lan" })).Content.ReadAsStringAsync(Cancel)).ShouldContain("Máy dtv-05 đang dùng");
        WebUtility.HtmlDecode(await (await manager.PostAsync(At, At + "?handler=Revoke", new() { ["id"] = Guid.NewGuid().ToString() })).Content.ReadAsStringAsync(Cancel)).ShouldContain("Không có máy này");
        var closed = await pages.ClosedAsync("may-dong");
        (await manager.PostAsync(At, $"/desk/surveys/{closed.Code}/devices?handler=Add", new() { ["name"] = "dtv-06", ["holder"] = "Chị Lan" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync(At)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await office.PostAsync("/desk", At + "?handler=Add", new() { ["name"] = "dtv-07", ["holder"] = "Chị Lan" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(At)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("/desk/surveys/khong-co/devices")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Filled(string note, string unit) =>
        $"<data id=\"{SurveyPages.ByLink}\"><rated-unit>{unit}</rated-unit><used_service>no</used_service><service/><policies>{string.Concat(SurveyPages.Policies.Select(one => $"<policy_{one}>4</policy_{one}>"))}</policies><comment>{note}</comment><about><age>60</age><helper>self</helper></about><meta><instanceID>uuid:{note}</instanceID></meta></data>";

    private static async Task<(HttpStatusCode Status, string Told)> SendAsync(HttpClient device, string xml)
    {
        using var form = new MultipartFormDataContent { { new StringContent(xml, Encoding.UTF8, "text/xml"), "xml_submission_file", "submission.xml" } };
        using var answer = await device.PostAsync($"{Root}/submission", form, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private HttpClient Device(string name, string password)
    {
        var client = FeedReader.Program("");
        (client.BaseAddress, client.DefaultRequestHeaders.Authorization) = (pages.Secure, FeedReader.Basic(name, password));
        return client;
    }

    /// <summary>The password of a new device, as the page shows it once.</summary>
    private async Task<string> AddAsync(string name)
    {
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        var page = await (await manager.PostAsync(At, At + "?handler=Add", new() { ["name"] = name, ["holder"] = "Anh Ba" })).Content.ReadAsStringAsync(Cancel);
        var password = Shown().Match(page).Groups["password"].Value;
        password.ShouldNotBeEmpty(page);
        (await manager.TextAsync(At)).ShouldNotContain(password);
        return password;
    }

    [GeneratedRegex("<code>(?<password>[0-9a-z]{4}(?:-[0-9a-z]{4}){5})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}

/// <summary>Whoever guesses passwords of devices is slowed down; whoever has one is not.</summary>
public sealed class DeviceGuessTests(SecurePages pages) : IClassFixture<SecurePages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_wrong_passwords_are_refused_for_a_minute_and_right_ones_still_work()
    {
        await pages.OpenAsync();
        var added = await pages.Installation.Devices.AddAsync(SurveyPages.ByLink, new("dtv-01", "Anh Ba"), await pages.PersonAsync("khaosat"), Cancel);
        added.TryGet(out var password).ShouldBeTrue();
        var at = new Uri(pages.Secure, $"/s/{SurveyPages.ByLink}/openrosa/formList");
        using var client = FeedReader.Program("");
        var told = new List<HttpStatusCode>();
        for (var guess = 0; guess < 40; guess++)
        {
            client.DefaultRequestHeaders.Authorization = FeedReader.Basic("dtv-01", $"{guess:D24}");
            using var answer = await client.GetAsync(at, Cancel);
            told.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        }

        (told[0], told[^1]).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests));
        client.DefaultRequestHeaders.Authorization = FeedReader.Basic("dtv-01", password!); // added just above
        (await client.GetAsync(at, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
