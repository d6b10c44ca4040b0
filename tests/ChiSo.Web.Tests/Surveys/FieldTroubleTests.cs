using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Surveys.Offline;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>What goes wrong in the field, on each of the three ways answers come: the page, the page without a network, OpenRosa.</summary>
public sealed class FieldTroubleTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Dated = "thu-ngay";

    private static readonly ImmutableArray<(string Name, string Value)> Given = [("used_service", "no"), .. SurveyPages.Policies.Select(one => ($"policy_{one}", "4")), ("age", "60"), ("helper", "self")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateOnly Today => VietnamTime.Today(TimeProvider.System);

    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public async Task Whatever_year_a_device_believes_in_the_clock_of_the_server_decides(int years)
    {
        var live = await OpenDatedAsync($"{Dated}{years}");
        var (wrong, right) = (Today.AddYears(Math.Abs(years)), Today.AddDays(-3));
        string Xml(DateOnly day, string instance) => $"<data id=\"{live.Code}\"><start>{Today.AddYears(years):yyyy-MM-dd}T08:00:00.000+07:00</start><end>{Today.AddYears(-years):yyyy-MM-dd}T08:00:00.000+07:00</end><today>{Today.AddYears(years):yyyy-MM-dd}</today><when>{day:yyyy-MM-dd}</when><meta><instanceID>{instance}</instanceID><timeStart>{Today.AddYears(years):yyyy-MM-dd}</timeStart></meta></data>";
        var clock = new DateTimeOffset(Today.AddYears(years), default, TimeSpan.Zero);
        (await SubmitAsync(live.Code, "open", Xml(wrong, "a"), clock)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SubmitAsync(live.Code, "open", Xml(right, "b"), clock)).ShouldBe(HttpStatusCode.Created);

        OfflineAnswer Kept(DateOnly day) => new(LinkKey.New(), "noivu", null, live.Hash, ImmutableDictionary<string, string>.Empty.Add("when", Written(day)));
        (await SendAsync(live.Code, Kept(wrong))).ShouldBe("faults");
        (await SendAsync(live.Code, Kept(right))).ShouldBe("stored");
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{live.Code}?u=noivu");
        await citizen.PressAsync("begin");
        (await citizen.PressAsync("send", ("a.when", Written(wrong)))).ShouldContain("Ngày này chưa đến");
        (await citizen.PressAsync("send", ("a.when", Written(right)), ("t", pages.Stamps.Write(live.Code, pages.Stamps.Now - 6)))).ShouldContain("Cảm ơn");

        var answers = await pages.AnswersAsync(live.Code);
        answers.Select(answer => answer.Values.ShouldHaveSingleItem().Value).ShouldBe([Written(right), Written(right), Written(right)], "what the device says of its time is passed over");
        (await pages.Installation.Answers.DaysAsync(live.Code, Cancel)).ShouldBe([(Today, 3)]);
    }

    /// <summary>Its expressions reckon with no day before the one the form was fetched on.</summary>
    [Fact]
    public async Task A_page_without_a_network_is_given_the_day_along()
    {
        var live = await OpenDatedAsync(Dated);
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        JsonNode.Parse(await client.GetStringAsync($"/s/{live.Code}/offline/form.json", Cancel))!["day"]!.GetValue<string>().ShouldBe(Written(Today)); // written there
    }

    [Fact]
    public async Task In_whatever_order_and_however_often_forms_arrive_each_counts_once()
    {
        var keys = await pages.InviteAsync();
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        var before = (await pages.AnswersAsync(SurveyPages.ByLink)).Length;
        var random = new Random(20261201);
        (string Key, int Way)[] arrivals = [.. keys.SelectMany(key => Enumerable.Range(0, 6).Select(way => (key, way % 3)))];
        random.Shuffle(arrivals);
        await Parallel.ForEachAsync(arrivals, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (arrival, _) =>
        {
            var (key, way) = arrival;
            if (way == 0)
                await AnswerOnPageAsync(key);
            else if (way == 1)
                (await SendAsync(SurveyPages.ByLink, new(key, "", null, live.Hash, ImmutableDictionary.CreateRange(Given.Select(one => KeyValuePair.Create(one.Name, one.Value)).Append(new("comment", key)))))).ShouldBeOneOf("stored", "before");
            else
                (await SubmitAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, key))).ShouldBe(HttpStatusCode.Created);
        });

        var answers = await pages.AnswersAsync(SurveyPages.ByLink);
        answers.Length.ShouldBe(before + keys.Length);
        answers.Select(answer => answer.Values.GetValueOrDefault("comment") ?? "").Where(keys.Contains).Order(StringComparer.Ordinal).ShouldBe(keys.Order(StringComparer.Ordinal), "whichever way was first");
    }

    [Fact]
    public async Task A_later_arrival_of_an_earlier_form_changes_nothing()
    {
        var key = (await pages.InviteAsync())[0];
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        (await SubmitAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, "sau"))).ShouldBe(HttpStatusCode.Created);
        (await SendAsync(SurveyPages.ByLink, new(key, "", null, live.Hash, ImmutableDictionary.CreateRange(Given.Select(one => KeyValuePair.Create(one.Name, one.Value)).Append(new("comment", "trước")))))).ShouldBe("before");
        var comments = (await pages.AnswersAsync(SurveyPages.ByLink)).Select(answer => answer.Values.GetValueOrDefault("comment")).ToList();
        comments.ShouldContain("sau");
        comments.ShouldNotContain("trước");
    }

    [Fact]
    public async Task A_questionnaire_changed_in_the_middle_changes_no_survey_that_is_open()
    {
        var key = (await pages.InviteAsync())[0];
        var before = await FacesAsync(key);
        var changed = ShippedQuestionnaires.Find("satisfaction").ShouldNotBeNull() is var form ? form with { Version = "7", Items = [.. form.Items.Where(item => item.Name is not ("wishes" or "comment"))] } : null!; // found
        var change = Change.OnThisMachine(TimeProvider.System, "test");
        (await pages.Installation.Questionnaires.StartAsync(changed, change, Cancel)).TryGet(out var draft).ShouldBeTrue();
        (await pages.Installation.Questionnaires.StoreAsync("satisfaction", draft!.Seen, change, Cancel)).Problems.ShouldBeEmpty(); // started just above
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        (await pages.Installation.Surveys.OpenAsync(new(live.Declaration, changed), change, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.opened");
        (await FacesAsync(key)).ShouldBe(before);
    }

    /// <summary>From an installation before it was restored, or a trial under the same code.</summary>
    [Fact]
    public async Task A_form_made_of_other_questions_is_refused_on_each_way_and_the_link_stays_good()
    {
        var key = (await pages.InviteAsync())[0];
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        var (status, told) = await SubmitToldAsync(SurveyPages.ByLink, key, Filled(SurveyPages.ByLink, "khác").Replace("<data", "<data version=\"0123456789ab\"", StringComparison.Ordinal));
        status.ShouldBe(HttpStatusCode.BadRequest);
        told.ShouldContain("another version", customMessage: "why");
        told.ShouldContain("Get the form anew", customMessage: "and what to do");
        (await SendAsync(SurveyPages.ByLink, new(key, "", null, new('0', 64), ImmutableDictionary.CreateRange(Given.Select(one => KeyValuePair.Create(one.Name, one.Value)))))).ShouldBe("otherForm");
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
        await citizen.PressAsync("begin");
        var page = await citizen.PressAsync("send", [.. Given.Select(one => ($"a.{one.Name.Replace("policy_roads", "policy_streets", StringComparison.Ordinal)}", one.Value))]);
        citizen.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("name=\"a.policy_roads\"", customMessage: "what this survey asks is asked for");
        (await citizen.PressAsync("send", ("a.policy_roads", "4"))).ShouldContain("Cảm ơn");
        (await pages.AnswersAsync(SurveyPages.ByLink)).ShouldAllBe(answer => !answer.Values.ContainsKey("policy_streets"));

        var other = (await pages.InviteAsync())[0];
        (await SubmitAsync(SurveyPages.ByLink, other, Filled(SurveyPages.ByLink, "đúng").Replace("<data", $"<data version=\"{live.Hash[..12]}\"", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Created);
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Filled(string survey, string note) =>
        $"<data id=\"{survey}\"><used_service>no</used_service><service/><policies>{string.Concat(SurveyPages.Policies.Select(one => $"<policy_{one}>4</policy_{one}>"))}</policies><comment>{note}</comment><about><age>60</age><helper>self</helper></about><meta><instanceID>uuid:{note}</instanceID></meta></data>";

    /// <summary>What each way shows of the questions.</summary>
    private async Task<string[]> FacesAsync(string key)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
        var list = XDocument.Parse(await client.GetStringAsync($"/s/{SurveyPages.ByLink}/openrosa/{key}/formList", Cancel));
        return
        [
            (await citizen.PressAsync("begin")).Contains("Trong 12 tháng qua", StringComparison.Ordinal).ToString(), await client.GetStringAsync($"/s/{SurveyPages.ByLink}/offline/form.json", Cancel),
            .. list.Descendants().Where(element => element.Name.LocalName is "version" or "hash").Select(element => element.Value), await client.GetStringAsync($"/s/{SurveyPages.ByLink}/openrosa/{key}/form", Cancel),
        ];
    }

    private async Task AnswerOnPageAsync(string key)
    {
        using var citizen = new Citizen(pages.Address);
        if ((await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}")).Contains("Phiếu này đã được gửi", StringComparison.Ordinal))
            return;
        if ((await citizen.PressAsync("begin")).Contains("Phiếu này đã được gửi", StringComparison.Ordinal))
            return;
        var end = await citizen.PressAsync("send", [.. Given.Select(one => ($"a.{one.Name}", one.Value)), ("a.comment", key)]);
        (end.Contains("Cảm ơn", StringComparison.Ordinal) || end.Contains("Phiếu này đã được gửi", StringComparison.Ordinal)).ShouldBeTrue(end);
    }

    private async Task<HttpStatusCode> SubmitAsync(string survey, string key, string xml, DateTimeOffset? clock = null) => (await SubmitToldAsync(survey, key, xml, clock)).Status;

    /// <returns>Also what the program of the form is told.</returns>
    private async Task<(HttpStatusCode Status, string Told)> SubmitToldAsync(string survey, string key, string xml, DateTimeOffset? clock = null)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var form = new MultipartFormDataContent { { new StringContent(xml, Encoding.UTF8, "text/xml"), "xml_submission_file", "submission.xml" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/s/{survey}/openrosa/{key}/submission") { Content = form };
        request.Headers.Date = clock;
        using var answer = await client.SendAsync(request, Cancel);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private async Task<string> SendAsync(string survey, OfflineAnswer answer)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        using var response = await client.PostAsJsonAsync($"/s/{survey}/offline/send", answer, Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["state"]!.GetValue<string>(); // every answer says it
    }

    /// <summary>A survey for anybody about one unit that asks for a day that has come.</summary>
    private async Task<LiveSurvey> OpenDatedAsync(string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(pages.Folder, code)).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "survey.csv"), ["type,name,label,required,constraint,constraint_message", "date,when,Ngày nào?,yes,. <= today(),Ngày này chưa đến."], Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "choices.csv"), ["list_name,name,label"], Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "settings.csv"), ["form_id,version", "dated,1"], Cancel);
        XlsFormReader.Read(folder).TryGet(out var form).ShouldBeTrue();
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        var declared = example!.Declaration with { Code = code, Opens = Today.AddDays(-1), Closes = Today.AddDays(30), KeepUntil = Today.AddDays(900), Access = SurveyAccess.Anybody, Display = SurveyDisplay.Page, Units = [new("noivu", "Sở Nội vụ")] }; // read just above
        (await pages.Installation.Surveys.OpenAsync(new(declared, form!), Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).TryGet(out var live).ShouldBeTrue(); // as above
        return live!; // opened
    }
}
