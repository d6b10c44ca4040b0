using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;
using ChiSo.Engine;

namespace ChiSo.Application.Backups;

/// <summary>Writes everything an installation holds into one archive, while it goes on working.</summary>
/// <remarks>Checkpoints are copied before the data and evidence after it: the trail is never behind its checkpoints, and no file is missing that the data names, for files are only ever added.</remarks>
public static class BackupWriting
{
    /// <param name="folder">The installation's folder.</param>
    /// <param name="file">The archive, which must not be there; whole or not at all, readable by its owner alone.</param>
    public static async Task<Result<BackupManifest>> WriteAsync(Installation installation, string folder, string file, TimeProvider clock, CancellationToken cancel)
    {
        if (File.Exists(file))
            return BackupProblems.Taken(Path.GetFullPath(file));
        if (installation.Database.File is not null && Rehearsal.IsIn(folder))
            return BackupProblems.OfRehearsal(folder);

        await installation.Checkpoints.TakeAsync(cancel); // where it can't be signed, the backup is taken all the same and its verification says so
        return await WriteAsync(installation, folder, file, Path.Combine(folder, BackupEntries.Evidence), clock, cancel);
    }

    /// <summary>The same without evidence, which no migration touches, and with the checkpoints that are there: also of a database in the form of an earlier version, which nothing may be written to.</summary>
    internal static Task<Result<BackupManifest>> WriteDataAsync(Installation installation, string folder, string file, TimeProvider clock, CancellationToken cancel) =>
        WriteAsync(installation, folder, file, null, clock, cancel);

    /// <param name="evidence">Where the files are; <c>null</c> to leave them out.</param>
    private static async Task<Result<BackupManifest>> WriteAsync(Installation installation, string folder, string file, string? evidence, TimeProvider clock, CancellationToken cancel)
    {
        file = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file lies in a folder
        using var scratch = new PrivateFolder(Path.GetDirectoryName(file)!);
        var at = clock.GetUtcNow().UtcDateTime;
        foreach (var name in (string[])[BackupEntries.Checkpoints, BackupEntries.Key, BackupEntries.PublicKey])
            CopyIfThere(Path.Combine(folder, name), scratch.Of(name));
        var problems = await TakeAsync(installation.Database, folder, scratch, cancel);
        if (!problems.IsEmpty)
            return problems;

        var manifest = await PackAsync(scratch, installation.Database.IsPostgres ? BackupManifest.Server : BackupManifest.Embedded, evidence, at, cancel);
        await using (var whole = File.OpenWrite(scratch.Of("archive")))
            whole.Flush(flushToDisk: true);
        File.Move(scratch.Of("archive"), file);
        return manifest;
    }

    private static async Task<ImmutableArray<Problem>> TakeAsync(ChiSoDatabase database, string folder, PrivateFolder scratch, CancellationToken cancel)
    {
        if (database.File is not { } data)
            return await ServerSnapshot.TakeAsync(database, scratch.Path, cancel);
        BackupSnapshot.Take(data, scratch.Of(BackupEntries.Data));
        if (File.Exists(Path.Combine(folder, BackupEntries.Answers)))
            BackupSnapshot.Take(Path.Combine(folder, BackupEntries.Answers), scratch.Of(BackupEntries.Answers));
        return [];
    }

    private static async Task<BackupManifest> PackAsync(PrivateFolder scratch, string database, string? evidence, DateTime at, CancellationToken cancel)
    {
        var files = ImmutableArray.CreateBuilder<BackedUpFile>();
        await using var stream = PrivateFolder.Create(scratch.Of("archive"));
        await using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var name in (string[])[BackupEntries.Data, BackupEntries.Answers, BackupEntries.Checkpoints, BackupEntries.Key, BackupEntries.PublicKey])
        {
            if (File.Exists(scratch.Of(name)))
                files.Add(await AddAsync(archive, name, scratch.Of(name), cancel));
        }

        foreach (var (name, path) in evidence is null ? [] : Evidence(evidence))
            files.Add(await AddAsync(archive, name, path, cancel));

        ImmutableArray<TableCount> rows = [.. BackupSnapshot.Count(scratch.Of(BackupEntries.Data)), .. File.Exists(scratch.Of(BackupEntries.Answers)) ? BackupSnapshot.Count(scratch.Of(BackupEntries.Answers)) : []];
        var version = typeof(BackupWriting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var manifest = new BackupManifest(BackupManifest.KnownFormat, version, at, database, files.ToImmutable(), rows, BackupSnapshot.Heads(scratch.Of(BackupEntries.Data))) { HasEvidence = evidence is not null };
        await using (var entry = await archive.CreateEntry(BackupManifest.EntryName, CompressionLevel.Fastest).OpenAsync(cancel))
            await entry.WriteAsync(EngineJson.ToBytes(manifest), cancel);
        return manifest;
    }

    private static IEnumerable<(string Name, string Path)> Evidence(string folder) => Directory.Exists(folder)
        ? from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
          let name = $"{BackupEntries.Evidence}/{Path.GetRelativePath(folder, path).Replace('\\', '/')}"
          where BackupEntries.IsKnown(name)
          select (name, path)
        : [];

    private static async Task<BackedUpFile> AddAsync(ZipArchive archive, string name, string path, CancellationToken cancel)
    {
        await using var from = File.OpenRead(path);
        await using var to = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        long length = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return new(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void CopyIfThere(string from, string to)
    {
        if (!File.Exists(from))
            return;
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = PrivateFolder.Create(to);
        source.CopyTo(target);
    }
}
