using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Backups;

/// <summary>What a restore did.</summary>
/// <param name="Kept">The folder that now holds what was there before; <c>null</c> where nothing was.</param>
public sealed record RestoredBackup(VerifiedBackup Backup, string? Kept);

/// <summary>Puts a backup in the place of an installation that is not running.</summary>
public static class BackupRestoring
{
    /// <summary>In the folder of an embedded installation; held by the process that serves it, and by a restore.</summary>
    public const string ServeLock = "serve.lock";

    private static readonly string[] Singles = [BackupEntries.Answers, BackupEntries.Checkpoints, BackupEntries.Key, BackupEntries.PublicKey];

    /// <param name="connection">Where to: a path of the embedded database's file. A server is a problem.</param>
    /// <param name="replace">Whether data that is there gives way; it is kept in a folder beside. Evidence that is there stays where it is.</param>
    /// <returns>A backup that is not sound in every way is not restored: its problems are told and nothing was changed.</returns>
    public static async Task<Result<RestoredBackup>> RestoreAsync(string file, string connection, bool replace, TimeProvider clock, CancellationToken cancel)
    {
        if (ChiSoDatabase.NamesServer(connection))
            return BackupProblems.Server();
        var data = Path.GetFullPath(connection);
        var folder = Path.GetDirectoryName(data)!; // a file lies in a folder
        OwnFolder.Make(folder);
        using var alone = HeldFile.TryTake(Path.Combine(folder, ServeLock));
        if (alone is null)
            return BackupProblems.Running(folder);
        RestoreExchange.TakeBack(folder);
        if (!replace && Singles.Select(name => Path.Combine(folder, name)).Prepend(data).FirstOrDefault(File.Exists) is { } there)
            return BackupProblems.NotEmpty(there);

        using var unpacked = new PrivateFolder(folder);
        var verified = await BackupVerification.VerifyIntoAsync(file, unpacked, clock, cancel);
        if (!verified.TryGet(out var backup))
            return verified.Problems;

        var kept = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-restore-{clock.GetUtcNow():yyyyMMdd-HHmmss}"));
        AddEvidence(unpacked.Of(BackupEntries.Evidence), Path.Combine(folder, BackupEntries.Evidence));
        return new RestoredBackup(backup, Exchange(unpacked, data, folder, kept) ? kept : null);
    }

    // Content lies under its own hash, so a file that is there already is the same one.
    private static void AddEvidence(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            OwnFolder.Make(Path.GetDirectoryName(place)!); // a file lies in a folder
            File.Move(file, place, overwrite: true); // the backup's was verified, the other was not
        }
    }

    /// <returns>Whether anything had to give way.</returns>
    private static bool Exchange(PrivateFolder unpacked, string data, string folder, string kept)
    {
        string[] old = [data, $"{data}-wal", $"{data}-shm", .. Singles.Select(name => Path.Combine(folder, name)), Path.Combine(folder, $"{BackupEntries.Answers}-journal")];
        var hadSome = old.Any(File.Exists);
        RestoreExchange.Run(folder,
        [
            .. old.Select(file => new FileMove(file, Path.Combine(kept, Path.GetFileName(file)))),
            .. Singles.Select(name => new FileMove(unpacked.Of(name), Path.Combine(folder, name))),
            new(unpacked.Of(BackupEntries.Data), data), // last: without it nothing passes for an installation
        ]);
        return hadSome;
    }
}
