using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Publication.Rehearsals;
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

    /// <param name="connection">Where to: a path of the embedded database's file, or the connection string of an empty database on a server. A backup of either kind is restored to either.</param>
    /// <param name="folder">Of the installation: for evidence, checkpoints and keys.</param>
    /// <param name="replace">Whether data that is there gives way; it is kept in a folder beside. Evidence that is there stays where it is. A database on a server never gives way.</param>
    /// <returns>A backup that is not sound in every way is not restored: its problems are told and nothing was changed.</returns>
    public static async Task<Result<RestoredBackup>> RestoreAsync(string file, string connection, string folder, bool replace, TimeProvider clock, CancellationToken cancel)
    {
        var server = ChiSoDatabase.NamesServer(connection) ? connection : null;
        folder = Path.GetFullPath(folder);
        var data = server is null ? Path.GetFullPath(connection) : Path.Combine(folder, BackupEntries.Data);
        if (server is null && Rehearsal.IsIn(folder))
            return BackupProblems.ToRehearsal(folder);
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

        if (server is not null && await ServerRestoring.FillAsync(server, unpacked, cancel) is { IsEmpty: false } problems)
            return problems;
        var kept = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-restore-{clock.GetUtcNow():yyyyMMdd-HHmmss}"));
        AddEvidence(unpacked.Of(BackupEntries.Evidence), Path.Combine(folder, BackupEntries.Evidence));
        return new RestoredBackup(backup, Exchange(unpacked, server is null ? data : null, folder, kept) ? kept : null);
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

    /// <param name="data">The embedded database's file; <c>null</c> where the data went to a server, answers with it.</param>
    /// <returns>Whether anything had to give way.</returns>
    private static bool Exchange(PrivateFolder unpacked, string? data, string folder, string kept)
    {
        string[] old = [.. data is null ? (string[])[] : [data, $"{data}-wal", $"{data}-shm"], .. Singles.Select(name => Path.Combine(folder, name)), Path.Combine(folder, $"{BackupEntries.Answers}-journal")];
        var hadSome = old.Any(File.Exists);
        RestoreExchange.Run(folder,
        [
            .. old.Select(file => new FileMove(file, Path.Combine(kept, Path.GetFileName(file)))),
            .. Singles.Where(name => data is not null || name != BackupEntries.Answers).Select(name => new FileMove(unpacked.Of(name), Path.Combine(folder, name))),
            .. data is null ? (FileMove[])[] : [new(unpacked.Of(BackupEntries.Data), data)], // last: without it nothing passes for an installation
        ]);
        return hadSome;
    }
}
