using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Jobs;

/// <summary>Work somebody asked for that takes longer than a page ("việc chạy nền"), kept from the asking to the result: a start after a crash goes on where it stopped.</summary>
public sealed class Job
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it is; nothing is asked twice under one key.</summary>
    public required string Key { get; init; }

    /// <summary>Name of its <see cref="JobKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the kind works on, as JSON.</summary>
    public required string Input { get; init; }

    /// <summary>What it is about as people say it, such as the code of a round.</summary>
    public required string About { get; init; }

    /// <summary>The person who asked; empty for the installation itself.</summary>
    public required Guid By { get; init; }

    /// <summary>What they asked under; empty for none.</summary>
    public required Guid Mandate { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    public JobState State { get; private set; }

    /// <summary>The process at work; empty while none is. See <see cref="JobOwner"/>.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>New with each taking: only who holds it may write, so that a process that was too slow changes nothing.</summary>
    public Guid Claim { get; private set; }

    /// <summary>UTC: when another process may take it unless its owner is heard of; <c>null</c> while none is at work.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>How often it was taken since it last got on: work that ends every process it is given to is given up.</summary>
    public int Starts { get; private set; }

    public int Done { get; private set; }

    /// <summary>0 while nobody knows.</summary>
    public int Of { get; private set; }

    public string NoteVi { get; private set; } = "";

    public string NoteEn { get; private set; } = "";

    /// <summary>What the kind wrote to itself with its last step, to go on from; empty at the beginning.</summary>
    public string Kept { get; private set; } = "";

    public bool CancelAsked { get; private set; }

    /// <summary>SHA-256 of the file it made; empty for none, or once that is no longer kept.</summary>
    public string ResultHash { get; private set; } = "";

    public string ResultName { get; private set; } = "";

    public string ResultType { get; private set; } = "";

    public long ResultLength { get; private set; }

    public string ProblemsJson { get; private set; } = "";

    /// <summary>UTC, the last taking.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What it is doing or came to, in words; empty while there is nothing to say.</summary>
    public Words Note => new(NoteVi, NoteEn);

    public bool IsOver => JobStates.IsOver(State);

    /// <summary>What went wrong, or what was found.</summary>
    public ImmutableArray<Problem> Problems => ProblemsJson.Length == 0 ? [] : EngineJson.Read<ImmutableArray<Problem>>(Encoding.UTF8.GetBytes(ProblemsJson));

    /// <summary>What was asked, as its kind wrote it.</summary>
    public T ReadInput<T>() => EngineJson.Read<T>(Encoding.UTF8.GetBytes(Input));

    private sealed class Mapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("jobs");
            builder.HasIndex(job => job.Key).IsUnique();
            builder.HasIndex(job => new { job.State, job.AskedAt });
            builder.HasIndex(job => new { job.Kind, job.EndedAt });
            builder.Property(job => job.State).HasConversion<string>();
            builder.Ignore(job => job.Problems);
        }
    }
}

/// <summary>The table of jobs.</summary>
public static class JobTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Job> Jobs => context.Set<Job>();
    }
}
