using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Surveys.Offline;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The page that works without a network, over HTTP: what it keeps, and what becomes of what it hands in.</summary>
public sealed class OfflineTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Home = $"/s/{SurveyPages.ByLink}/offline";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_the_browser_keeps_is_there_and_nothing_of_it_knows_the_link()
    {
        var key = (await pages.InviteAsync())[0];
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        var welcome = await client.GetStringAsync($"/s/{SurveyPages.ByLink}?k={key}", Cancel);
        welcome.ShouldContain($"href=\"{Home}#k={key}\"");
        using var worker = await client.GetAsync($"{Home}/worker.js", Cancel);
        worker.Headers.GetValues("Service-Worker-Allowed").ShouldBe([Home]);
        var script = await worker.Content.ReadAsStringAsync(Cancel);
        var kept = JsonNode.Parse(script["const kept = ".Length..script.IndexOf(";\n", StringComparison.Ordinal)])!; // written there
        string[] files = [.. kept["files"]!.AsArray().Select(file => file!.GetValue<string>())];
        files.ShouldContain(Home);
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(file, Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse(file);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldNotContain(key);
        }

        using var page = await client.GetAsync(Home, Cancel);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("frame-ancestors 'none'; manifest-src 'self'");
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        var manifest = JsonNode.Parse(await client.GetStringAsync($"{Home}/app.webmanifest", Cancel))!; // listed above
        manifest["start_url"]!.GetValue<string>().ShouldBe(Home);
        foreach (var gone in (string[])["", "/form.json", "/app.webmanifest", "/worker.js"])
            (await client.GetAsync($"/s/khong-co/offline{gone}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound, gone);
    }

    [Fact]
    public async Task What_comes_twice_is_stored_once_and_says_so()
    {
        var key = (await pages.InviteAsync("tuphap"))[0];
        var answer = await AnswerAsync(SurveyPages.ByLink, key, "ngoại tuyến hai lần");
        (await SendAsync(SurveyPages.ByLink, answer)).ShouldBe((HttpStatusCode.OK, "stored"));
        (await SendAsync(SurveyPages.ByLink, answer)).ShouldBe((HttpStatusCode.OK, "before"));
        var stored = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Values.GetValueOrDefault("comment") == "ngoại tuyến hai lần");
        (stored.Unit, stored.Mode, stored.Language).ShouldBe(("tuphap", AnswerMode.Link, "English (en)"));
    }

    [Fact]
    public async Task Where_anybody_may_answer_the_number_of_the_browser_makes_a_form_count_once()
    {
        await pages.OpenAsync();
        var answer = await AnswerAsync(SurveyPages.ForAnybody, LinkKey.New(), "mọi người ngoại tuyến") with { Unit = "noivu" };
        (await SendAsync(SurveyPages.ForAnybody, answer)).ShouldBe((HttpStatusCode.OK, "stored"));
        (await SendAsync(SurveyPages.ForAnybody, answer)).ShouldBe((HttpStatusCode.OK, "before"));
        (await SendAsync(SurveyPages.ForAnybody, answer with { Key = LinkKey.New(), Unit = "khong-co" })).ShouldBe((HttpStatusCode.UnprocessableEntity, "noUnit"));
        (await pages.AnswersAsync(SurveyPages.ForAnybody)).Count(one => one.Values.GetValueOrDefault("comment") == "mọi người ngoại tuyến").ShouldBe(1);
    }

    [Fact]
    public async Task What_can_t_be_taken_is_told_and_stays_with_the_browser()
    {
        var key = (await pages.InviteAsync())[0];
        var answer = await AnswerAsync(SurveyPages.ByLink, key, "");
        (await SendAsync(SurveyPages.ByLink, answer with { Key = LinkKey.New() })).ShouldBe((HttpStatusCode.NotFound, "noLink"));
        (await SendAsync(SurveyPages.ByLink, answer with { Form = new('0', 64) })).ShouldBe((HttpStatusCode.Conflict, "otherForm"));
        (await SendAsync("khong-co", answer)).ShouldBe((HttpStatusCode.NotFound, "otherForm"));
        (await SendAsync(SurveyPages.ByLink, answer with { Values = answer.Values.Remove("age").SetItem("policy_roads", "99") })).ShouldBe((HttpStatusCode.UnprocessableEntity, "faults"));
        (await SendAsync(SurveyPages.ByLink, answer)).ShouldBe((HttpStatusCode.OK, "stored")); // none of these used the link
    }

    [Theory]
    [InlineData("text/plain", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "null", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"key\":\"x\",\"form\":\"y\"}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"key\":\"x\",\"form\":\"y\",\"values\":{\"a\":null}}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"key\":\"x\",\"form\":\"y\",\"values\":{\"a\":[1]}}", HttpStatusCode.BadRequest)]
    public async Task What_is_no_form_is_refused(string type, string body, HttpStatusCode expected)
    {
        await pages.OpenAsync();
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        (await client.PostAsync($"{Home}/send", content, Cancel)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_form_of_ten_megabytes_is_refused()
    {
        await pages.OpenAsync();
        using var content = new StringContent($"{{\"key\":\"{new string('x', 10_000_000)}\"}}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        (await pages.OfferAsync($"{Home}/send", content)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public void Its_words_are_there_in_every_language_with_the_same_places()
    {
        foreach (var word in typeof(OfflineWords).GetProperties().Where(word => word.PropertyType == typeof(string)))
        {
            string[] said = [.. new[] { "vi", "en", "km" }.Select(language => (string)word.GetValue(OfflineWords.In(language))!)]; // every one is required
            said.ShouldAllBe(text => text.Length > 0);
            said.Select(text => text.Split('{').Length).Distinct().Count().ShouldBe(1, word.Name);
            said.Distinct().Count().ShouldBe(3, word.Name);
        }
    }

    /// <summary>Somebody who used no service.</summary>
    private async Task<OfflineAnswer> AnswerAsync(string survey, string key, string comment)
    {
        var live = (await pages.Installation.Surveys.FindAsync(survey, Cancel)).ShouldNotBeNull();
        var values = SurveyPages.Policies.Select(one => KeyValuePair.Create($"policy_{one}", "4")).Append(new("used_service", "no")).Append(new("age", "60")).Append(new("helper", "self")).Append(new("comment", comment));
        return new(key, "", "English (en)", live.Hash, System.Collections.Immutable.ImmutableDictionary.CreateRange(values));
    }

    private async Task<(HttpStatusCode, string)> SendAsync(string survey, OfflineAnswer answer)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var response = await client.PostAsJsonAsync($"/s/{survey}/offline/send", answer, Cancel);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["state"]!.GetValue<string>()); // every answer says it
    }
}
