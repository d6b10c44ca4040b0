using ChiSo.Application.Desk;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.Publication;

/// <summary>The frozen blocks of the installation.</summary>
internal static class StoredBlocks
{
    public static void Register(IServiceCollection services, WebOptions options)
    {
        services.AddDataProtection().SetApplicationName("ChiSo").PersistKeysToFileSystem(KeyFolder(options.DataFolder)); // sessions and half-filled forms outlive a restart
        services.AddSingleton(_ => new Installation(options.Connection, options.DataFolder, TimeProvider.System));
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new RoundBoard(installation.Database, installation.Sets);
        });
        services.AddSingleton(provider =>
        {
            var installation = provider.GetRequiredService<Installation>();
            return new PersonDesk(installation.Live, installation.Sheets, installation.Appraisers, installation.Reviews, TimeProvider.System);
        });
        services.AddSingleton(provider =>
        {
            var results = provider.GetRequiredService<Installation>().Public;
            return new PublishedBlocks(results.AddressesAsync, results.FindAsync);
        });
    }

    private static DirectoryInfo KeyFolder(string folder)
    {
        var path = Path.Combine(folder, "session-keys");
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
