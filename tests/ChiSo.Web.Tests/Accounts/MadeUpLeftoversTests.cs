using System.Net;
using ChiSo.Web.Hosting;
using ChiSo.Web.People;
using ChiSo.Web.Tests.Feeds;
using Microsoft.AspNetCore.Builder;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>What made-up people left behind, keys and sessions, opens nothing once demo mode is over.</summary>
public sealed class MadeUpLeftoversTests(MadeUpPeopleTests.Pages pages) : IClassFixture<MadeUpPeopleTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_key_they_made_opens_nothing_and_one_of_somebody_real_does()
    {
        await pages.MakeAsync("thu.tran");
        async Task<HttpStatusCode> AskAsync(string userName)
        {
            var account = (await pages.Installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == userName);
            (await pages.Installation.FeedKeys.MakeAsync("Excel", new(account.Id, Guid.Empty, TimeProvider.System.GetUtcNow().UtcDateTime, ""), Cancel)).TryGet(out var key).ShouldBeTrue();
            using var program = FeedReader.Program(key!); // made just above
            using var answer = await program.GetAsync(new Uri(pages.Secure, "/odata/surveys/khong-co/"), Cancel);
            return answer.StatusCode;
        }

        (await AskAsync(DemoPeople.Prefix + "khaosat")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("thu.tran")).ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_left_from_demo_mode_ends_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-left-").FullName;
        try
        {
            await DemoFolder.CopyAsync(othersAtWork: false, folder);
            var demo = await ServeAsync(folder, demo: true);
            using var visitor = new Visitor(new Uri(WebHost.AddressOf(demo)));
            (await visitor.SignInAsync("thamdinh")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await Served.EndAsync(demo);

            var real = await ServeAsync(folder, demo: false);
            var left = await visitor.GetAsync(WebHost.AddressOf(real) + "/desk");
            (left.StatusCode, left.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Redirect, true));
            await Served.EndAsync(real);
            var again = await ServeAsync(folder, demo: true);
            (await visitor.GetAsync(WebHost.AddressOf(again) + "/desk")).StatusCode.ShouldBe(HttpStatusCode.OK, "the session itself still holds: it was the mode that shut it out");
            await Served.EndAsync(again);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> ServeAsync(string folder, bool demo)
    {
        var app = WebHost.Build(new() { Urls = "http://127.0.0.1:0", DataFolder = folder, Demo = demo }, InstallationServices.Register);
        await app.StartAsync(Cancel);
        return app;
    }
}
