using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Jobs;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Publication;

/// <summary>All frozen results computed again as a job: what no longer agrees is an alarm until the next time all is well.</summary>
public sealed class FrozenRecompute(FrozenChecks checks, JobQueue jobs)
{
    private const string Name = "frozen.recompute";

    public JobKind Kind => new(Name, new("Tính lại mọi kết quả đã chốt", "Compute all frozen results again"), WorkAsync);

    /// <summary>Asks for it in the name of the installation; once an hour however many processes ask.</summary>
    public Task<Guid> AskAsync(DateTimeOffset now, CancellationToken cancel) =>
        jobs.AskAsync(new(Name, new { }, "", Guid.Empty, Guid.Empty, string.Create(CultureInfo.InvariantCulture, $"{Name} {VietnamTime.Local(now.UtcDateTime):yyyy-MM-dd HH}")), cancel);

    /// <summary>Frozen results that were not what their input gives, the last time they were computed; empty while all is well or nothing was computed yet.</summary>
    public async Task<ImmutableArray<Problem>> AlarmsAsync(CancellationToken cancel) => await jobs.LastDoneAsync(Name, cancel) is { } last ? last.Problems : [];

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var done = run.Kept<Seen>() ?? new([], []);
        var all = await checks.AddressesAsync(cancel);
        foreach (var address in all.Where(one => !done.Hashes.Contains(one.Hash)))
        {
            var unsound = await checks.CheckAsync(address, cancel) is { IsSound: false } block ? done.Unsound.Add(Freezing.Unsound(block)) : done.Unsound;
            done = new(done.Hashes.Add(address.Hash), unsound);
            await run.StepAsync(new(done.Hashes.Length, all.Length, new($"Vừa tính {address.Round} / {address.Block}", $"Just computed {address.Round} / {address.Block}"), Json.EngineJson.ToText(done)), cancel);
        }

        var same = all.Length - done.Unsound.Length;
        return JobOutcome.Done(new($"{same} trên {all.Length} kết quả tính lại khớp.", $"{same} of {all.Length} results agree when computed again."), found: done.Unsound);
    }

    private sealed record Seen(ImmutableArray<string> Hashes, ImmutableArray<Problem> Unsound);
}
