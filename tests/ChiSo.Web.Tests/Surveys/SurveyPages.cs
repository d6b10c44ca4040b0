using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine.Surveys;
using ChiSo.Web.Surveys;
using ChiSo.Web.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The pages with surveys open around today: by link in steps, and for anybody on one page.</summary>
public class SurveyPages : DemoPages
{
    public const string ByLink = "thu-duong-dan";
    public const string ForAnybody = "thu-moi-nguoi";

    /// <summary>What answers every question of the shipped questionnaire that must be answered by somebody who used no service.</summary>
    public static readonly ImmutableArray<string> Policies = ["economy", "health", "education", "water", "electricity", "order", "roads", "social_security", "reform"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What says when answering began.</summary>
    public StartStamps Stamps => Services.GetRequiredService<StartStamps>();

    public UploadPlaces Places => Services.GetRequiredService<UploadPlaces>();

    public AnswerLimits Limits => Services.GetRequiredService<AnswerLimits>();

    private static Change Change => Application.Audit.Change.OnThisMachine(TimeProvider.System, "test");

    /// <summary>Opens both surveys, if nobody did before.</summary>
    public async Task OpenAsync()
    {
        await OpenAsync(ByLink);
        await OpenAsync(ForAnybody, SurveyDisplay.Page);
    }

    /// <summary>Opens another by link.</summary>
    public Task OpenAsync(string code) => OpenAsync(Example(code));

    /// <summary>Opens another to anybody, laid out in some way.</summary>
    public Task OpenAsync(string code, SurveyDisplay display)
    {
        var example = Example(code);
        return OpenAsync(example with { Declaration = example.Declaration with { Access = SurveyAccess.Anybody, Display = display } });
    }

    /// <summary>A survey by link on one page that asks for a picture besides, and wants one.</summary>
    public static DeclaredSurvey Pictured(string code)
    {
        var example = Example(code);
        var photo = new Question("photo", new(example.Form.Languages.ToImmutableSortedDictionary(language => language, _ => "Ảnh nơi làm thủ tục", StringComparer.Ordinal)), Relevant: null, "", QuestionKind.Picture) { Required = new("yes", Always: true, When: null) };
        return example with { Declaration = example.Declaration with { Display = SurveyDisplay.Page }, Form = example.Form with { Items = example.Form.Items.Add(photo) } };
    }

    /// <summary>Opens it and invites so many people; their keys.</summary>
    public static async Task<ImmutableArray<string>> OpenPicturedAsync(Application.Publication.Installation installation, string code, int people = 10)
    {
        (await installation.Surveys.OpenAsync(Pictured(code), Change, Cancel)).Problems.ShouldBeEmpty();
        (await installation.Surveys.InviteAsync(code, [.. Enumerable.Range(0, people).Select(number => new Invitee($"P{number}", "noivu", "", ""))], Change, Cancel)).TryGet(out var links).ShouldBeTrue();
        return [.. links.Select(link => link.Key)];
    }

    /// <summary>Closed with twelve answers, each with a picture of its own bytes.</summary>
    public static async Task<(LiveSurvey Survey, ImmutableArray<SentPicture> Pictures)> ClosePicturedAsync(Application.Publication.Installation installation, string code)
    {
        var keys = await OpenPicturedAsync(installation, code, 12);
        var survey = (await installation.Surveys.FindAsync(code, Cancel)).ShouldNotBeNull();
        var pictures = ImmutableArray.CreateBuilder<SentPicture>();
        foreach (var (number, key) in keys.Index())
        {
            pictures.Add(new($"{number:x32}.jpg", [0xFF, 0xD8, 0xFF, (byte)number]));
            var filling = new Filling(survey.Form, Values(number).SetItem("photo", pictures[^1].Name), VietnamTime.Today(TimeProvider.System)) { Pictures = PictureAnswers.Sent };
            (await installation.Intake.TakeAsync(survey, key, "", filling, AnswerMode.Link, survey.Form.DefaultLanguage, Cancel, pictures: [pictures[^1]])).Problems.ShouldBeEmpty();
        }

        (await installation.Surveys.CloseAsync(code, Change, Cancel)).TryGet(out var closed).ShouldBeTrue();
        return (closed!, pictures.ToImmutable()); // as above
    }

    /// <summary>What a form program sends of it.</summary>
    /// <param name="photo">The name of the file.</param>
    public static string FilledWithPicture(string survey, string note, string photo) =>
        $"<data id=\"{survey}\"><used_service>no</used_service><service/><policies>{string.Concat(Policies.Select(one => $"<policy_{one}>4</policy_{one}>"))}</policies><comment>{note}</comment><about><age>60</age><helper>self</helper></about><photo>{photo}</photo><meta><instanceID>uuid:{note}</instanceID></meta></data>";

    /// <summary>Hands in as form programs do: the form and the files in one multipart.</summary>
    public static async Task<HttpResponseMessage> HandInAsync(HttpClient client, string path, string xml, params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(xml, Encoding.UTF8, "text/xml"), "xml_submission_file", "submission.xml" } };
        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content) { Headers = { ContentType = new("image/jpeg") } }, name, name); // whatever it is
        return await client.PostAsync(path, form);
    }

    /// <summary>The keys of ten new people asked about a unit.</summary>
    public async Task<ImmutableArray<string>> InviteAsync(string unit = "noivu")
    {
        await OpenAsync();
        return await InviteAsync(ByLink, unit);
    }

    /// <summary>The same where another questionnaire is asked.</summary>
    public async Task<ImmutableArray<string>> InviteAsync(string code, Questionnaire form)
    {
        await OpenAsync(new DeclaredSurvey(Example(code).Declaration with { Questionnaire = form.Code }, form));
        return await InviteAsync(code, "noivu");
    }

    private async Task<ImmutableArray<string>> InviteAsync(string survey, string unit)
    {
        Invitee[] list = [.. Enumerable.Range(1, 10).Select(_ => new Invitee(Guid.NewGuid().ToString("N"), unit, "", ""))];
        (await Installation.Surveys.InviteAsync(survey, list, Change, Cancel)).TryGet(out var links).ShouldBeTrue();
        return [.. links.Select(link => link.Key)];
    }

    /// <summary>The key of a new machine at a desk of the Department of Justice.</summary>
    public async Task<string> OpenKioskAsync()
    {
        await OpenAsync();
        var manager = new Person(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = Role.SurveyManager, Unit = "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
        (await Installation.Kiosks.OpenAsync(ByLink, new("tuphap", "Quầy 3"), manager, Cancel)).TryGet(out var key).ShouldBeTrue();
        return key!; // opened just above
    }

    /// <summary>What is answered to a body too large to be read: nothing of it is sent before the server asks for it, however slow the server is.</summary>
    public async Task<HttpStatusCode> OfferAsync(string path, HttpContent body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = new(Address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body, Headers = { ExpectContinue = true } };
        using var answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    public Task<ImmutableArray<Answer>> AnswersAsync(string survey) => AnswersAsync(Installation, survey);

    public static async Task<ImmutableArray<Answer>> AnswersAsync(Application.Publication.Installation installation, string survey) =>
        [.. (await installation.Answers.OutlineAsync(survey, Cancel)).Groups.SelectMany(group => installation.Answers.Of(survey, group.Unit, group.Stratum))];

    /// <summary>A closed survey with twelve paper forms, two of them alike.</summary>
    public async Task<LiveSurvey> ClosedAsync(string code, string? round = null)
    {
        var example = Example(code);
        (await Installation.Surveys.OpenAsync(example with { Declaration = example.Declaration with { Round = round } }, Change, Cancel)).TryGet(out var survey).ShouldBeTrue();
        var forms = Enumerable.Range(0, 12).Select(number => new KeyedForm($"P{number}", "noivu", "", Said(number), $"row {number}")).ToImmutableArray();
        (await Installation.Paper.TakeAsync(survey!, forms, Cancel)).Problems.ShouldBeEmpty(); // opened just above
        (await Installation.Surveys.CloseAsync(code, Change, Cancel)).TryGet(out var closed).ShouldBeTrue();
        return closed!; // as above
    }

    /// <summary>What a form of <see cref="ClosedAsync"/> says in its own words; empty for nothing.</summary>
    protected virtual string CommentOf(int number) => "";

    private ImmutableSortedDictionary<string, string> Said(int number)
    {
        var (values, comment) = (Values(number == 11 ? 0 : number), CommentOf(number));
        return comment.Length > 0 ? values.Add("comment", comment) : values;
    }

    /// <summary>Somebody who used no service: every question on policies, each form in its own way, none with the lowest answer to the first.</summary>
    private static ImmutableSortedDictionary<string, string> Values(int number)
    {
        var random = new SplitMix64((ulong)number);
        var policies = Policies.Select((policy, at) => KeyValuePair.Create("policy_" + policy, at == 0 ? $"{2 + random.Below(4)}" : $"{1 + random.Below(5)}"));
        return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [.. policies, KeyValuePair.Create("used_service", "no"), KeyValuePair.Create("age", "60"), KeyValuePair.Create("helper", number is 1 or 2 or 3 ? "helped" : "self")]);
    }

    private static DeclaredSurvey Example(string code)
    {
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        var today = VietnamTime.Today(TimeProvider.System);
        return example! with { Declaration = example.Declaration with { Code = code, Opens = today.AddDays(-1), Closes = today.AddDays(30), KeepUntil = today.AddDays(900) } }; // read just above
    }

    private async Task OpenAsync(DeclaredSurvey survey) => (await Installation.Surveys.OpenAsync(survey, Change, Cancel)).Problems.ShouldBeEmpty();
}

