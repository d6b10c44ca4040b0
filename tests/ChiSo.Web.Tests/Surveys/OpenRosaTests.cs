using System.Net;
using System.Text;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Form programs fetch a survey and hand in over OpenRosa 1.0.</summary>
public sealed class OpenRosaTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Entity = "<!DOCTYPE data [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_finds_list_form_and_manifest_by_the_address_of_a_link()
    {
        var at = $"/s/{SurveyPages.ByLink}/openrosa/{(await pages.InviteAsync())[0]}";
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var list = await client.GetAsync($"{at}/formList", Cancel);
        (list.Headers.GetValues("X-OpenRosa-Version").Single(), list.Content.Headers.ContentType!.MediaType).ShouldBe(("1.0", "text/xml")); // every answer has one
        var form = XDocument.Parse(await list.Content.ReadAsStringAsync(Cancel)).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value); // parsed
        form["formID"].ShouldBe(SurveyPages.ByLink);
        form["hash"].ShouldStartWith("md5:");
        var xform = XDocument.Parse(await client.GetStringAsync(form["downloadUrl"], Cancel));
        xform.Descendants().Count(element => element.Name.LocalName is "select1").ShouldBeGreaterThan(20);
        xform.Descendants().Where(element => element.Name.LocalName == "translation").Select(element => (string?)element.Attribute("lang")).ShouldBe(["Tiếng Việt (vi)", "English (en)", "ភាសាខ្មែរ (km)"]);
        xform.ToString().ShouldNotContain("rated-unit", customMessage: "the link says about whom");
        XDocument.Parse(await client.GetStringAsync(form["manifestUrl"], Cancel)).Root!.IsEmpty.ShouldBeTrue(); // parsed

        using var ask = await client.SendAsync(new(HttpMethod.Head, $"{at}/submission"), Cancel);
        ask.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ask.Headers.Location!.ToString().ShouldEndWith($"{at}/submission"); // OpenRosa says it
        (await client.GetAsync($"/s/{SurveyPages.ByLink}/openrosa/0123456789abcdefghjkmnpq/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/s/{SurveyPages.ByLink}/openrosa/open/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_handed_in_twice_by_its_link_counts_once_and_is_thanked_for_twice()
    {
        var key = (await pages.InviteAsync("tuphap"))[0];
        var note = Guid.NewGuid().ToString("N");
        (await SendAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, note))).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, note))).Status.ShouldBe(HttpStatusCode.Created);
        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Values.GetValueOrDefault("comment") == note);
        (answer.Unit, answer.Mode, answer.Values["policy_roads"]).ShouldBe(("tuphap", AnswerMode.Link, "4"));
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}")).ShouldContain("Phiếu này đã được gửi");
    }

    /// <summary>No question of this survey asks for a file; a program that is thanked for one deletes it.</summary>
    [Theory]
    [InlineData("photo.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    [InlineData("photo.jpg", "image/jpeg", new byte[] { 0x4D, 0x5A, 0 })]
    [InlineData("audit.csv", "text/csv", new byte[] { 0x65 })]
    [InlineData("submission.xml", "text/xml", new byte[] { 0x3C })]
    public async Task A_file_beside_a_form_is_refused_with_it_and_the_link_stays_good(string name, string type, byte[] content)
    {
        var key = (await pages.InviteAsync())[0];
        var note = Guid.NewGuid().ToString("N");
        var file = new ByteArrayContent(content) { Headers = { ContentType = new(type) } };
        var (status, told) = await SendAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, note), (file, name));
        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        told.ShouldContain("submit_error");
        (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldNotContain(one => one.Values.GetValueOrDefault("comment") == note);
        (await SendAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, note))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Where_anybody_may_answer_the_number_of_the_form_counts()
    {
        await pages.OpenAsync();
        var (first, second) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        foreach (var note in (string[])[first, first, second])
            (await SendAsync(SurveyPages.ForAnybody, "open", Filled(SurveyPages.ForAnybody, note, "<rated-unit>noivu</rated-unit>"))).Status.ShouldBe(HttpStatusCode.Created);
        (await pages.AnswersAsync(SurveyPages.ForAnybody)).Count(one => one.Values.GetValueOrDefault("comment") == first || one.Values.GetValueOrDefault("comment") == second).ShouldBe(2);
        (await SendAsync(SurveyPages.ForAnybody, "open", Filled(SurveyPages.ForAnybody, "x", "<rated-unit>khac</rated-unit>"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData(400, Entity + "<data id=\"thu-moi-nguoi\"><rated-unit>noivu</rated-unit><comment>&e;</comment><meta><instanceID>uuid:1</instanceID></meta></data>")]
    [InlineData(400, "<data id=\"khac\"><meta><instanceID>uuid:1</instanceID></meta></data>")]
    [InlineData(400, "<data id=\"thu-moi-nguoi\"><rated-unit>noivu</rated-unit></data>")]
    [InlineData(400, "<data")]
    [InlineData(422, "<data id=\"thu-moi-nguoi\"><rated-unit>noivu</rated-unit><used_service>perhaps</used_service><meta><instanceID>uuid:1</instanceID></meta></data>")]
    public async Task What_is_no_form_of_this_survey_is_refused_and_nothing_is_stored(int status, string xml)
    {
        await pages.OpenAsync();
        var before = (await pages.AnswersAsync(SurveyPages.ForAnybody)).Length;
        var (got, told) = await SendAsync(SurveyPages.ForAnybody, "open", xml);
        ((int)got).ShouldBe(status);
        told.ShouldContain("submit_error");
        told.ShouldNotContain("root:");
        (await pages.AnswersAsync(SurveyPages.ForAnybody)).Length.ShouldBe(before);
    }

    [Fact]
    public async Task A_form_of_three_megabytes_or_without_its_xml_is_refused()
    {
        await pages.OpenAsync();
        (await SendAsync(SurveyPages.ForAnybody, "open", Filled(SurveyPages.ForAnybody, new('x', 3_000_000)))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "other", "other.xml" } };
        (await client.PostAsync($"/s/{SurveyPages.ForAnybody}/openrosa/open/submission", empty, Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Filled(string survey, string note, string more = "") =>
        $"<data id=\"{survey}\">{more}<used_service>no</used_service><service/><policies>{string.Concat(SurveyPages.Policies.Select(one => $"<policy_{one}>4</policy_{one}>"))}</policies><comment>{note}</comment><about><age>60</age><helper>self</helper></about><meta><instanceID>uuid:{note[..Math.Min(32, note.Length)]}</instanceID></meta></data>";

    private async Task<(HttpStatusCode Status, string Told)> SendAsync(string survey, string key, string xml, (HttpContent Content, string Name)? attached = null)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var form = new MultipartFormDataContent { { new StringContent(xml, Encoding.UTF8, "text/xml"), "xml_submission_file", "submission.xml" } };
        if (attached is { } file)
            form.Add(file.Content, file.Name, file.Name);
        using var answer = await client.PostAsync($"/s/{survey}/openrosa/{key}/submission", form, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
