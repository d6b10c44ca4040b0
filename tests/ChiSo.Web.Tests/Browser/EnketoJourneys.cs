using System.Diagnostics;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Tests.Feeds;
using ChiSo.Web.Tests.House;
using ChiSo.Web.Tests.Surveys;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A form filled in with Enketo's own engine and transformer, in a real browser, arrives.</summary>
public sealed class EnketoJourneys(Chromium chromium, SecurePages pages) : IClassFixture<SecurePages>
{
    private const string Note = "qua Enketo, chữ ế và “ngoặc” <b>";

    private const string HandIn = """
        async ([at, xml, signed]) => {
          const form = new FormData();
          form.append('xml_submission_file', new Blob([xml], { type: 'text/xml' }), 'submission.xml');
          return (await fetch(`${at}/submission`, { method: 'POST', body: form, headers: signed ? { Authorization: signed } : {} })).status;
        }
        """;

    [Fact]
    [Trait("Duration", "Long")] // Enketo comes from npm, for ./test --all
    public async Task A_form_filled_in_Enketo_arrives_and_counts_once()
    {
        var at = $"/s/{SurveyPages.ByLink}/openrosa/{(await pages.InviteAsync())[0]}";
        var page = await OpenAsync(pages.Address);
        var errors = await page.EvaluateAsync<string[]>("async (at) => window.startForm(await (await fetch(`${at}/form`)).text())", at);
        errors.ShouldBeEmpty();
        (await page.Locator("form.or").TextContentAsync()).ShouldNotBeNull().ShouldContain("Trong 12 tháng qua");
        await page.EvaluateAsync("(note) => window.fillForm(note)", Note);
        var xml = await page.EvaluateAsync<string>("() => window.finishForm()");
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(201, xml);
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(201, "its first thanks may have been lost");

        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Mode == AnswerMode.Link);
        (answer.Unit, answer.Mode, answer.Values["used_service"], answer.Values["comment"]).ShouldBe(("noivu", AnswerMode.Link, "yes", Note));
        answer.Values.Count.ShouldBeGreaterThan(30, "what follows from the first answer was asked");
    }

    [Fact]
    [Trait("Duration", "Long")] // as above
    public async Task A_form_of_a_device_is_fetched_and_handed_in_by_name_and_password_over_TLS()
    {
        await pages.OpenAsync();
        var added = await pages.Installation.Devices.AddAsync(SurveyPages.ByLink, new("dtv-07", "Chị Lan"), await pages.PersonAsync("khaosat"), TestContext.Current.CancellationToken);
        added.TryGet(out var password).ShouldBeTrue();
        var (at, signed) = ($"/s/{SurveyPages.ByLink}/openrosa", FeedReader.Basic("dtv-07", password!).ToString()); // added just above
        var page = await OpenAsync(pages.Secure.AbsoluteUri.TrimEnd('/'));
        (await page.EvaluateAsync<int>("async (at) => (await fetch(`${at}/form`)).status", at)).ShouldBe(401);
        (await page.EvaluateAsync<string[]>("async ([at, signed]) => window.startForm(await (await fetch(`${at}/form`, { headers: { Authorization: signed } })).text())", (string[])[at, signed])).ShouldBeEmpty();
        await page.EvaluateAsync("(note) => window.fillForm(note)", Note);
        var xml = await page.EvaluateAsync<string>("() => window.finishForm()");
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(401);
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, signed])).ShouldBe(201, xml);
        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Mode == AnswerMode.Device);
        (answer.Interviewer, answer.Values["comment"]).ShouldBe(("dtv-07", Note));
    }

    /// <summary>A page of that address with Enketo in it.</summary>
    private async Task<IPage> OpenAsync(string home)
    {
        var page = await chromium.OpenAsync(trusting: true);
        var bundle = await BundleAsync();
        await page.RouteAsync($"{home}/enketo", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = "<!doctype html><meta charset=utf-8><title>Enketo</title><script src=/enketo.js></script>" }));
        await page.RouteAsync($"{home}/enketo.js", route => route.FulfillAsync(new() { ContentType = "text/javascript; charset=utf-8", Body = bundle }));
        await page.GotoAsync($"{home}/enketo");
        return page;
    }

    private static async Task<string> BundleAsync()
    {
        var folder = Repository.PathOf("tests/enketo");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue("Run npm ci in tests/enketo; ./test --all does.");
        var file = Path.Combine(Directory.CreateTempSubdirectory("chiso-enketo-").FullName, "enketo.js");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "build.mjs"), file]) { UseShellExecute = false }) ?? throw new InvalidOperationException("node did not start.");
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true); // made just above
        return text;
    }
}
