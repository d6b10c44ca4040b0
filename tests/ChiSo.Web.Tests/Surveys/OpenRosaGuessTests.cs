using System.Net;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Whoever guesses links of form programs is slowed down; whoever has one is not.</summary>
public sealed class OpenRosaGuessTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_wrong_links_are_refused_for_a_minute_and_right_ones_still_work()
    {
        var right = (await pages.InviteAsync())[0];
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        var told = new List<HttpStatusCode>();
        for (var guess = 0; guess < 40; guess++)
            told.Add((await client.GetAsync($"/s/{SurveyPages.ByLink}/openrosa/{guess:D25}/form", Cancel)).StatusCode);

        told[0].ShouldBe(HttpStatusCode.NotFound);
        told[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        using var late = await client.GetAsync($"/s/{SurveyPages.ByLink}/openrosa/{40:D25}/formList", Cancel);
        (late.StatusCode, late.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)));
        (await client.GetAsync($"/s/{SurveyPages.ByLink}/openrosa/{right}/formList", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
