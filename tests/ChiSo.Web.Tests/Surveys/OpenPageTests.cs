using System.Net;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Pages;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A survey anybody may answer takes forms of pages that were opened, not of scripts that post.</summary>
public sealed class OpenPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static readonly (string, string)[] Filled = [.. SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4")), ("a.used_service", "no"), ("a.age", "60"), ("a.helper", "self"), ("u", "noivu")];

    /// <summary>Opened a minute ago.</summary>
    private string Opened => pages.Stamps.Write(SurveyPages.ForAnybody, pages.Stamps.Now - 6);

    [Fact]
    public async Task A_form_without_a_page_or_sent_at_once_is_refused_in_words_and_loses_nothing()
    {
        await pages.OpenAsync();
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}?u=noivu");
        var opened = await citizen.PressAsync("begin");
        foreach (var stamp in new[] { "", "không phải", pages.Stamps.Write(SurveyPages.ByLink, pages.Stamps.Now - 6), pages.Stamps.Write(SurveyPages.ForAnybody, pages.Stamps.Now - 9000), pages.Stamps.Write(SurveyPages.ForAnybody, pages.Stamps.Now) })
        {
            var page = await citizen.PressAsync(opened, "send", [.. Filled, ("a.comment", "máy gửi"), ("t", stamp)]);
            citizen.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, stamp);
            page.ShouldContain("Phiếu chưa được gửi.");
            page.ShouldContain("name=\"a.policy_water\" value=\"4\" checked=\"checked\"");
            page.ShouldContain("máy gửi</textarea>");
            page.ShouldMatch("name=\"t\" value=\"[^\"]{40}"); // pressed again in time, it is taken
        }

        (await pages.AnswersAsync(SurveyPages.ForAnybody)).ShouldAllBe(answer => answer.Values.GetValueOrDefault("comment") != "máy gửi");
        (await citizen.PressAsync("send", ("a.comment", "đã đợi"), ("t", Opened))).ShouldContain("Cảm ơn");
        (await pages.AnswersAsync(SurveyPages.ForAnybody)).Single(answer => answer.Values.GetValueOrDefault("comment") == "đã đợi").Mode.ShouldBe(AnswerMode.Open);
    }

    [Fact]
    public async Task What_fills_in_fields_people_do_not_see_is_asked_again()
    {
        await pages.OpenAsync();
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ForAnybody}?u=noivu");
        (await citizen.PressAsync("begin")).ShouldContain($"name=\"{AnswerPage.TrapField}\"");
        (await citizen.PressAsync("send", [.. Filled, ("t", Opened), (AnswerPage.TrapField, "https://x.example")])).ShouldContain("Phiếu chưa được gửi.");
        citizen.Page.ShouldNotContain("x.example");
        (await citizen.PressAsync("send", ("t", Opened))).ShouldContain("Cảm ơn");
    }
}
