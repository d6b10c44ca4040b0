using System.Diagnostics;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
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
          for (const file of window.filesOfForm()) form.append(file.name, file, file.name);
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

    [Fact]
    [Trait("Duration", "Long")] // as above
    public async Task A_picture_chosen_in_Enketo_arrives_with_its_form()
    {
        const string code = "anh-enketo";
        var at = $"/s/{code}/openrosa/{(await SurveyPages.OpenPicturedAsync(pages.Installation, code))[0]}";
        var page = await OpenAsync(pages.Address);
        (await page.EvaluateAsync<string[]>("async (at) => window.startForm(await (await fetch(`${at}/form`)).text())", at)).ShouldBeEmpty();
        await page.EvaluateAsync("(note) => window.fillForm(note)", Note);
        await page.Locator("form.or input[type=file]").SetInputFilesAsync(new FilePayload { Name = "nơi làm thủ tục.jpg", MimeType = "image/jpeg", Buffer = TestPictures.Tagged(TestPictures.Jpeg(2_400, 1_800)) });
        await page.WaitForFunctionAsync("() => window.enketo.getDataStr().includes('.jpg</photo>')");
        var xml = await page.EvaluateAsync<string>("() => window.finishForm()");
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(201, xml);
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(201, "its first thanks may have been lost");
        var answer = (await pages.AnswersAsync(code)).ShouldHaveSingleItem();
        var picture = (await pages.Installation.Answers.Pictures.FindAsync(code, answer.Pictures.ShouldHaveSingleItem(), TestContext.Current.CancellationToken)).ShouldNotBeNull();
        TestPictures.SizeOf(picture).ShouldBe((1_600, 1_200));
        answer.Values["photo"].ShouldNotContain("thủ tục", customMessage: "no name the person gave");
    }

    [Fact]
    [Trait("Duration", "Long")] // as above
    public async Task Enketo_asks_every_kind_of_question_as_declared_and_its_answers_arrive()
    {
        var at = $"/s/moi-loai/openrosa/{(await pages.InviteAsync("moi-loai", EveryKind()))[0]}";
        var page = await OpenAsync(pages.Address);
        (await page.EvaluateAsync<string[]>("async (at) => window.startForm(await (await fetch(`${at}/form`)).text())", at)).ShouldBeEmpty();
        (await page.Locator(".question-label.active").First.TextContentAsync()).ShouldBe("Nhà có mấy người?");
        await page.EvaluateAsync("() => { const list = document.querySelector('#form-languages'); list.value = [...list.options].find(one => one.value !== list.value).value; list.dispatchEvent(new Event('change', { bubbles: true })); }");
        (await page.Locator(".question-label.active").First.TextContentAsync()).ShouldBe("How many people?");

        await TypeAsync(page, "people", "9");
        (await page.EvaluateAsync<bool>("() => window.enketo.validate()")).ShouldBeFalse("at most five");
        await TypeAsync(page, "people", "2");
        (await page.Locator(".or-repeat").CountAsync()).ShouldBe(2, "as often as the count says");
        await TypeAsync(page, "age", "40");
        await TypeAsync(page, "age", "7", at: 1);
        await page.Locator("input[name$='/district'][value=d2]").CheckAsync();
        var wards = page.Locator("label:not(.itemset-template) input[name$='/ward'], label:not(.itemset-template) input[data-name$='/ward']");
        (await wards.EvaluateAllAsync<string[]>("all => all.map(one => one.value)")).ShouldBe(["w3"], "only those of the district");
        await wards.First.CheckAsync();
        foreach (var why in (string[])["a", "b", "c"])
            await page.Locator($"input[name$='/why'][value={why}]").CheckAsync();
        (await page.EvaluateAsync<bool>("() => window.enketo.validate()")).ShouldBeFalse("two at most");
        await page.Locator("input[name$='/why'][value=b]").UncheckAsync();
        await TypeAsync(page, "day", "2026-02-03");
        await TypeAsync(page, "hour", "08:30");
        await TypeAsync(page, "kilometres", "2.5");
        await TypeAsync(page, "mark", "9");
        await page.Locator("input[name$='/understood']").CheckAsync();
        (await page.EvaluateAsync<bool>("() => window.enketo.validate()")).ShouldBeFalse("who gives nine says why");
        await TypeAsync(page, "because", "Nhanh");
        (await page.Locator(".or-branch.disabled [name$='/many']").CountAsync()).ShouldBe(1, "two are not many");

        var xml = await page.EvaluateAsync<string>("() => window.finishForm()");
        (await page.EvaluateAsync<int>(HandIn, (string[])[at, xml, ""])).ShouldBe(201, xml);
        (await pages.AnswersAsync("moi-loai")).ShouldHaveSingleItem().Values.ShouldBe(new Dictionary<string, string>
        {
            ["people"] = "2", ["age~1"] = "40", ["age~2"] = "7", ["twice"] = "4", ["district"] = "d2", ["ward"] = "w3", ["why"] = "a c", ["day"] = "2026-02-03", ["hour"] = "08:30", ["kilometres"] = "2.5", ["mark"] = "9", ["understood"] = "OK", ["because"] = "Nhanh", ["told"] = "40 và 7",
        }, ignoreOrder: true);
    }

    private static async Task TypeAsync(IPage page, string name, string value, int at = 0)
    {
        var field = page.Locator($"input[name$='/{name}']").Nth(at);
        await field.FillAsync(value, new() { Force = true }); // a widget of Enketo may stand in its place
        await field.DispatchEventAsync("change");
    }

    private static Questionnaire EveryKind()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-form-").FullName;
        File.WriteAllText(Path.Combine(folder, "survey.csv"),
            """
            type,name,label::Tiếng Việt (vi),label::English (en),required,relevant,constraint,calculation,choice_filter,repeat_count,parameters
            integer,people,Nhà có mấy người?,How many people?,yes,,. >= 1 and . <= 5,,,,
            begin_repeat,person,Từng người,Each person,,,,,,${people},
            integer,age,Tuổi?,Age?,yes,,. >= 0,,,,
            end_repeat,,,,,,,,,,
            calculate,twice,,,,,,${people} * 2,,,
            calculate,told,,,,,,"join(' và ', ${age})",,,
            select_one district,district,Quận nào?,Which district?,yes,,,,,,
            select_one ward,ward,Phường nào?,Which ward?,yes,,,,district = ${district},,
            select_multiple why,why,Vì sao?,Why?,,,count-selected(.) <= 2,,,,
            begin_group,visit,Lần đến,The visit,,${people} > 1,,,,,
            note,thanks,Cảm ơn đã trả lời,Thank you,,,,,,,
            date,day,Ngày nào?,On which day?,,,. <= today(),,,,
            time,hour,Mấy giờ?,At what time?,,,,,,,
            decimal,kilometres,Mấy cây số?,How many kilometres?,,,. > 0,,,,
            range,mark,Chấm mấy điểm?,How many points?,,,,,,,start=1 end=10 step=1
            end_group,,,,,,,,,,
            acknowledge,understood,Đã rõ,Understood,yes,,,,,,
            text,because,Vì sao chấm cao?,Why so high?,${mark} > 8,,string-length(.) < 100,,,,
            text,many,Đông người thế?,So many?,,${people} > 2,,,,,
            """);
        File.WriteAllText(Path.Combine(folder, "choices.csv"),
            """
            list_name,name,label::Tiếng Việt (vi),label::English (en),district
            district,d1,Quận 1,District 1,
            district,d2,Quận 2,District 2,
            ward,w1,Phường 1,Ward 1,d1
            ward,w2,Phường 2,Ward 2,d1
            ward,w3,Phường 3,Ward 3,d2
            why,a,Gần,Near,
            why,b,Nhanh,Fast,
            why,c,Rẻ,Cheap,
            """);
        File.WriteAllText(Path.Combine(folder, "settings.csv"), "form_id,version,form_title::Tiếng Việt (vi),form_title::English (en),default_language\nmoi-loai,1,Mọi loại câu,Every kind,Tiếng Việt (vi)\n");
        var read = XlsFormReader.Read(folder);
        Directory.Delete(folder, recursive: true);
        read.Problems.ShouldBeEmpty();
        return read.TryGet(out var form) ? form : throw new InvalidOperationException("It has no problem.");
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