/// <summary>Somebody who answers with a browser without script or cookies: fills what is shown and presses a button.</summary>
public sealed partial class Citizen(string home) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(home) };
    private Uri? at;

    public string Page { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>When and where the browser goes on by itself; empty for never.</summary>
    public string Refresh { get; private set; } = "";

    public async Task<string> OpenAsync(string path)
    {
        at = new(path, UriKind.Relative);
        return await ShowAsync(await client.GetAsync(at));
    }

    /// <summary>Sends the form of the page with what is already in it and these fields.</summary>
    public Task<string> PressAsync(string button, params (string Name, string Value)[] typed) => PressAsync(Page, button, typed);

    /// <summary>As from a page the browser went back to.</summary>
    public async Task<string> PressAsync(string page, string button, params (string Name, string Value)[] typed)
    {
        var fields = Inputs().Matches(page).Select(input => input.Value)
            .Where(input => input.Contains("type=\"hidden\"", StringComparison.Ordinal) || input.Contains("checked=\"checked\"", StringComparison.Ordinal) || input.Contains("type=\"text\"", StringComparison.Ordinal))
            .Select(input => (Name: Attribute(input, "name"), Value: Attribute(input, "value"))).Where(field => typed.All(one => one.Name != field.Name)).Concat(typed).Append(("do", button));
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await ShowAsync(await client.PostAsync(Attribute(Forms().Match(page).Value, "action"), content));
    }

    public void Dispose() => client.Dispose();

    private async Task<string> ShowAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Refresh = answer.Headers.TryGetValues("Refresh", out var values) ? string.Join(",", values) : "";
        if (answer.Headers.Location is { } next)
            return Page = await client.GetStringAsync(next);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse("people who answer get no cookie");
        return Page = await answer.Content.ReadAsStringAsync();
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex("<(?:input|textarea)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<form[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Forms();
}
