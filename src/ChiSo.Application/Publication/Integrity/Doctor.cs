using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Jobs;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Publication;

/// <summary>Looks at everything that must hold; changes nothing.</summary>
public sealed class Doctor(Installation installation)
{
    private const string Name = "integrity.check";

    public JobKind Kind => new(Name, new("Kiểm tra toàn vẹn dữ liệu", "Check that the data is sound"), WorkAsync);

    /// <summary>Asks for it in the name of the installation; once a day however many processes ask.</summary>
    public Task<Guid> AskAsync(DateTimeOffset now, CancellationToken cancel) =>
        installation.Jobs.AskAsync(new(Name, new { }, "", Guid.Empty, Guid.Empty, string.Create(CultureInfo.InvariantCulture, $"{Name} {VietnamTime.Local(now.UtcDateTime):yyyy-MM-dd}")), cancel);

    public async Task<ImmutableArray<CheckedPart>> LookAsync(CancellationToken cancel)
    {
        var parts = ImmutableArray.CreateBuilder<CheckedPart>();
        foreach (var check in IntegrityChecks.All)
            parts.Add(new(check.Id, check.Title, await check.Look(installation, cancel)));
        return parts.ToImmutable();
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Problem>();
        foreach (var (place, check) in IntegrityChecks.All.Index())
        {
            await run.StepAsync(new(place, IntegrityChecks.All.Length, check.Title), cancel);
            found.AddRange(await check.Look(installation, cancel));
        }

        return JobOutcome.Done(new($"{IntegrityChecks.All.Length} mục đã kiểm tra, {found.Count} vấn đề.", $"{IntegrityChecks.All.Length} things checked, {found.Count} problems."), found: found.ToImmutable());
    }
}
