using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests;

/// <summary>The pages, served on a free port over made-up blocks.</summary>
public sealed class Pages : IAsyncDisposable
{
    private readonly WebApplication app;

    private Pages(WebApplication app)
    {
        this.app = app;
        Address = WebHost.AddressOf(app);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(Address) };
    }

    public string Address { get; }

    public HttpClient Client { get; }

    public static async Task<Pages> StartAsync(params ImmutableArray<FrozenBlock> blocks)
    {
        var built = WebHost.Build(new() { Urls = "http://127.0.0.1:0" }, (services, _) =>
        {
            services.AddSingleton(Synthetic.Serve(blocks));
            services.AddSingleton(new ReleasedSurveys(_ => Task.FromResult(ImmutableArray<PublicSurvey>.Empty), (_, _) => Task.FromResult(ImmutableArray<PublicSurvey>.Empty)));
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        });
        await built.StartAsync();
        return new(built);
    }

    public async Task<string> TextAsync(string path) => await Client.GetStringAsync(path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Served.EndAsync(app);
    }
}
