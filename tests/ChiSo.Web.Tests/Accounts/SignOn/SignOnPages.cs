using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;

namespace ChiSo.Web.Tests.Accounts.SignOn;

/// <summary>An installation that is no demonstration, with a real provider beside it.</summary>
public class SignOnPages : DemoPages
{
    public TestProvider Provider { get; } = new();

    protected override bool Demo => false;

    protected override WebOptions With(WebOptions options) => options with { SignOn = SettingsFor(Provider.Address), SignOnSecret = TestProvider.Secret };

    public override async ValueTask InitializeAsync()
    {
        await Provider.StartAsync();
        await base.InitializeAsync();
        await Provider.AllowAsync(Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The example of the page on accounts, pointed at a provider.</summary>
    public static SignOnSettings SettingsFor(string authority)
    {
        var page = House.Repository.Read("docs/how-to/accounts.md");
        var from = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var example = page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
        SignOnFile.Parse(example, "example").TryGet(out var settings).ShouldBeTrue();
        return settings! with { Authority = authority, Address = null }; // read just above
    }

    /// <summary>An account without a password.</summary>
    public async Task<Account> MakeAsync(string userName)
    {
        (await Installation.Accounts.CreateAsync(new(userName, "Người " + userName, Email: MailOf(userName)), Change.OnThisMachine(TimeProvider.System, "test"), TestContext.Current.CancellationToken)).TryGet(out var account).ShouldBeTrue();
        return account!; // made just above
    }

    /// <summary>Signs in through the provider and follows up to the last page.</summary>
    public async Task<HttpResponseMessage> ComeAsync(Visitor visitor, string userName, params (string Claim, string[] Values)[] more)
    {
        Provider.Person = more.ToDictionary(claim => claim.Claim, claim => claim.Values);
        Provider.Person.TryAdd("email", [MailOf(userName)]);
        return await visitor.FollowAsync("/sign-in/single?next=%2Fdesk");
    }

    public static string MailOf(string userName) => userName + "@cantho.example";
}
