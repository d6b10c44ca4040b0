using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Backups;

/// <summary>Brings an installation to the form of this version, with a copy of what was there before. An embedded database keeps its copy beside itself; a server's is a backup of its data in the installation's folder.</summary>
public static class SafeMigration
{
    private const string Prefix = "before-migration-";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <param name="folder">The installation's folder.</param>
    /// <returns>The migrations applied, in order. Where no copy can be kept nothing is migrated.</returns>
    public static async Task<Result<IReadOnlyList<string>>> RunAsync(Installation installation, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var read = await FormAsync(installation.Database, cancel);
        if (!read.TryGet(out var found))
            return read.Problems;
        if (found.Older is null)
            return await installation.Database.MigrateAsync(cancel);
        var taken = await TurnAsync(installation.Database, folder, cancel);
        if (!taken.TryGet(out var turn))
            return taken.Problems;
        using (turn)
            return await RunAloneAsync(installation, folder, clock, cancel);
    }

    private static async Task<Result<IReadOnlyList<string>>> RunAloneAsync(Installation installation, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var read = await FormAsync(installation.Database, cancel);
        if (!read.TryGet(out var found))
            return read.Problems;
        if (found.Older is not { } form)
            return await installation.Database.MigrateAsync(cancel); // another process has just done it
        var copied = await CopyAsync(installation, form, folder, clock, cancel);
        if (!copied.TryGet(out var copy))
            return copied.Problems;
        var migrated = await installation.Database.MigrateAsync(cancel);
        if (migrated.Problems.IsEmpty)
            Prune(installation.Database, folder, copy);
        return migrated;
    }

    private static async Task<Result<FoundForm>> FormAsync(ChiSoDatabase server, CancellationToken cancel)
    {
        var read = await server.ServerFormAsync(cancel);
        return read.TryGet(out var found) && found.IsMixed ? BackupProblems.MixedForm : read;
    }

    /// <summary>Named by the form and the length of the trail, and taken anew at each start, since answers to surveys leave no link: a start that fails again and again keeps one copy, the last.</summary>
    /// <returns>The copy's file.</returns>
    private static async Task<Result<string>> CopyAsync(Installation installation, string form, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var file = folder;
        try
        {
            var links = await LinksAsync(installation.Database, cancel);
            file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{form}-{links}.zip"));
            var fresh = $"{file}.new";
            File.Delete(fresh); // what an earlier start that was cut off may have left
            var written = await BackupWriting.WriteDataAsync(installation, folder, fresh, clock, cancel);
            if (!written.TryGet(out _))
                return written.Problems;
            File.Move(fresh, file, overwrite: true);
            return file;
        }
        catch (Exception failed) when (failed is not OperationCanceledException) // whatever it is, without a copy nothing is migrated
        {
            return BackupProblems.NoCopy(file, failed);
        }
    }

    /// <summary>Old copies go, but nothing somebody else laid there, and never the one just made. One that can't be removed stays.</summary>
    private static void Prune(ChiSoDatabase database, string folder, string newest)
    {
        using var context = database.Open();
        var forms = DatabaseForm.NamesOf(context);
        bool IsCopy(string file) => Path.GetFileNameWithoutExtension(file)[Prefix.Length..].Split('-') is [var form, var links] && forms.Contains(form) && links.All(char.IsAsciiDigit);
        var copies = Directory.EnumerateFiles(folder, $"{Prefix}*.zip").Where(IsCopy).OrderByDescending(file => file == newest).ThenByDescending(File.GetLastWriteTimeUtc);
        OldCopies.Remove(copies.Skip(ChiSoDatabase.KeptCopies));
    }

    /// <summary>Whether the data names files and this folder has none: then it is not the installation's, and its keys are elsewhere too.</summary>
    private static async Task<bool> LacksItsFilesAsync(ChiSoDatabase server, string folder, CancellationToken cancel)
    {
        var files = Path.Combine(folder, BackupEntries.Evidence);
        if (Directory.Exists(files) && Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Any())
            return false;
        await using var context = server.Open();
        return await context.Database.SqlQueryRaw<bool>("SELECT to_regclass('evidence') IS NOT NULL AS \"Value\"").SingleAsync(cancel)
            && await context.Database.SqlQueryRaw<bool>("SELECT EXISTS (SELECT 1 FROM evidence WHERE file_hash <> '') AS \"Value\"").SingleAsync(cancel);
    }

    private static async Task<long> LinksAsync(ChiSoDatabase server, CancellationToken cancel)
    {
        await using var context = server.Open();
        return await context.Database.SqlQueryRaw<long>("SELECT coalesce(sum(count), 0)::bigint AS \"Value\" FROM audit_chains").SingleAsync(cancel);
    }

    /// <summary>Waits until no other process is at it. A folder that isn't the installation's is left alone.</summary>
    private static async Task<Result<HeldFile>> TurnAsync(ChiSoDatabase server, string folder, CancellationToken cancel)
    {
        try
        {
            if (await LacksItsFilesAsync(server, folder, cancel))
                return BackupProblems.OtherFolder(Path.GetFullPath(folder));
            OwnFolder.Make(folder);
            while (true)
            {
                if (HeldFile.TryTake(Path.Combine(folder, "before-migration.lock")) is { } turn)
                    return turn;
                await Task.Delay(BetweenTries, cancel);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return BackupProblems.NoCopy(Path.GetFullPath(folder), failed);
        }
    }
}
