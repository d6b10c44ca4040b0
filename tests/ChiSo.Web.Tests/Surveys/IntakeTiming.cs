using System.Diagnostics;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Not a test: prints how many forms a second the server takes, page and answer, each on the disk before the reply. Run by name with <c>-explicit only</c>; figures go to docs/performance.md.</summary>
public sealed class IntakeTiming(SurveyPages pages, ITestOutputHelper output) : IClassFixture<SurveyPages>
{
    private const int People = 4000;
    private const int AtOnce = 64;

    [Fact(Explicit = true)]
    public async Task Forms_a_second()
    {
        await pages.OpenAsync();
        Invitee[] list = [.. Enumerable.Range(1, People).Select(number => new Invitee($"T{number}", "tuphap", "", ""))];
        (await pages.Installation.Surveys.InviteAsync(SurveyPages.ByLink, list, Change.OnThisMachine(TimeProvider.System, "timing"), TestContext.Current.CancellationToken)).TryGet(out var links).ShouldBeTrue();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = new(pages.Address) };
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(links, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (link, cancel) =>
        {
            using (await client.GetAsync($"/s/{SurveyPages.ByLink}?k={link.Key}", cancel))
            {
                var fields = SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4")).Append(("a.used_service", "no")).Append(("a.age", "60")).Append(("a.helper", "self")).Append(("k", link.Key)).Append(("do", "send"));
                using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
                using var answer = await client.PostAsync($"/s/{SurveyPages.ByLink}", form, cancel);
                answer.Headers.Location.ShouldNotBeNull();
            }
        });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (await pages.AnswersAsync(SurveyPages.ByLink)).Length.ShouldBe(People);
        output.WriteLine($"{People / seconds:0} forms a second, each a page and an answer, {AtOnce} at once, client in the same process");
    }
}
