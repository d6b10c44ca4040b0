using System.Net;
using ChiSo.Web.People;
using ChiSo.Web.Tests.Surveys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>A database made in demo mode and served without it: everybody knows the password, so it opens nothing.</summary>
public sealed class MadeUpPeopleTests(MadeUpPeopleTests.Pages pages) : IClassFixture<MadeUpPeopleTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_of_them_comes_in_by_password_or_link_and_somebody_real_named_alike_does()
    {
        using var visitor = pages.Open();
        var page = await visitor.TextAsync("/sign-in");
        page.ShouldNotContain(DemoPeople.Password);
        var people = (await pages.Installation.Accounts.ListAsync(Cancel)).Where(row => DemoPeople.IsMadeUp(row.UserName)).ToList();
        people.Count.ShouldBeGreaterThan(20);
        foreach (var (number, one) in people.Index())
        {
            using var from = pages.Open($"127.0.0.{number + 2}");
            var refused = await from.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = one.UserName.ToUpperInvariant(), ["Password"] = DemoPeople.Password });
            (refused.StatusCode, (await refused.Content.ReadAsStringAsync(Cancel)).Contains("Tên đăng nhập hoặc mật khẩu không đúng", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Unauthorized, true), one.UserName);
            (await from.GetAsync(await pages.LinkAsync(one.UserName))).StatusCode.ShouldBe(HttpStatusCode.NotFound, one.UserName);
        }

        (await pages.WelcomeAsync()).ShouldNotBeNull("nobody real has a password").ShouldContain("/password?account=");
        await pages.MakeAsync("thu.nguyen");
        (await visitor.SignInAsync("nguyen")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public sealed class Pages : DemoPages
    {
        protected override bool Demo => false;

        internal Uri Secure => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(address => address.StartsWith("https", StringComparison.Ordinal))); // a server has addresses

        protected override WebOptions With(WebOptions options) => options with { Urls = "http://127.0.0.1:0;https://127.0.0.1:0", Certificate = SecurePages.Certificate() };

        public override string Prefix => DemoPeople.Prefix;

        internal async Task<string?> WelcomeAsync() => await FirstAdministrator.LinkAsync(Services, Address, Cancel);

        internal async Task<string> LinkAsync(string userName)
        {
            await using var scope = Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Application.People.Account>>();
            var account = (await users.FindByNameAsync(userName)).ShouldNotBeNull();
            return PasswordLink.PathOf(account.Id, await users.GeneratePasswordResetTokenAsync(account));
        }

        /// <summary>Somebody real, with the password the made-up ones have.</summary>
        internal async Task MakeAsync(string userName)
        {
            (await Installation.Accounts.CreateAsync(new(userName, "Nguyễn Thị Thu"), Application.Audit.Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
            await using var scope = Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Application.People.Account>>();
            (await users.AddPasswordAsync((await users.FindByNameAsync(userName)).ShouldNotBeNull(), DemoPeople.Password)).Succeeded.ShouldBeTrue();
        }
    }
}
