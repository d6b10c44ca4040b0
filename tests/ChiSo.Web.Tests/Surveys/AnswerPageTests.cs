using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Http;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Answering over HTTP, without script or cookies.</summary>
public sealed class AnswerPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static readonly (string, string)[] Policy = [.. SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4"))];

    [Fact]
    public async Task A_link_leads_from_who_asks_to_thanks_and_works_once()
    {
        var key = (await pages.InviteAsync())[0];
        using var citizen = new Citizen(pages.Address);
        var welcome = await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
        foreach (var told in (string[])["Sở Nội vụ", "Quyết định số 00", "Khoảng 8 phút", "Tự nguyện", "0000 000 000", "Tôi đồng ý"])
            welcome.ShouldContain(told);

        (await citizen.PressAsync("begin")).ShouldContain("Trong 12 tháng qua");
        (await citizen.PressAsync("next", ("a.used_service", "no"))).ShouldContain("Phát triển kinh tế");
        await citizen.PressAsync("next", Policy);
        await citizen.PressAsync("next", ("a.wishes", "simpler"));
        await citizen.PressAsync("next", ("a.comment", "Nhanh hơn nữa"));
        var ready = await citizen.PressAsync("next", ("a.age", "30_39"), ("a.helper", "self"));
        ready.ShouldContain("Đã trả lời xong");
        (await citizen.PressAsync("send")).ShouldContain("Cảm ơn Ông/Bà");

        (await citizen.PressAsync(ready, "send")).ShouldContain("Phiếu này đã được gửi");
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}")).ShouldContain("Phiếu này đã được gửi");
        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Values.GetValueOrDefault("comment") == "Nhanh hơn nữa");
        (answer.Unit, answer.Mode, answer.Values["policy_roads"], answer.Values["wishes"]).ShouldBe(("noivu", AnswerMode.Link, "4", "simpler"));
    }

    [Fact]
    public async Task Who_reads_Khmer_reads_nothing_else_but_what_the_survey_declares()
    {
        var key = (await pages.InviteAsync())[0];
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}")).ShouldContain("ភាសាខ្មែរ");
        var welcome = await citizen.PressAsync("lang:ភាសាខ្មែរ (km)");
        foreach (var told in (string[])["<html lang=\"km\"", "មន្ទីរកិច្ចការផ្ទៃក្នុងខេត្តឧទាហរណ៍", "ខ្ញុំយល់ព្រម ចាប់ផ្តើម", "ការស្ទង់មតិអំពីការពេញចិត្ត", "ឧបករណ៍៖ គ្មាននរណាដឹង"])
            welcome.ShouldContain(told);
        string[] screens = [await citizen.PressAsync("begin"), await citizen.PressAsync("next"), await citizen.PressAsync("next", ("a.used_service", "no")), await citizen.PressAsync("next", Policy), await citizen.PressAsync("next"), await citizen.PressAsync("next"), await citizen.PressAsync("next", ("a.age", "60"), ("a.helper", "self"))];
        foreach (var screen in screens)
            Regex.Replace(screen[screen.IndexOf("<main", StringComparison.Ordinal)..screen.LastIndexOf('<', screen.IndexOf("class=\"languages\"", StringComparison.Ordinal))], "<[^>]*>|&[a-z]+;", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace("Sở Nội vụ", "", StringComparison.Ordinal).ShouldMatch(@"^[\p{IsKhmer}\s0-9()/·–?“”]+$");
        screens[1].ShouldContain("សូមឆ្លើយសំណួរនេះ។");
        (await citizen.PressAsync("send")).ShouldContain("សូមអរគុណ");
        (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldContain(answer => answer.Language == "ភាសាខ្មែរ (km)");
    }

    [Fact]
    public async Task A_mistake_is_told_beside_its_question_and_nothing_is_lost()
    {
        await pages.OpenAsync();
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}");
        await citizen.PressAsync("begin", ("u", "tuphap"));
        var page = await citizen.PressAsync("send", [("a.used_service", "no"), .. Policy, ("a.wishes", "simpler"), ("a.wishes", "faster"), ("a.wishes", "online"), ("a.wishes", "skill"), ("a.comment", "<b>Đừng mất</b>"), ("a.helper", "self")]);
        citizen.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("Có 2 câu cần xem lại");
        page.ShouldContain("Chỉ chọn nhiều nhất ba điều.");
        page.ShouldContain("&lt;b&gt;Đừng mất&lt;/b&gt;");
        page.ShouldContain("id=\"q-age-fault\"");
        page.ShouldContain("name=\"a.policy_water\" value=\"4\" checked=\"checked\"");
    }

    [Fact]
    public async Task Questions_that_follow_from_an_answer_are_asked_and_are_no_mistake()
    {
        await pages.OpenAsync();
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}?u=noivu");
        (await citizen.PressAsync("begin")).ShouldNotContain("nộp hồ sơ bằng cách nào");
        var page = await citizen.PressAsync("send", [("a.used_service", "yes"), .. Policy, ("a.age", "60"), ("a.helper", "self")]);
        page.ShouldContain("nộp hồ sơ bằng cách nào");
        page.ShouldContain("câu hỏi tiếp theo");
        page.ShouldNotContain("class=\"fault\"");
        page.ShouldContain("value=\"60\" checked=\"checked\"");
    }

    [Fact]
    public async Task Who_has_a_slip_and_no_camera_types_its_code()
    {
        var key = (await pages.InviteAsync())[0];
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}")).ShouldContain("Mã trên phiếu mời");
        (await citizen.PressAsync("open", ("k", "0000-0000"))).ShouldContain("Đường dẫn không dùng được");
        (await citizen.PressAsync("open", ("k", string.Join('-', key.ToUpperInvariant().Chunk(4).Select(four => new string(four)))))).ShouldContain("Sở Nội vụ</");
        (await citizen.PressAsync("begin")).ShouldContain("Trong 12 tháng qua");
    }

    [Fact]
    public async Task One_question_a_screen_stands_under_the_heading_of_its_group()
    {
        await pages.OpenAsync("tung-cau", SurveyDisplay.Questions);
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync("/s/tung-cau?u=noivu");
        var page = await citizen.PressAsync("begin");
        Dictionary<string, string> given = new(Policy.Select(one => KeyValuePair.Create(one.Item1, one.Item2))) { ["a.used_service"] = "no", ["a.age"] = "60", ["a.helper"] = "self" };
        List<string> asked = [];
        while (!page.Contains("value=\"send\"", StringComparison.Ordinal))
        {
            var name = Asked(page).ShouldHaveSingleItem();
            if (name.StartsWith("a.policy_", StringComparison.Ordinal))
                page.ShouldContain("Về việc xây dựng và thực hiện chính sách ở địa phương");
            asked.Add(name);
            page = WebUtility.HtmlDecode(await citizen.PressAsync("next", [.. given.Where(one => one.Key == name).Select(one => (one.Key, one.Value))]));
        }

        asked.ShouldBe(["a.used_service", .. Policy.Select(one => one.Item1), "a.wishes", "a.comment", "a.sex", "a.age", "a.helper"]);
        await citizen.PressAsync("send", ("t", pages.Stamps.Write("tung-cau", pages.Stamps.Now - 6))); // as if begun a minute ago
        (await pages.AnswersAsync("tung-cau")).ShouldHaveSingleItem().Values["policy_roads"].ShouldBe("4");

        static string[] Asked(string page) => [.. Regex.Matches(page, "<(?:input|textarea|select)[^>]* name=\"(?<name>a\\.[^\"]+)\"[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Where(field => !field.Value.Contains("type=\"hidden\"", StringComparison.Ordinal)).Select(field => field.Groups["name"].Value).Distinct()];
    }

    [Fact]
    public async Task Back_shows_what_was_answered()
    {
        var key = (await pages.InviteAsync())[0];
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
        await citizen.PressAsync("begin");
        await citizen.PressAsync("next", ("a.used_service", "no"));
        (await citizen.PressAsync("back")).ShouldContain("value=\"no\" checked=\"checked\"");
        (await citizen.PressAsync("lang:English (en)")).ShouldContain("value=\"no\" checked=\"checked\"");
        citizen.Page.ShouldContain("In the past 12 months");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?k=0123456789abcdefghjkmnpq")]
    [InlineData("?k=%27%20OR%201%3D1")]
    public async Task Without_a_link_of_its_own_nobody_answers(string query)
    {
        await pages.OpenAsync();
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}{query}")).ShouldContain("Đường dẫn không dùng được");
        citizen.Status.ShouldBe(HttpStatusCode.NotFound);
        await citizen.OpenAsync("/s/khong-co");
        citizen.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_text_of_ten_megabytes_is_refused()
    {
        await pages.OpenAsync();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["a.comment"] = new('x', 10_000_000) });
        (await pages.OfferAsync($"/s/{SurveyPages.ForAnybody}", content)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_first_page_tells_no_other_site_and_no_cache_about_the_link()
    {
        var key = (await pages.InviteAsync())[0];
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var answer = await client.GetAsync($"/s/{SurveyPages.ByLink}?k={key}");
        answer.Headers.CacheControl!.Private.ShouldBeTrue(); // every answer has one
        using var kiosk = await client.GetAsync($"/s/{SurveyPages.ByLink}?m={await pages.OpenKioskAsync()}");
        kiosk.Headers.CacheControl!.NoStore.ShouldBeTrue("whoever comes next must not go back to these answers"); // likewise
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"action=\"/s/{SurveyPages.ByLink}\"");
    }

    [Fact]
    public async Task Pages_kept_for_many_hold_the_key_of_the_one_who_opens_them_and_nothing_of_another()
    {
        var keys = (await pages.InviteAsync()).Concat(await pages.InviteAsync("tuphap")).ToList();
        foreach (var (at, key) in keys.Index())
        {
            using var citizen = new Citizen(pages.Address);
            foreach (var page in new[] { await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}"), await citizen.PressAsync("begin") })
            {
                page.ShouldContain($"name=\"k\" value=\"{key}\"");
                page.ShouldContain(at < 10 ? "Sở Nội vụ</" : "Sở Tư pháp</");
                keys.ShouldAllBe(other => other == key || !page.Contains(other, StringComparison.Ordinal));
            }

            (await citizen.PressAsync("lang:English (en)")).ShouldContain("In the past 12 months");
        }
    }

    [Fact]
    public async Task A_machine_at_a_desk_takes_answers_about_its_office_without_a_link_and_begins_again()
    {
        var key = await pages.OpenKioskAsync();
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?m={key}")).ShouldContain("class=\"kiosk\"");
        var question = await citizen.PressAsync("begin");
        citizen.Refresh.ShouldBe($"300;url=/s/{SurveyPages.ByLink}?m={key}");
        question.ShouldNotContain("offline");
        (string, string)[] said = [("a.used_service", "no"), .. Policy, ("a.age", "60"), ("a.helper", "helped"), ("a.comment", "tại quầy")];
        await citizen.PressAsync(question, "send", said);
        await citizen.PressAsync(question, "send", said); // pressed twice
        citizen.Refresh.ShouldBe($"8;url=/s/{SurveyPages.ByLink}?m={key}");
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?m={key}&done=true")).ShouldContain("Cảm ơn");
        citizen.Refresh.ShouldBe($"8;url=/s/{SurveyPages.ByLink}?m={key}");
        var answer = (await pages.AnswersAsync(SurveyPages.ByLink)).Single(one => one.Values.GetValueOrDefault("comment") == "tại quầy");
        (answer.Mode, answer.Unit).ShouldBe((AnswerMode.Kiosk, "tuphap"));
        (await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?m={LinkKey.New()}")).ShouldContain("Đường dẫn không dùng được");
        citizen.Status.ShouldBe(HttpStatusCode.NotFound);
        (await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}?m={key}")).ShouldContain("Đường dẫn không dùng được", customMessage: "a machine belongs to one survey");
    }

    [Fact]
    public void A_machine_takes_no_more_than_a_line_of_people_can_fill_in()
    {
        using var limits = new AnswerLimits();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Enumerable.Range(0, 50).Count(_ => limits.TakeKiosk(one)).ShouldBe(20);
        limits.TakeKiosk(other).ShouldBeTrue();
    }

    [Fact]
    public void One_network_sends_no_flood_of_open_forms_and_a_proxy_is_no_network()
    {
        using var limits = new AnswerLimits();
        static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        Enumerable.Range(0, 200).Count(_ => limits.TakeSend(From("203.0.113.7"))).ShouldBe(120);
        limits.TakeSend(From("203.0.113.8")).ShouldBeTrue();
        Enumerable.Range(0, 200).Count(_ => limits.TakeSend(From("127.0.0.1"))).ShouldBe(200);
        Enumerable.Range(0, 200).Count(_ => limits.TakeWrong(From("203.0.113.7"))).ShouldBe(30);
        Enumerable.Range(0, 200).Count(at => limits.TakeWrong(From($"2001:db8:1:2::{at:x}"))).ShouldBe(30, "a line has all addresses of its network");
        limits.TakeWrong(From("2001:db8:1:3::1")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_that_is_sent_without_end_is_told_to_wait_and_loses_nothing()
    {
        var keys = await pages.InviteAsync();
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={keys[0]}");
        await citizen.PressAsync("begin");
        Enumerable.Range(0, 200).Count(_ => pages.Limits.TakeLink(LinkKey.OfAnswer(SurveyPages.ByLink, keys[0]))).ShouldBe(120);
        var page = await citizen.PressAsync("next", ("a.used_service", "no"));
        citizen.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.ShouldContain("xin chờ vài phút rồi bấm lại");
        page.ShouldContain("value=\"no\" checked=\"checked\"");

        using var other = new Citizen(pages.Address);
        await other.OpenAsync($"/s/{SurveyPages.ByLink}?k={keys[1]}");
        await other.PressAsync("begin");
        (await other.PressAsync("next", ("a.used_service", "no"))).ShouldContain("Phát triển kinh tế");
    }

    [Fact]
    public void The_words_around_the_questions_are_there_in_every_language_with_the_same_places()
    {
        foreach (var word in typeof(AnswerWords).GetProperties().Where(word => word.PropertyType == typeof(string)))
        {
            string[] said = [.. new[] { "Tiếng Việt (vi)", "English (en)", "ខ្មែរ (km)" }.Select(language => (string)word.GetValue(AnswerWords.In(language))!)]; // every one is required
            said.ShouldAllBe(text => text.Length > 0);
            said.Select(text => text.Split('{').Length).Distinct().Count().ShouldBe(1, word.Name);
            said.Distinct().Count().ShouldBe(3, word.Name);
        }
    }

    [Fact]
    public async Task No_file_the_program_writes_holds_a_key_or_an_address_of_somebody_who_answered()
    {
        var keys = await pages.InviteAsync();
        foreach (var (at, key) in keys.Index())
        {
            using var citizen = new Citizen(pages.Address);
            await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
            await citizen.PressAsync("begin");
            await citizen.PressAsync("send", [("a.used_service", "no"), .. Policy, ("a.age", "60"), ("a.helper", "self"), ("a.comment", $"số {at}")]);
            citizen.Page.ShouldContain("Cảm ơn");
        }

        foreach (var file in Directory.GetFiles(pages.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            foreach (var key in keys)
                text.Contains(key, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(Path.GetFileName(file));
            if (Path.GetFileName(file).StartsWith("answers", StringComparison.Ordinal))
                (text.Contains("127.0.0.1", StringComparison.Ordinal) || text.Contains("::1", StringComparison.Ordinal)).ShouldBeFalse();
            if (file.EndsWith(".jsonl", StringComparison.Ordinal))
                text.ShouldNotContain($"/s/{SurveyPages.ByLink}");
        }
    }
}
