using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Files;

/// <summary>Files held back until a virus scanner finds them clean. The table is the queue: what waits is scanned after a crash too, and any number of processes may scan at once.</summary>
/// <param name="scanner"><c>null</c> where none is set: nothing new is held back then.</param>
public sealed class FileVerdicts(ChiSoDatabase database, VirusScanner? scanner, TimeProvider clock) : IDisposable
{
    private const int Batch = 50;
    private const int MostAwake = 8;

    /// <summary>How long whoever scans a file has before another may; longer than a scanner is waited for.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Before a scanner that could not be reached is asked again; the last holds from then on.</summary>
    private static readonly ImmutableArray<TimeSpan> Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private static readonly TimeSpan UntilUnableIsAsked = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim asked = new(0);

    /// <summary>Whether files are scanned.</summary>
    public bool IsOn => scanner is not null;

    /// <summary>To be called before anything is served. With a scanner, every file that was never asked about is held back from now on; without, only what was found infected stays so.</summary>
    public async Task BeginAsync(FileVault vault, CancellationToken cancel)
    {
        if (!IsOn)
        {
            await database.WriteAsync(context => context.FileVerdicts.Where(verdict => verdict.State == FileState.Pending || verdict.State == FileState.Unable).ExecuteDeleteAsync(cancel), cancel);
            return;
        }

        await using var reading = database.Open();
        var known = (await reading.FileVerdicts.AsNoTracking().Select(verdict => verdict.Hash).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var hashes in vault.Hashes().Where(hash => !known.Contains(hash)).Chunk(1000))
            await AddAsync(hashes, cancel);
    }

    /// <summary>Holds a file back that has just come in, unless it is known. Nothing happens without a scanner.</summary>
    public async Task ExpectAsync(string hash, CancellationToken cancel)
    {
        if (!IsOn)
            return;
        await AddAsync([hash], cancel);
        if (asked.CurrentCount < MostAwake)
            asked.Release();
    }

    /// <summary>Until a file came in, or for this long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancel) => asked.WaitAsync(most, cancel);

    /// <summary>Scans what is due, until the scanner can't be reached.</summary>
    /// <returns>How many were decided.</returns>
    public async Task<int> ScanDueAsync(FileVault vault, CancellationToken cancel)
    {
        if (scanner is null)
            return 0;
        var decided = 0;
        foreach (var verdict in await DueAsync(cancel))
        {
            if (!await ClaimAsync(verdict, cancel))
                continue;
            var answer = await AnswerAsync(scanner, vault, verdict.Hash, cancel);
            await RecordAsync(verdict, answer, cancel);
            if (answer.State == FileState.Pending)
                break;
            decided++;
        }

        return decided;
    }

    /// <summary>Why a file may not be opened now; <c>null</c> when it may.</summary>
    public async Task<FileState?> HoldAsync(string hash, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await HoldAsync(context, hash, cancel);
    }

    /// <summary>The same within the caller's context.</summary>
    public static async Task<FileState?> HoldAsync(ChiSoContext context, string hash, CancellationToken cancel) =>
        (await HoldsAsync(context, [hash], cancel)).HoldOf(hash);

    /// <summary>The files among these that may not be opened now.</summary>
    /// <param name="hashes">Empty ones, of what has no file, are left out.</param>
    public static async Task<FileHolds> HoldsAsync(ChiSoContext context, IEnumerable<string> hashes, CancellationToken cancel)
    {
        var files = hashes.Where(hash => hash.Length > 0).Distinct().ToList();
        if (files.Count == 0)
            return FileHolds.None;
        var held = await context.FileVerdicts.AsNoTracking().Where(verdict => files.Contains(verdict.Hash) && verdict.State != FileState.Clean).Select(verdict => new { verdict.Hash, verdict.State }).ToListAsync(cancel);
        return new(held.ToImmutableDictionary(verdict => verdict.Hash, verdict => verdict.State));
    }

    /// <summary>What was found infected or could not be judged, and what has waited since before this instant (UTC); the oldest first.</summary>
    public async Task<ImmutableArray<FileVerdict>> TroubledAsync(DateTime before, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.FileVerdicts.AsNoTracking().Where(verdict => verdict.State == FileState.Infected || verdict.State == FileState.Unable || (verdict.State == FileState.Pending && verdict.AskedAt < before)).OrderBy(verdict => verdict.AskedAt).ToListAsync(cancel)];
    }

    public void Dispose() => asked.Dispose();

    private static async Task<ScanAnswer> AnswerAsync(VirusScanner scanner, FileVault vault, string hash, CancellationToken cancel)
    {
        try
        {
            await using var content = vault.Open(hash);
            return await scanner.ScanAsync(content, cancel);
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(FileState.Unable, "the file is gone");
        }
    }

    private async Task AddAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel)
    {
        try
        {
            await AddNewAsync(hashes, cancel);
        }
        catch (DbUpdateException)
        {
            await AddNewAsync(hashes, cancel); // the same content came in elsewhere at once, and is known now
        }
    }

    private Task<int> AddNewAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async context =>
        {
            var known = await context.FileVerdicts.Where(verdict => hashes.Contains(verdict.Hash)).Select(verdict => verdict.Hash).ToListAsync(cancel);
            context.FileVerdicts.AddRange(hashes.Except(known).Select(hash => new FileVerdict { Hash = hash, AskedAt = now, DueAt = now }));
            return known.Count;
        }, cancel);
    }

    private async Task<List<FileVerdict>> DueAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = database.Open();
        return await context.FileVerdicts.AsNoTracking().Where(verdict => verdict.DueAt <= now).OrderBy(verdict => verdict.DueAt).Take(Batch).ToListAsync(cancel);
    }

    /// <summary>Whether the file is ours to scan: nobody else took it since it was read.</summary>
    private Task<bool> ClaimAsync(FileVerdict seen, CancellationToken cancel)
    {
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        return database.WriteAsync(async context => await context.FileVerdicts.Where(verdict => verdict.Hash == seen.Hash && verdict.Tries == seen.Tries && verdict.DueAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(verdict => verdict.DueAt, until).SetProperty(verdict => verdict.Tries, seen.Tries + 1), cancel) == 1, cancel);
    }

    private Task<int> RecordAsync(FileVerdict verdict, ScanAnswer answer, CancellationToken cancel)
    {
        DateTime? next = answer.State switch
        {
            FileState.Pending => clock.GetUtcNow().UtcDateTime + Pauses[Math.Min(verdict.Tries, Pauses.Length - 1)],
            FileState.Unable => clock.GetUtcNow().UtcDateTime + UntilUnableIsAsked,
            _ => null,
        };
        var said = answer.Said.Length > FileVerdict.LongestSaid ? answer.Said[..FileVerdict.LongestSaid] : answer.Said;
        return database.WriteAsync(context => context.FileVerdicts.Where(row => row.Hash == verdict.Hash)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, answer.State).SetProperty(row => row.Said, said).SetProperty(row => row.DueAt, next), cancel), cancel);
    }
}
