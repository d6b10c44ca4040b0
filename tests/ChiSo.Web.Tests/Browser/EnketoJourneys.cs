using System.Diagnostics;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Tests.House;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A form filled in with Enketo's own engine and transformer, in a real browser, arrives.</summary>
public sealed class EnketoJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Note = "qua Enketo, chữ ế và “ngoặc” <b>";

    private const string HandIn = """
        async ([at, xml]) => {
          const form = new FormData();
          form.append('xml_submission_file', new Blob([xml], { type: 'text/xml' }), 'submission.xml');
          return (await fetch(`${at}/submission`, { method: 'POST', body: form })).status;
        }
        """;

    [Fact]
    [Trait("Duration", "Long")] // Enketo comes from npm, for ./test --all
    public async Task A_form_filled_in_Enketo_arrives_and_counts_once()
    {
        var at = $"/s/{SurveyPages.ByLink}/openrosa/{(await pages.InviteAsync())[0]}";
        var page = await chromium.OpenAsync();
        var bundle = await BundleAsync();
        await page.RouteAsync($"{pages.Address}/enketo", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = "<!doctype html><meta charset=utf-8><title>Enketo</title><script src=/enketo.js></script>" }));
        await page.RouteAsync($"{pages.Address}/enketo.js", route => route.FulfillAsync(new() { ContentType = "text/javascript; charset=utf-8", Body = bundle }));
        await page.GotoAsync($"{pages.Address}/enketo");
        var errors = await page.EvaluateAsync<string[]>("async (at) => window.startForm(await (await fetch(`${at}/form`)).text())", at);
        errors.ShouldBeEmpty();
        (await page.Locator("form.or").TextContentAsync()).ShouldNotBeNull().ShouldContain("Trong 12 tháng qua");
        await page.EvaluateAsync("(note) => window.fillForm(note)", Note);
        var xml = await page.EvaluateAsync<string>("() => window.finishForm()");
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml])).ShouldBe(201, xml);
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml])).ShouldBe(201, "its first thanks may have been lost");

        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldHaveSingleItem();
        (answer.Unit, answer.Mode, answer.Values["used_service"], answer.Values["comment"]).ShouldBe(("noivu", AnswerMode.Link, "yes", Note));
        answer.Values.Count.ShouldBeGreaterThan(30, "what follows from the first answer was asked");
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
