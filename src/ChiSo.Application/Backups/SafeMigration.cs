using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using ChiSo.Engine;

namespace ChiSo.Application.Backups;

/// <summary>Brings an installation to the form of this version, with a copy of what was there before. An embedded database keeps its copy beside itself; a server's is a backup in the installation's folder.</summary>
public static class SafeMigration
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <param name="folder">The installation's folder.</param>
    /// <returns>The migrations applied, in order. Where no copy can be kept nothing is migrated.</returns>
    public static async Task<Result<IReadOnlyList<string>>> RunAsync(Installation installation, string folder, TimeProvider clock, CancellationToken cancel)
    {
        if (!await installation.Database.IsServerBehindAsync(cancel))
            return await installation.Database.MigrateAsync(cancel);
        OwnFolder.Make(folder);
        using var turn = await TurnAsync(Path.Combine(folder, "before-migration.lock"), cancel);
        if (await installation.Database.IsServerBehindAsync(cancel)) // else another process has just migrated it
        {
            var problems = await CopyAsync(installation, folder, clock, cancel);
            if (!problems.IsEmpty)
                return problems;
        }

        return await installation.Database.MigrateAsync(cancel);
    }

    private static async Task<ImmutableArray<Problem>> CopyAsync(Installation installation, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-migration-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}.zip"));
        try
        {
            var written = await BackupWriting.WriteAsIsAsync(installation, folder, file, clock, cancel);
            if (!written.TryGet(out _))
                return written.Problems;
        }
        catch (Exception failed) when (failed is not OperationCanceledException) // whatever it is, without a copy nothing is migrated
        {
            return [BackupProblems.NoCopy(file, failed.Message)];
        }

        foreach (var old in Directory.EnumerateFiles(folder, "before-migration-*.zip").OrderDescending(StringComparer.Ordinal).Skip(ChiSoDatabase.KeptCopies))
            File.Delete(old);
        return [];
    }

    private static async Task<HeldFile> TurnAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            if (HeldFile.TryTake(path) is { } turn)
                return turn;
            await Task.Delay(BetweenTries, cancel);
        }
    }
}
