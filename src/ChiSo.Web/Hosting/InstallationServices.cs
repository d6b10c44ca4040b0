using ChiSo.Application.Desk;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.Hosting;

/// <summary>What pages need of the installation they serve, and what it does by itself.</summary>
internal static class InstallationServices
{
    public static void Register(IServiceCollection services, WebOptions options)
    {
        services.AddDataProtection().SetApplicationName("ChiSo").PersistKeysToFileSystem(OwnFolder.Make(Path.Combine(options.DataFolder, "session-keys"))); // sessions and half-filled forms outlive a restart
        services.AddSingleton(_ => new Installation(options.Connection, options.DataFolder, TimeProvider.System, options.Scanner));
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new RoundBoard(installation.Database, installation.Sets);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new StagePlanning(installation.Database, installation.Live);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new UnitChoosing(installation.Database, installation.Units);
        });
        services.AddSingleton(provider => new PersonDesk(provider.GetRequiredService<Installation>(), TimeProvider.System));
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new Lineage(installation.Database, installation.Live);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new Successions(installation.Database, provider.GetRequiredService<Lineage>(), installation.Live);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new Digests(installation.Database, installation.Accounts, provider.GetRequiredService<PersonDesk>(), installation.Outbox, TimeProvider.System);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new RoundWaits(installation.Database, installation.Sheets, installation.Reviews, installation.Councils, TimeProvider.System);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new LateBodies(installation.Database, provider.GetRequiredService<RoundBoard>(), installation.Sheets, installation.Reviews, TimeProvider.System);
        });
        services.AddSingleton(provider => new Reminders(provider.GetRequiredService<Installation>().Database, provider.GetRequiredService<LateBodies>(), TimeProvider.System));
        services.AddSingleton(NoticeChannels.Of(options, TimeProvider.System));
        services.AddSingleton<LastResort>();
        services.AddSingleton(provider => new NoticeWork(
            provider.GetRequiredService<Digests>(), provider.GetRequiredService<Installation>().Outbox, provider.GetRequiredService<Installation>().SurveyMail, provider.GetRequiredService<NoticeChannels>(), provider.GetRequiredService<Installation>().Settings, TimeProvider.System, provider.GetRequiredService<ILogger<NoticeWork>>()));
        services.AddHostedService(provider => provider.GetRequiredService<NoticeWork>());
        services.AddHostedService(provider => new LogUpkeep(provider.GetRequiredService<Installation>().Database, TimeProvider.System, provider.GetRequiredService<ILogger<LogUpkeep>>()));
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new JobDesk(installation.Jobs, installation.Accounts, installation.Reads, installation.JobKinds, TimeProvider.System);
        });
        services.AddHostedService(provider => new SettingsWork(provider.GetRequiredService<Installation>(), TimeProvider.System, provider.GetRequiredService<ILogger<SettingsWork>>()));
        services.AddHostedService(provider => new ScanWork(provider.GetRequiredService<Installation>(), provider.GetRequiredService<ILogger<ScanWork>>()));
        services.AddHostedService(provider => new JobWork(provider.GetRequiredService<Installation>(), TimeProvider.System, provider.GetRequiredService<ILogger<JobWork>>()));
        services.AddHostedService(provider => new NightlyWork(provider.GetRequiredService<Installation>(), TimeProvider.System, provider.GetRequiredService<ILogger<NightlyWork>>()));
        services.AddSingleton(provider =>
        {
            var results = provider.GetRequiredService<Installation>().Public;
            return new PublishedBlocks(results.AddressesAsync, results.FindAsync);
        });
        services.AddSingleton(provider =>
        {
            var surveys = provider.GetRequiredService<Installation>().PublicSurveys;
            return new ReleasedSurveys(surveys.NewestAsync, surveys.FindAsync);
        });
    }
}
