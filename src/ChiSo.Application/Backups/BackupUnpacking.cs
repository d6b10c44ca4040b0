using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.Backups;

/// <summary>Unpacks a backup into a folder, believing nothing it says before it was checked.</summary>
internal static class BackupUnpacking
{
    /// <summary>No manifest is longer, in bytes: a million entries.</summary>
    private const long MostManifest = 256L << 20;

    /// <summary>An entry longer than this must not have shrunk by more than <see cref="MostRatio"/>.</summary>
    private const long Small = 64L << 20;

    private const long MostRatio = 200;

    /// <returns>What the manifest says, where every entry is what it says; otherwise every entry that is not.</returns>
    public static async Task<Result<BackupManifest>> UnpackAsync(string file, string folder, CancellationToken cancel)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(file, cancel);
            if (archive.GetEntry(BackupManifest.EntryName) is not { Length: <= MostManifest } entry)
                return BackupProblems.Unreadable(file);
            var manifest = await ReadAsync(entry, cancel);
            if (manifest.Format != BackupManifest.KnownFormat)
                return BackupProblems.Format(file, manifest.Format);
            if (manifest.Files.IsDefault || manifest.Rows.IsDefault || manifest.Heads.IsDefault)
                return BackupProblems.Unreadable(file);
            var problems = Misfits(archive, manifest, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);
            if (!problems.IsEmpty)
                return problems;

            var changed = ImmutableArray.CreateBuilder<Problem>();
            foreach (var one in manifest.Files)
            {
                if (!await UnpackAsync(archive.GetEntry(one.Name)!, one, Path.Combine(folder, one.Name), cancel)) // there, as was checked
                    changed.Add(BackupProblems.Changed(one.Name));
            }

            return changed.Count == 0 ? manifest : changed.ToImmutable();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            return BackupProblems.Unreadable(file);
        }
    }

    private static async Task<BackupManifest> ReadAsync(ZipArchiveEntry entry, CancellationToken cancel)
    {
        await using var stream = await entry.OpenAsync(cancel);
        var bytes = new byte[entry.Length];
        await stream.ReadExactlyAsync(bytes, cancel);
        return EngineJson.Read<BackupManifest>(bytes);
    }

    private static ImmutableArray<Problem> Misfits(ZipArchive archive, BackupManifest manifest, long room)
    {
        var there = archive.Entries.Where(entry => entry.FullName != BackupManifest.EntryName).Select(entry => entry.FullName).ToList();
        var listed = manifest.Files.Select(one => one.Name).ToList();
        var foreign = there.Concat(listed).Where(name => !BackupEntries.IsKnown(name))
            .Concat(there.Except(listed, StringComparer.Ordinal)).Concat(listed.Except(there, StringComparer.Ordinal))
            .Concat(there.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key))
            .Concat(listed.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
        var problems = foreign.Distinct(StringComparer.Ordinal).Select(BackupProblems.Foreign).ToList();
        if (!listed.Contains(BackupEntries.Data, StringComparer.Ordinal))
            problems.Add(BackupProblems.Foreign(BackupEntries.Data));
        problems.AddRange(archive.Entries.Where(entry => entry.Length > Small && entry.Length / MostRatio > entry.CompressedLength).Select(entry => BackupProblems.TooLarge(entry.FullName)));
        foreach (var one in manifest.Files)
        {
            if (one.Length < 0 || (room -= one.Length) < 0)
            {
                problems.Add(BackupProblems.TooLarge(one.Name));
                break;
            }
        }

        return [.. problems];
    }

    /// <returns>Whether the entry is what the manifest says; no byte more than that is written.</returns>
    private static async Task<bool> UnpackAsync(ZipArchiveEntry entry, BackedUpFile told, string to, CancellationToken cancel)
    {
        if (entry.Length != told.Length || (BackupEntries.EvidenceHash(told.Name) is { } name && name != told.Sha256))
            return false;
        await using var from = await entry.OpenAsync(cancel);
        await using var target = PrivateFolder.Create(to);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var left = told.Length;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if ((left -= read) < 0)
                return false;
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        target.Flush(flushToDisk: true);
        return left == 0 && Convert.ToHexStringLower(hash.GetHashAndReset()) == told.Sha256;
    }
}
