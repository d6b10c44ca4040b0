using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.Hosting;
using ChiSo.Web.Tests.House;
using Microsoft.AspNetCore.Builder;

namespace ChiSo.Web.Tests;

/// <summary>The rounds of the folder samples, imported and frozen in an installation of their own, and served from it.</summary>
public sealed class SamplePages : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-web-").FullName;
    private WebApplication? app;

    public string Address { get; private set; } = "";

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        using (var installation = new Installation(null, folder, TimeProvider.System))
        {
            await installation.Database.MigrateAsync(TestContext.Current.CancellationToken);
            foreach (var sample in Directory.GetDirectories(Repository.PathOf("samples")).Order(StringComparer.Ordinal))
                await FreezeAsync(installation, sample);
        }

        app = WebHost.Build(new() { Urls = "http://127.0.0.1:0", DataFolder = folder }, InstallationServices.Register);
        await app.StartAsync();
        Address = WebHost.AddressOf(app);
        Client.BaseAddress = new(Address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Served.EndAsync(app);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FreezeAsync(Installation installation, string sample)
    {
        var cancel = TestContext.Current.CancellationToken;
        var read = RoundTables.Parse(TableFiles.Read(sample));
        read.Problems.ShouldBeEmpty();
        read.TryGet(out var round).ShouldBeTrue();
        (await installation.Rounds.ImportAsync(round!, Change.OnThisMachine(TimeProvider.System, "test"), cancel)).TryGet(out _).ShouldBeTrue(); // read just above
        (await installation.Freezing.FreezeAsync(round!.Code, Change.OnThisMachine(TimeProvider.System, "test"), cancel)).TryGet(out _).ShouldBeTrue();
    }
}
