using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Jobs;

/// <summary>A kind of work: what it is called and how it is done. Features declare theirs; the queue knows none.</summary>
/// <param name="Name">Stable, stands in the table: <c>round.export</c>.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Work">May be begun again after any crash, so nothing it does may show before its end but by <see cref="JobRun.StepAsync"/> and the effect of its outcome, or it must be keyed so that twice is once.</param>
public sealed record JobKind(string Name, Words Title, Func<JobRun, CancellationToken, Task<JobOutcome>> Work);

/// <summary>Work to be put on the queue.</summary>
/// <param name="Kind">Of <see cref="JobKind.Name"/>.</param>
/// <param name="Input">What the kind works on; kept as JSON.</param>
/// <param name="About">What it is about as people say it.</param>
/// <param name="By">The person who asks; empty for the installation itself.</param>
/// <param name="Mandate">What they ask under.</param>
/// <param name="Key">Nothing is asked twice under one; <c>null</c> where twice is meant.</param>
public sealed record AskedJob(string Kind, object Input, string About, Guid By, Guid Mandate, string? Key = null);

/// <summary>What a job came to.</summary>
/// <param name="Problems">Why it failed, or what it found.</param>
/// <param name="Effect">Happens in the transaction that ends the job: both, or neither.</param>
public sealed record JobOutcome(bool IsDone, Words Note, ImmutableArray<Problem> Problems, JobFile? File = null, Func<ChiSoContext, CancellationToken, Task>? Effect = null)
{
    /// <param name="found">What was found: the work is done all the same.</param>
    public static JobOutcome Done(Words note, JobFile? file = null, Func<ChiSoContext, CancellationToken, Task>? effect = null, ImmutableArray<Problem> found = default) => new(true, note, found.IsDefault ? [] : found, file, effect);

    public static JobOutcome Failed(params ImmutableArray<Problem> problems) => new(false, default, problems);
}

/// <summary>A file a job made.</summary>
/// <param name="Name">What downloads are called.</param>
public sealed record JobFile(StoredFile Stored, string Name, string MediaType);

/// <summary>How far a job got.</summary>
/// <param name="Of">0 when nobody knows.</param>
/// <param name="Kept">What the kind needs to go on from here.</param>
public sealed record JobProgress(int Done, int Of, Words Note = default, string Kept = "");
