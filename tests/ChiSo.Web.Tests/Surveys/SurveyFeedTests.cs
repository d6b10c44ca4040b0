using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Web.Tests.Feeds;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A survey over OData, read by a program with the key of a person.</summary>
public sealed partial class SurveyFeedTests(SecurePages pages) : IClassFixture<SecurePages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_makes_a_key_and_a_program_reads_what_the_page_shows()
    {
        await pages.ClosedAsync("nguon-1");
        using var program = await ProgramAsync("khaosat", "nguon-1");
        (await program.TablesAsync()).ShouldBe(["Results", "Answers"]);
        var rows = await program.AllAsync("Results");
        using var manager = await pages.SignInAsync("khaosat");
        using var page = JsonDocument.Parse(await manager.TextAsync("/desk/surveys/nguon-1/results.json"));
        var figures = page.RootElement.GetProperty("blocks").EnumerateArray().SelectMany(block => block.GetProperty("units").EnumerateArray()).SelectMany(unit => unit.GetProperty("figures").EnumerateArray().Select(figure => (Unit: unit.GetProperty("unit").GetString(), Figure: figure))).ToList();
        rows.Select(row => ((string?)row["Unit"], (string?)row["Figure"])).ShouldBe(figures.Select(one => (one.Unit, one.Figure.GetProperty("code").GetString())));
        foreach (var column in (string[])["Value", "Lower", "Upper"])
            rows.Select(row => Read((double?)row[column])).ShouldBe(figures.Select(one => Read(one.Figure.GetProperty(column.ToLowerInvariant()) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null)));
        rows.ShouldContain(row => row["Value"] != null);
        rows.Select(row => (bool?)row["IsWithheld"]).ShouldBe(figures.Select(one => (bool?)one.Figure.GetProperty("isHidden").GetBoolean()));
        rows.Where(row => (bool)row["IsWithheld"]!).ShouldAllBe(row => row["Value"] == null && row["Answers"] == null); // never null
        (await program.PageAsync("Results?$filter=Level eq 'Whole' or Unit eq 'noivu'&$top=1&$select=Survey")).Rows[0]["Survey"].ShouldBe("nguon-1");
    }

    [Fact]
    public async Task Answers_come_as_exports_have_them_in_an_order_that_stays()
    {
        await pages.ClosedAsync("nguon-2");
        using var program = await ProgramAsync("khaosat", "nguon-2");
        var first = await program.AllAsync("Answers");
        first.Count.ShouldBe(12);
        first.Select(row => (int)row["Row"]!).ShouldBe(Enumerable.Range(1, 12)); // a key is never null
        first[0].Keys.ShouldNotContain("comment");
        first.ShouldAllBe(row => (string?)row["unit"] == "noivu" && (string?)row["mode"] == "Phiếu giấy");
        first.ShouldAllBe(row => row["helper"] == null && row["age"] != null, "three of twelve were helped: nobody learns who");
        var parts = new List<Dictionary<string, object?>>();
        for (var skip = 0; skip < 12; skip += 5)
            parts.AddRange((await program.PageAsync($"Answers?$skip={skip}&$top=5")).Rows);
        parts.Select(Told).ShouldBe(first.Select(Told));
        var chosen = await program.PageAsync("Answers?$filter=policy_economy_value ge 4&$count=true&$orderby=policy_economy_value desc,Row");
        chosen.Rows.ShouldAllBe(row => (double)row["policy_economy_value"]! >= 4); // filtered by it
        chosen.Count.ShouldBe(first.Count(row => row["policy_economy_value"] is >= 4.0));
        (await program.PageAsync("Answers?$filter=Row eq 12")).Rows.Single()["Row"].ShouldBe(12);
        (await pages.SecurityLogAsync()).ShouldContain(ReadLog.SurveyAnswersRead);
        (await pages.Installation.Reads.SinceAsync(DateTime.UnixEpoch, Cancel)).ShouldContain(read => read.What == ReadLog.SurveyAnswersRead && read.Subject == "nguon-2");
    }

    [Fact]
    public async Task Answers_are_for_those_who_run_surveys_and_only_after_the_survey_was_closed()
    {
        await pages.ClosedAsync("nguon-3");
        await pages.OpenAsync();
        using var auditor = await ProgramAsync("kiemtoan", "nguon-3");
        (await auditor.TablesAsync()).ShouldBe(["Results"]);
        (await auditor.AskAsync("Answers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var manager = await ProgramAsync("khaosat", SurveyPages.ByLink);
        (await manager.TablesAsync()).ShouldBe(["Results"]);
        (await manager.PageAsync("Results")).Rows.ShouldBeEmpty("nobody has answered, and nobody would be read before it is closed");
    }

    [Fact]
    public async Task Nobody_reads_without_a_key_that_holds_or_over_plain_http()
    {
        await pages.ClosedAsync("nguon-4");
        var key = await KeyAsync("khaosat");
        var secure = new Uri(pages.Secure, "/odata/surveys/nguon-4/");
        using var stranger = new FeedReader(secure);
        using var asked = await stranger.AskAsync("");
        (asked.StatusCode, asked.Headers.WwwAuthenticate.Single().Scheme).ShouldBe((HttpStatusCode.Unauthorized, "Basic"));
        using var guesser = new FeedReader(secure, key[..^1] + (key[^1] == '0' ? '1' : '0'));
        using var refused = await guesser.AskAsync("$metadata");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("data-feed.wrong-key");
        (await pages.SecurityLogAsync()).ShouldContain("data-feed.refused");
        using var plain = new FeedReader(new Uri($"{pages.Address}/odata/surveys/nguon-4/"), key);
        using var told = await plain.AskAsync("");
        (told.StatusCode, told.Headers.WwwAuthenticate.Count).ShouldBe((HttpStatusCode.Forbidden, 0));
        (await told.Content.ReadAsStringAsync(Cancel)).ShouldContain("data-feed.plain");
        using var holder = new FeedReader(new Uri(pages.Secure, "/odata/surveys/khong-co/"), key);
        (await holder.AskAsync("")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var post = FeedReader.Program(key);
        (await post.PostAsync(new Uri(secure, "Results"), new StringContent("{}"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_key_ends_when_it_is_revoked_when_sessions_are_ended_and_with_the_right()
    {
        await pages.ClosedAsync("nguon-5");
        using var office = await pages.SignInAsync("thuongtruc");
        const string at = "/desk/surveys/nguon-5/feed";
        using var first = await ProgramAsync("thuongtruc", "nguon-5");
        using var second = await ProgramAsync("thuongtruc", "nguon-5");
        (await first.AskAsync("")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = Id().Match(await office.TextAsync(at)).Groups["id"].Value;
        (await office.PostAsync(at, at + "?handler=Revoke", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.PostAsync(at, at + "?handler=Revoke", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect, "twice is once");
        (await second.AskAsync("")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the newest stands first");
        (await first.AskAsync("")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var person = await pages.PersonAsync("thuongtruc");
        (await pages.Installation.Access.EndSessionsAsync(person.Id, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        (await first.AskAsync("")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using var context = pages.Installation.Database.Open();
        context.AuditLinks.Where(link => link.Act == "feed-key.made" || link.Act == "feed-key.revoked").Select(link => link.Act).AsEnumerable().Count(act => act == "feed-key.revoked").ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task What_is_wrong_with_a_key_is_told_on_the_page()
    {
        await pages.ClosedAsync("nguon-6");
        const string at = "/desk/surveys/nguon-6/feed";
        using var manager = await pages.SignInAsync("khaosat");
        var page = WebUtility.HtmlDecode(await manager.TextAsync(at));
        page.ShouldContain("Nguồn dữ liệu cho Excel / Power BI");
        page.ShouldContain($"{pages.Address}/odata/surveys/nguon-6/");
        page.ShouldContain("không mã hóa", customMessage: "it was opened over http");
        var empty = await manager.PostAsync(at, at + "?handler=Make", new() { ["label"] = " " });
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await empty.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa ghi khóa dùng ở đâu");
        var unknown = await manager.PostAsync(at, at + "?handler=Revoke", new() { ["id"] = Guid.NewGuid().ToString() });
        WebUtility.HtmlDecode(await unknown.Content.ReadAsStringAsync(Cancel)).ShouldContain("Không có khóa này");
        using var office = await pages.SignInAsync("thuongtruc2");
        var held = (await pages.Installation.FeedKeys.ListAsync((await pages.PersonAsync("thuongtruc2")).Id, Cancel)).Length;
        for (var made = held; made < 20; made++)
            (await office.PostAsync(at, at + "?handler=Make", new() { ["label"] = $"Máy {made}" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await (await office.PostAsync(at, at + "?handler=Make", new() { ["label"] = "Một máy nữa" })).Content.ReadAsStringAsync(Cancel)).ShouldContain("Đã có 20 khóa còn hiệu lực");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("/desk/surveys/khong-co/feed")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.TextAsync("/desk/surveys/nguon-6/results")).ShouldContain("/desk/surveys/nguon-6/feed");
    }

    [Fact]
    [Trait("Duration", "Long")] // the program comes from npm, for ./test --all
    public async Task A_program_of_other_people_reads_the_feed()
    {
        await pages.ClosedAsync("nguon-7");
        var folder = Repository.PathOf("tests/odata");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue("Run npm ci in tests/odata; ./test --all does.");
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "read.mjs"), new Uri(pages.Secure, "/odata/surveys/nguon-7/").AbsoluteUri, await KeyAsync("khaosat"), "Results"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"; // the certificate is made for this test
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Cancel), node.StandardError.ReadToEndAsync(Cancel));
        await node.WaitForExitAsync(Cancel);
        node.ExitCode.ShouldBe(0, await errors);
        using var read = JsonDocument.Parse(await output);
        read.RootElement.GetProperty("some").GetArrayLength().ShouldBe(3);
        using var program = await ProgramAsync("khaosat", "nguon-7");
        var rows = await program.AllAsync("Results");
        read.RootElement.GetProperty("count").GetInt32().ShouldBe(rows.Count);
        read.RootElement.GetProperty("filtered").EnumerateArray().Select(row => row.GetProperty("Unit").GetString()).ShouldBe(rows.Where(row => (string?)row["Unit"] == "noivu").Select(_ => "noivu"));
    }

    /// <summary>Sums of answers in another order differ in their last digits.</summary>
    private static double? Read(double? value) => value is { } known ? Math.Round(known, 9) : null;

    private static string Told(Dictionary<string, object?> row) => string.Join('|', row.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}"));

    private async Task<FeedReader> ProgramAsync(string person, string survey) => new(new Uri(pages.Secure, $"/odata/surveys/{survey}/"), await KeyAsync(person));

    private async Task<string> KeyAsync(string person)
    {
        await pages.OpenAsync();
        using var visitor = await pages.SignInAsync(person);
        const string at = $"/desk/surveys/{SurveyPages.ByLink}/feed";
        var made = await (await visitor.PostAsync(at, at + "?handler=Make", new() { ["label"] = "Power BI, máy thử" })).Content.ReadAsStringAsync(Cancel);
        var key = Key().Match(made).Groups["key"].Value;
        key.ShouldNotBeEmpty(made);
        (await visitor.TextAsync(at)).ShouldNotContain(key);
        return key;
    }

    [GeneratedRegex("<code>(?<key>chiso-feed-[0-9a-f]{40})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}

/// <summary>A feed behind a proxy that speaks TLS for it.</summary>
public sealed class ProxiedFeedTests(ProxiedPages pages) : IClassFixture<ProxiedPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declared_proxy_is_believed_that_the_way_was_safe_and_links_lead_back_through_it()
    {
        await pages.ClosedAsync("sau-proxy");
        var manager = await pages.PersonAsync("khaosat");
        (await pages.Installation.FeedKeys.MakeAsync("thử", new(manager.Id, Guid.Empty, TimeProvider.System.GetUtcNow().UtcDateTime, ""), Cancel)).TryGet(out var key).ShouldBeTrue();
        using var client = FeedReader.Program(key!); // made just above
        (await client.GetAsync(new Uri($"{pages.Address}/odata/surveys/sau-proxy/"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        (await client.GetStringAsync(new Uri($"{pages.Address}/odata/surveys/sau-proxy/"), Cancel)).ShouldContain("\"@odata.context\":\"https://");
    }
}
