using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Audit;
using ChiSo.Web.Desk;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Offline;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.ResponseCompression;

namespace ChiSo.Web;

/// <summary>The pages as a program serves them.</summary>
public static class WebHost
{
    private static readonly TimeSpan UploadsEndWithin = TimeSpan.FromDays(1);

    /// <summary>The pages of an installation, put together and not yet served.</summary>
    public static WebApplication Build(WebOptions options)
    {
        var app = Build(options, InstallationServices.Register);
        FrozenContent.Prepare();
        return app;
    }

    /// <summary>Serves until cancelled. What the first page shows is read meanwhile.</summary>
    /// <returns>What kept the pages from being served; <c>null</c> once they are stopped.</returns>
    public static async Task<Problem?> RunAsync(WebApplication app, CancellationToken cancel)
    {
        var (options, installation) = (app.Services.GetRequiredService<WebOptions>(), app.Services.GetRequiredService<Installation>());
        if (options.Demo)
        {
            await DemoPeople.MakeAsync(installation, options.Rehearsal is { } rehearsal ? await DemoCast.OfAsync(installation, rehearsal, cancel) : DemoCast.Usual, othersAtWork: true, cancel);
            await DemoSurvey.MakeAsync(installation, cancel);
            await DemoFieldwork.MakeAsync(installation, cancel);
            await DemoTwoLevels.MakeAsync(installation, cancel);
        }

        if (await BreakGlassTroubleAsync(app.Services, cancel) is { } trouble)
        {
            if (options.SignOn is { OnlyWay: true } && LastResort.Shuts(trouble))
                return trouble;
            options.Warned?.Invoke(trouble);
        }

        var ahead = Task.Run(() => ReadAheadAsync(app.Services.GetRequiredService<PublishedBlocks>(), cancel), cancel);
        installation.Files.Sweep(TimeProvider.System.GetUtcNow().UtcDateTime - UploadsEndWithin);
        await app.StartAsync(cancel);
        options.Started?.Invoke(AddressOf(app));
        await ahead;
        if (await FirstAdministrator.LinkAsync(app.Services, AddressOf(app), cancel) is { } link)
            options.Welcome?.Invoke(link);
        await app.WaitForShutdownAsync(cancel);
        return null;
    }

    private static async Task<Problem?> BreakGlassTroubleAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await services.GetRequiredService<LastResort>().TroubleAsync(scope.ServiceProvider.GetRequiredService<OwnAccess>().CodesLeftAsync, cancel);
    }

    private static async Task ReadAheadAsync(PublishedBlocks blocks, CancellationToken cancel)
    {
        try
        {
            await blocks.RoundsAsync(cancel);
        }
        catch (InvalidDataException)
        {
            // Changed after it was frozen: the page that shows it says so, the others are served.
        }
    }

    /// <param name="source">Registers where <see cref="PublishedBlocks"/> come from.</param>
    internal static WebApplication Build(WebOptions options, Action<IServiceCollection, WebOptions> source)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            if (options.Certificate is { } certificate)
                server.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // warns of keys at rest, and none are
        AddServices(builder.Services, options);
        builder.Services.AddSingleton(options);
        source(builder.Services, options);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    internal static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    private static void AddServices(IServiceCollection services, WebOptions options)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorPages(pages => pages.Conventions.ConfigureFilter(new KnownHandlersAlone()));
        SignInServices.Register(services, options);
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddOpenApi("v1", PublicApi.Describe);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // form tokens differ in every answer, and pages of signed-in people never echo what another site can choose
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json", "text/javascript"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<Restatements>();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? Preferences.Of(context) : Preferences.Default);
        services.AddScoped(provider => Texts.In(provider.GetRequiredService<Preferences>().Tongue));
        services.AddScoped(provider => Shown.In(provider.GetRequiredService<Preferences>().Tongue));
        services.AddSingleton<AnswerLimits>();
        services.AddSingleton<UploadPlaces>();
        services.AddSingleton<FeedAccess>();
        services.AddSingleton<KeptPages>();
        services.AddSingleton<Surveys.Fieldwork.InterviewTickets>();
        services.AddSingleton<Surveys.StartStamps>();
        services.AddSingleton<OpenRosaDesk>();
        services.AddSingleton<OfflineDesk>();
        services.AddScoped<Marks>();
        services.AddScoped<PublicTables>();
    }

    private static void UsePipeline(WebApplication app)
    {
        Proxies.Trust(app, app.Services.GetRequiredService<WebOptions>().Proxies);
        app.UseResponseCompression();
        app.Use(SecurityHeaders.Add);
        app.Use((context, next) =>
        {
            Origin.Enter(new(context.Connection.RemoteIpAddress?.ToString() ?? "", context.TraceIdentifier));
            return next(context);
        });
        app.UseWhen(PublicApi.Asked, branch => branch.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !PublicApi.Asked(context), branch => branch.UseExceptionHandler("/error/500").UseStatusCodePagesWithReExecute("/error/{0}"));
        app.Use(Preferences.Remember);
        app.UseRouting();
        app.UseAuthentication();
        app.MapOpenApi();
        PublicApi.Map(app);
        OpenRosaEndpoints.Map(app);
        OfflineEndpoints.Map(app);
        MapFiles(app.MapGroup(""));
        app.MapRazorPages();
    }

    /// <summary>What is fetched rather than looked at; whoever asks for the headers alone gets them.</summary>
    private static void MapFiles(RouteGroupBuilder files)
    {
        ((IEndpointConventionBuilder)files).Add(endpoint =>
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            endpoint.Metadata.Add(new ExcludeFromDescriptionAttribute());
        });
        files.MapGet("/assets/{name}", (string name, AssetFiles assets, HttpContext context) => assets.Serve(name, context));
        OfflineEndpoints.MapFiles(files);
        Downloads.Map(files);
        EvidenceDownload.Map(files);
        EvidenceArchiveDownload.Map(files);
        ScoreSheetDownloads.Map(files);
        CouncilDownloads.Map(files);
        TrailDownload.Map(files);
        JobResultDownload.Map(files);
        DecisionDownload.Map(files);
        UnitDownload.Map(files);
        FigureTemplateDownload.Map(files);
        PrefilledTemplateDownload.Map(files);
        DoubleDownload.Map(files);
        SiteCheckDownload.Map(files);
        RequestFileDownload.Map(files);
        RoundDownload.Map(files);
        RoundAnnexDownload.Map(files);
        SurveyDownloads.Map(files);
        AnswerDownloads.Map(files);
        ReviewedPicture.Map(files);
        SurveyFeed.Map(files);
        RoundFeed.Map(files);
        Surveys.Fieldwork.FieldDownloads.Map(files);
        FormDownloads.Map(files);
        files.MapGet("/{round}", RoundAddress.ToFirstBlock);
    }
}
