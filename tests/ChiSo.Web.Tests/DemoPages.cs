using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Hosting;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests;

/// <summary>An installation in demo mode: the sample of Cần Thơ frozen, an open round after it, a person of every role.</summary>
public class DemoPages : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-demo-").FullName;
    private WebApplication? app;

    public const string Round = "thu-2024";

    /// <summary>The first officer's sheet.</summary>
    public const string Sheet = "/desk/thu-2024/departments/noivu/self";

    public string Address { get; private set; } = "";

    /// <summary>Holds the embedded database, the security log and the checkpoints.</summary>
    public string Folder => folder;

    public Installation Installation => app!.Services.GetRequiredService<Installation>(); // built before any test runs

    /// <summary>Every address the pages answer at.</summary>
    public IEnumerable<RoutePattern> Routes => app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern); // built before any test runs

    protected IServiceProvider Services => app!.Services; // built before any test runs

    /// <summary>The connection string of the database; <c>null</c> for the embedded one.</summary>
    protected virtual string? Connection => null;

    /// <summary>Whether the pages know that the people are made up.</summary>
    protected virtual bool Demo => true;

    /// <summary>Before the user names: where the pages don't know the people, they bear names of their own, for made-up ones don't sign in there.</summary>
    public virtual string Prefix => Demo ? DemoPeople.Prefix : "that.";

    /// <summary>Whether the other units have done their part of the open round, as for whoever starts demo mode.</summary>
    protected virtual bool OthersAtWork => false;

    /// <summary>The options to be served with.</summary>
    protected virtual WebOptions With(WebOptions options) => options;

    public virtual async ValueTask InitializeAsync()
    {
        if (Connection is null)
            await DemoFolder.CopyAsync(OthersAtWork, folder);
        app = WebHost.Build(With(new() { Urls = "http://127.0.0.1:0", DataFolder = folder, Connection = Connection, Demo = Demo }), InstallationServices.Register);
        if (Connection is not null)
            await DemoFolder.FillAsync(Installation, OthersAtWork, TestContext.Current.CancellationToken);
        if (Prefix != DemoPeople.Prefix)
            await RenameAsync();
        await app.StartAsync();
        Address = WebHost.AddressOf(app);
    }

    private Task<int> RenameAsync() => Installation.Database.WriteAsync(async context =>
    {
        foreach (var account in await context.Accounts.ToListAsync())
        {
            account.UserName = Prefix + account.UserName![DemoPeople.Prefix.Length..]; // made up, all of them
            account.NormalizedUserName = account.UserName.ToUpperInvariant();
        }

        return 0;
    }, TestContext.Current.CancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        await Served.EndAsync(app);
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A download is one link of the chain of reads, with the address it went to, and a line of the security log.</summary>
    public async Task ShouldTellReadAsync(string what, string subject)
    {
        var read = (await Installation.Reads.SinceAsync(DateTime.UnixEpoch, TestContext.Current.CancellationToken)).Where(one => one.What == what && one.Subject == subject).ShouldHaveSingleItem();
        read.Origin.ShouldNotBeNull().Address.ShouldBe("127.0.0.1");
        await using (var context = Installation.Database.Open())
            context.AuditLinks.Where(link => link.Act == what && link.Subject == subject).Select(link => link.Mandate).ShouldNotContain(Guid.Empty);
        (await SecurityLogAsync()).ShouldContain($"\"{what}\"");
    }

    /// <summary>One of the demo people, such as <c>canbo</c>, with the mandates that hold now.</summary>
    public async Task<Person> PersonAsync(string name)
    {
        var cancel = TestContext.Current.CancellationToken;
        var id = (await Installation.Accounts.ListAsync(cancel)).Single(row => row.UserName == Prefix + name).Id;
        return (await Installation.Accounts.FindAsync(id, cancel)).ShouldNotBeNull();
    }

    /// <summary>Everything in the security log so far.</summary>
    public async Task<string> SecurityLogAsync()
    {
        var lines = new List<string>();
        foreach (var day in Directory.EnumerateFiles(Path.Combine(Folder, SecurityLog.FolderName)).Order(StringComparer.Ordinal))
        {
            await using var file = new FileStream(day, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            lines.Add(await new StreamReader(file).ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        return string.Concat(lines);
    }

    /// <summary>Waits until a job is over, as whoever loads its page again and again.</summary>
    /// <returns>The page.</returns>
    public static async Task<string> OverAsync(Visitor visitor, string page)
    {
        for (var look = 0; look < 300; look++)
        {
            if (await visitor.TextAsync(page) is var shown && shown.Contains("data-over=\"yes\"", StringComparison.Ordinal))
                return shown;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{page} is not over.");
    }

    /// <summary>A client with a session of its own; nobody is signed in.</summary>
    /// <param name="from">The address of the loopback network it calls from; <c>null</c> for the usual one.</param>
    public Visitor Open(string? from = null) => new(new Uri(Address), from) { Prefix = Prefix };

    /// <summary>A client signed in as one of the demo people, such as <c>canbo</c>.</summary>
    public async Task<Visitor> SignInAsync(string person)
    {
        var visitor = Open();
        (await visitor.SignInAsync(person)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }
}

/// <summary>A browser without script: cookies, forms, no redirects followed.</summary>
public sealed partial class Visitor(Uri address, string? from = null) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, ConnectCallback = from is null ? null : (context, cancel) => ConnectAsync(from, context.DnsEndPoint, cancel) }) { BaseAddress = address };

    private static async ValueTask<Stream> ConnectAsync(string from, DnsEndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from).MapToIPv6(), 0));
        await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Before the user names of people.</summary>
    public string Prefix { get; init; } = DemoPeople.Prefix;

    public Task<HttpResponseMessage> SignInAsync(string person) =>
        PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = Prefix + person, ["Password"] = DemoPeople.Password });

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    public Task<string> TextAsync(string path) => client.GetStringAsync(path);

    /// <summary>Follows redirects, also to other hosts, up to the address <paramref name="until"/> names or the first answer that is none.</summary>
    public async Task<HttpResponseMessage> FollowAsync(string path, string? until = null)
    {
        var at = new Uri(address, path);
        for (var hop = 0; hop < 12; hop++)
        {
            var answer = await client.GetAsync(at);
            if (answer.Headers.Location is not { } next)
                return answer;
            at = new(at, next);
            if (until is not null && at.AbsoluteUri.Contains(until, StringComparison.Ordinal))
                return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException($"{path} never arrives.");
    }

    /// <summary>Sends a form with the token of the page it stands on.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string to, Dictionary<string, string> fields) => await SendAsync(to, await TokenAsync(page), fields);

    /// <summary>The token forms of a page are sent with.</summary>
    public async Task<string> TokenAsync(string page)
    {
        var token = Token().Match(await client.GetStringAsync(page));
        token.Success.ShouldBeTrue($"{page} has no form");
        return token.Groups["token"].Value;
    }

    /// <summary>Sends a form with a token had before.</summary>
    public Task<HttpResponseMessage> SendAsync(string to, string token, Dictionary<string, string> fields) =>
        client.PostAsync(to, new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = token }));

    /// <summary>Sends a form with files; its token is in it.</summary>
    public Task<HttpResponseMessage> SendAsync(string to, MultipartFormDataContent form) => client.PostAsync(to, form);

    /// <summary>Sends a file with the form of a page.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string page, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Token().Match(await client.GetStringAsync(page)).Groups["token"].Value), "__RequestVerificationToken" },
            { new ByteArrayContent(content), "file", name },
            { new StringContent("true"), "NotSecret" },
        };
        return await client.PostAsync(page, form);
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
