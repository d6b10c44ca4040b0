using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Every page somebody meets who answers a shipped questionnaire weighs under 40 KB with its styles, compressed, and asks for no script: an old phone on a slow network shows it.</summary>
public sealed partial class PageWeightTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const int Most = 40_000;
    private const string Khmer = "ភាសាខ្មែរ (km)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, SurveyDisplay, string> Ways => [.. from form in ShippedQuestionnaires.All from display in Enum.GetValues<SurveyDisplay>() from language in new[] { "", Khmer } select (form.Code, form.Version, display, language)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task From_the_first_page_to_the_thanks_and_the_closed_door(string form, string version, SurveyDisplay display, string language)
    {
        var code = $"can-{form.Replace('_', '-')}-{version}-{display}{(language.Length > 0 ? "-km" : "")}".ToLowerInvariant();
        var key = await OpenAsync(code, (form, version), display);
        using var citizen = new Citizen(pages.Address);
        List<string> seen = [await citizen.OpenAsync($"/s/{code}?k={key}")];
        if (language.Length > 0)
            seen.Add(await citizen.PressAsync($"lang:{language}"));
        seen.Add(await citizen.PressAsync("begin"));
        while (!IsOver(citizen.Page))
        {
            seen.Count.ShouldBeLessThan(200, WebUtility.HtmlDecode(citizen.Page));
            seen.Add(await citizen.PressAsync(citizen.Page.Contains("value=\"next\"", StringComparison.Ordinal) ? "next" : "send", Answers(citizen.Page)));
        }

        citizen.Page.ShouldContain(language.Length > 0 ? "<h1>" : "Cảm ơn");
        (await pages.AnswersAsync(code)).ShouldNotBeEmpty("it went all the way");
        (await pages.Installation.Surveys.CloseAsync(code, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
        seen.Add(await citizen.OpenAsync($"/s/{code}?k={key}"));
        await WeighAsync(seen);
    }

    [Fact]
    public async Task At_a_machine_of_a_desk_with_a_wrong_link_and_with_every_question_missing()
    {
        var key = await pages.OpenKioskAsync();
        using var citizen = new Citizen(pages.Address);
        List<string> seen = [await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?m={key}"), await citizen.PressAsync("begin"), await citizen.PressAsync("send"), await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?m={key}&done=true")];
        seen.Add(await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k=0123456789abcdefghjkmnpq"));
        seen.Add(await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}"));
        await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}?u=noivu");
        await citizen.PressAsync("begin");
        seen.Add(await citizen.PressAsync("send", ("a.used_service", "yes"))); // every question of the longest form there is, each with its fault
        await WeighAsync(seen);
    }

    private async Task WeighAsync(List<string> seen)
    {
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        var styles = Packed(await client.GetStringAsync(seen[0].Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0], Cancel));
        foreach (var page in seen)
        {
            (Packed(page) + styles).ShouldBeLessThan(Most, WebUtility.HtmlDecode(page));
            page.ShouldNotContain("<script");
            page.Split("<link").Length.ShouldBe(3, "the styles and the icon, nothing else");
        }
    }

    /// <summary>The key of somebody asked by a new survey.</summary>
    private async Task<string> OpenAsync(string code, (string Code, string Version) form, SurveyDisplay display)
    {
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        var (asked, today, change) = (ShippedQuestionnaires.Find(form.Code, form.Version), VietnamTime.Today(TimeProvider.System), Change.OnThisMachine(TimeProvider.System, "test"));
        var declared = example!.Declaration with { Code = code, Display = display, Opens = today.AddDays(-1), Closes = today.AddDays(30), KeepUntil = today.AddDays(900) }; // read just above
        if (RatedBlock.Of(asked!) is not null) // it was shipped
            declared = declared with { Raters = [new("noivu", "Lãnh đạo", [.. declared.Units.Select(unit => unit.Code).Where(unit => unit != "noivu")])] };
        (await pages.Installation.Surveys.OpenAsync(new(declared, asked!), change, Cancel)).Problems.ShouldBeEmpty(); // as above
        (await pages.Installation.Surveys.InviteAsync(code, [.. Enumerable.Range(1, 10).Select(number => new Invitee($"N{number}", "noivu", "", $"row {number}"))], change, Cancel)).TryGet(out var links).ShouldBeTrue();
        return links[0].Key;
    }

    private static bool IsOver(string page) => !page.Contains("<form", StringComparison.Ordinal) || !page.Contains("name=\"do\"", StringComparison.Ordinal);

    /// <summary>The first choice of every question that is asked, and a number where one is typed.</summary>
    private static (string Name, string Value)[] Answers(string page) =>
    [
        .. Inputs().Matches(page).Select(input => input.Value).Where(input => input.Contains(" type=\"radio\"", StringComparison.Ordinal) || input.Contains(" inputmode=\"", StringComparison.Ordinal))
            .Select(input => (Name: Attribute(input, "name"), Value: input.Contains(" type=\"radio\"", StringComparison.Ordinal) ? Attribute(input, "value") : "1"))
            .Where(field => field.Name.StartsWith("a.", StringComparison.Ordinal)).DistinctBy(field => field.Name),
    ];

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    private static int Packed(string text)
    {
        using var stream = new MemoryStream();
        using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(Encoding.UTF8.GetBytes(text));
        return (int)stream.Length;
    }

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Inputs();
}
