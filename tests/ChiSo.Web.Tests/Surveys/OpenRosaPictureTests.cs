using System.Net;
using System.Text;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Form programs hand in pictures with their forms; who reviews answers sees them.</summary>
public sealed class OpenRosaPictureTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static readonly byte[] Photo = TestPictures.Jpeg(640, 480);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_with_its_form_smaller_and_without_what_the_camera_hid_in_it()
    {
        var keys = await SurveyPages.OpenPicturedAsync(pages.Installation, "anh-mot");
        var at = $"/s/anh-mot/openrosa/{keys[0]}";
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var ask = await client.SendAsync(new(HttpMethod.Head, $"{at}/submission"), Cancel);
        ask.Headers.GetValues("X-OpenRosa-Accept-Content-Length").Single().ShouldBe($"{26 * 1024 * 1024}", "three pictures of 8 MB and the form: no program ever has to part one");
        var form = XDocument.Parse(await client.GetStringAsync($"{at}/form", Cancel));
        var upload = form.Descendants().Single(element => element.Name.LocalName == "upload");
        ((string?)upload.Attribute("mediatype"), (string?)upload.Attribute("ref")).ShouldBe(("image/*", "/data/photo"));
        var bind = form.Descendants().Single(element => element.Name.LocalName == "bind" && (string?)element.Attribute("nodeset") == "/data/photo");
        ((string?)bind.Attribute("type"), (string?)bind.Attribute(XName.Get("max-pixels", "http://openrosa.org/xforms"))).ShouldBe(("binary", "1600"));

        var note = Guid.NewGuid().ToString("N");
        foreach (var _ in Enumerable.Range(0, 2))
            (await SendAsync(client, at, note, "a.jpg", ("left-over.wav", [1, 2, 3]), ("a.jpg", TestPictures.Tagged(TestPictures.Jpeg(2_400, 1_200))))).Status.ShouldBe(HttpStatusCode.Created, "the same form twice is thanked for twice");
        var answer = (await pages.AnswersAsync("anh-mot")).ShouldHaveSingleItem();
        answer.Pictures.ShouldBe([answer.Values["photo"]]);
        var picture = (await pages.Installation.Answers.Pictures.FindAsync("anh-mot", answer.Values["photo"], Cancel)).ShouldNotBeNull();
        var (width, height) = TestPictures.SizeOf(picture);
        width.ShouldBeInRange(1_200, SentPicture.LongestSide);
        width.ShouldBe(height * 2);
        Encoding.Latin1.GetString(picture).ShouldNotContain("GPS");
        Encoding.Latin1.GetString(TestPictures.Tagged(Photo)).ShouldContain("GPS");
    }

    [Theory]
    [InlineData("not sent", "không được gửi kèm")]
    [InlineData("html", "không phải là ảnh")]
    [InlineData("cut", "bị cắt cụt")]
    [InlineData("large", "lớn hơn 8 MB")]
    public async Task What_is_no_picture_refuses_the_whole_form_which_may_be_sent_again(string lie, string told)
    {
        var code = "anh-" + lie.Replace(' ', '-');
        var at = $"/s/{code}/openrosa/{(await SurveyPages.OpenPicturedAsync(pages.Installation, code))[0]}";
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        var note = Guid.NewGuid().ToString("N");
        (string, byte[])[] files = lie switch
        {
            "html" => [("a.jpg", "<html><script>alert(1)</script>"u8.ToArray())],
            "cut" => [("a.jpg", Photo[..2_000])],
            "large" => [("a.jpg", [.. Photo, .. new byte[SentPicture.MostBytes]])],
            _ => [("b.jpg", Photo)],
        };
        var refused = await SendAsync(client, at, note, "a.jpg", files);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Told.ShouldContain("submit_error");
        WebUtility.HtmlDecode(refused.Told).ShouldContain(told);
        (await pages.AnswersAsync(code)).ShouldBeEmpty();
        (await SendAsync(client, at, note, "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Two_forms_with_pictures_of_one_link_are_read_at_once_and_eight_of_all()
    {
        var keys = await SurveyPages.OpenPicturedAsync(pages.Installation, "anh-cho");
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        var sign = LinkKey.OfAnswer("anh-cho", keys[0]);
        using (pages.Places.TryTake(sign).ShouldNotBeNull())
        {
            using var second = pages.Places.TryTake(sign).ShouldNotBeNull();
            using var late = await SurveyPages.HandInAsync(client, $"/s/anh-cho/openrosa/{keys[0]}/submission", "<data/>");
            (late.StatusCode, late.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)));
            (await SendAsync(client, $"/s/anh-cho/openrosa/{keys[1]}", "khac", "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.Created, "others have room");
            List<IDisposable?> rest = [.. Enumerable.Range(0, 4).Select(_ => pages.Places.TryTake(""))];
            pages.Places.TryTake("").ShouldBeNull("half of the places stay for those who can be told apart");
            rest.AddRange([pages.Places.TryTake("mang-khac"), pages.Places.TryTake("may-khac")]);
            rest.ShouldAllBe(place => place != null);
            (await SendAsync(client, $"/s/anh-cho/openrosa/{keys[2]}", "them", "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
            (await SendAsync(client, "/s/anh-cho/openrosa/0123456789abcdefghjkmnpq", "sai", "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.NotFound, "who may not hand in asks for no room");
            rest.ForEach(place => place?.Dispose());
        }

        (await SendAsync(client, $"/s/anh-cho/openrosa/{keys[0]}", "mot", "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(client, $"/s/anh-cho/openrosa/{keys[2]}", "them", "a.jpg", ("a.jpg", Photo))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task On_the_page_a_wanted_picture_is_told_of_and_holds_nobody_up()
    {
        var keys = await SurveyPages.OpenPicturedAsync(pages.Installation, "anh-trang");
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(pages.Address) };
        var fields = SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4")).Concat([("a.used_service", "no"), ("a.age", "60"), ("a.helper", "self"), ("a.photo", new string('0', 32) + ".jpg"), ("k", keys[0])]).ToList();
        async Task<HttpResponseMessage> PressAsync(string button) => await client.PostAsync("/s/anh-trang", new FormUrlEncodedContent(fields.Append(("do", button)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), Cancel);
        var shown = WebUtility.HtmlDecode(await (await PressAsync("back")).Content.ReadAsStringAsync(Cancel));
        shown.ShouldContain("Ảnh nơi làm thủ tục");
        shown.ShouldContain("chỉ gửi được qua ứng dụng");
        (await PressAsync("send")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var answer = (await pages.AnswersAsync("anh-trang")).ShouldHaveSingleItem();
        answer.Values.ContainsKey("photo").ShouldBeFalse("a name typed for a picture is none");
        answer.Pictures.IsDefaultOrEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_reviews_answers_sees_the_picture_drawn_anew_apart_from_the_site_and_the_trail_tells_it()
    {
        var (survey, pictures) = await SurveyPages.ClosePicturedAsync(pages.Installation, "anh-xem");
        var reviewed = (await pages.Installation.Reviewing.ReadAsync(survey, Cancel)).Answers[0];
        var (page, at) = ($"/desk/surveys/anh-xem/cleaning/{reviewed.Sign}", $"/desk/surveys/anh-xem/cleaning/{reviewed.Sign}/pictures/photo");
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync(page)).ShouldContain($"src=\"{at}\"");
        using var seen = await manager.GetAsync(at);
        (seen.StatusCode, seen.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "image/jpeg"));
        seen.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        seen.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        seen.Headers.CacheControl!.NoStore.ShouldBeTrue(); // every answer has one
        (await seen.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(pictures.Single(picture => picture.Name == reviewed.Original.Values["photo"]).Content);
        await pages.ShouldTellReadAsync("survey-answers.read", "anh-xem");
        foreach (var other in (string[])[at[..^5] + "comment", at.Replace(reviewed.Sign, new string('0', 32), StringComparison.Ordinal), at.Replace("anh-xem", "khong-co", StringComparison.Ordinal)])
            (await manager.GetAsync(other)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.TextAsync("/desk/surveys/anh-xem/answers.csv")).ShouldNotContain("photo", customMessage: "as with free texts, nothing of them stands beside an answer");
    }

    private static async Task<(HttpStatusCode Status, string Told)> SendAsync(HttpClient client, string at, string note, string photo, params (string Name, byte[] Content)[] files)
    {
        var survey = at.Split('/')[2];
        using var answer = await SurveyPages.HandInAsync(client, $"{at}/submission", SurveyPages.FilledWithPicture(survey, note, photo), files);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
