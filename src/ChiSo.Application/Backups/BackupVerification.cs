using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Backups;

/// <summary>What was checked of a backup that is sound.</summary>
/// <param name="Trail">What verifying the trail found.</param>
/// <param name="Blocks">Frozen blocks whose results were computed again.</param>
public sealed record VerifiedBackup(BackupManifest Manifest, TrailReport Trail, ImmutableArray<CheckedBlock> Blocks);

/// <summary>Unpacks a backup into a scratch folder and asks of it what would be asked after a restore.</summary>
public static class BackupVerification
{
    /// <param name="scratch">A folder that is there; what is unpacked in it is gone afterwards.</param>
    public static async Task<Result<VerifiedBackup>> VerifyAsync(string file, string scratch, TimeProvider clock, CancellationToken cancel)
    {
        using var folder = new PrivateFolder(scratch);
        return await VerifyIntoAsync(file, folder, clock, cancel);
    }

    /// <summary>The same; the unpacked files, untouched, are left in <paramref name="folder"/>.</summary>
    internal static async Task<Result<VerifiedBackup>> VerifyIntoAsync(string file, PrivateFolder folder, TimeProvider clock, CancellationToken cancel)
    {
        var unpacked = await BackupUnpacking.UnpackAsync(file, folder.Path, cancel);
        if (!unpacked.TryGet(out var manifest))
            return unpacked.Problems;
        try
        {
            var rows = Rows(manifest, folder);
            return rows.IsEmpty ? await CheckAsync(manifest, folder, clock, cancel) : rows;
        }
        catch (SqliteException)
        {
            return BackupProblems.Unreadable(file);
        }
    }

    private static ImmutableArray<Problem> Rows(BackupManifest manifest, PrivateFolder folder)
    {
        var there = BackupSnapshot.Count(folder.Of(BackupEntries.Data)).ToList();
        if (File.Exists(folder.Of(BackupEntries.Answers)))
            there.AddRange(BackupSnapshot.Count(folder.Of(BackupEntries.Answers)));
        var problems = there.Except(manifest.Rows).Concat(manifest.Rows.Except(there)).Select(count => (count.File, count.Table)).Distinct().Select(one => BackupProblems.Rows(one.File, one.Table)).ToList();
        if (!BackupSnapshot.Heads(folder.Of(BackupEntries.Data)).SequenceEqual(manifest.Heads))
            problems.Add(BackupProblems.Rows(BackupEntries.Data, "audit_chains"));
        return [.. problems];
    }

    private static async Task<Result<VerifiedBackup>> CheckAsync(BackupManifest manifest, PrivateFolder unpacked, TimeProvider clock, CancellationToken cancel)
    {
        // In a copy: opening brings the data to this version's form, and what is restored is what was backed up.
        using var copy = new PrivateFolder(unpacked.Path);
        foreach (var name in (string[])[BackupEntries.Data, BackupEntries.Answers, BackupEntries.Checkpoints, BackupEntries.Key, BackupEntries.PublicKey])
        {
            if (File.Exists(unpacked.Of(name)))
                File.Copy(unpacked.Of(name), copy.Of(name));
        }

        using var installation = new Installation(null, copy.Path, clock);
        try
        {
            var migrated = await installation.Database.MigrateAsync(cancel);
            if (!migrated.TryGet(out _))
                return migrated.Problems;
            var trail = await installation.VerifyTrailAsync(cancel);
            var blocks = await installation.FrozenChecks.CheckAsync(cancel);
            ImmutableArray<Problem> problems =
            [
                .. trail.Chains.Where(chain => !chain.IsWhole).Select(chain => BackupProblems.Trail(chain.Chain)),
                .. trail.Checkpoints is CheckpointStatus.None or CheckpointStatus.Verified ? (IEnumerable<Problem>)[] : [BackupProblems.Trail(BackupEntries.Checkpoints)],
                .. blocks.Where(block => !block.IsSound).Select(Freezing.Unsound),
                .. await MissingEvidenceAsync(installation, manifest, cancel),
                .. (await installation.Answers.MiscountedAsync(cancel)).Select(BackupProblems.Answers),
                .. (await installation.Answers.Pictures.MisplacedAsync(cancel)).Select(BackupProblems.AnswerPictures),
            ];
            return problems.IsEmpty ? new VerifiedBackup(manifest, trail, blocks) : problems;
        }
        finally
        {
            foreach (var name in (string[])[BackupEntries.Data, BackupEntries.Answers])
            {
                using var pooled = new SqliteConnection(Database.SqliteFiles.ConnectionTo(copy.Of(name)));
                SqliteConnection.ClearPool(pooled);
            }
        }
    }

    private static async Task<IEnumerable<Problem>> MissingEvidenceAsync(Installation installation, BackupManifest manifest, CancellationToken cancel)
    {
        if (!manifest.HasEvidence)
            return [];
        await using var context = installation.Database.Open();
        var named = await context.Set<Evidence>().Where(row => row.FileHash != "").Select(row => row.FileHash).Union(context.RequestFiles.Select(file => file.FileHash)).ToListAsync(cancel);
        return named.Except(manifest.Files.Select(one => BackupEntries.EvidenceHash(one.Name)).OfType<string>(), StringComparer.Ordinal).Select(BackupProblems.MissingEvidence);
    }
}
