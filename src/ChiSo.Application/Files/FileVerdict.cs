using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Files;

/// <summary>Where a file stands with the virus scanner.</summary>
public enum FileState
{
    /// <summary>Waits to be scanned, or for the scanner to answer.</summary>
    Pending,

    Clean,

    /// <summary>The scanner found something; never opened again.</summary>
    Infected,

    /// <summary>The scanner answers and can't judge this file; asked again once a day.</summary>
    Unable,
}

/// <summary>What the virus scanner said of a stored file. A file without a row was never asked about, and may be opened.</summary>
public sealed class FileVerdict
{
    /// <summary>How long what a scanner said may be.</summary>
    public const int LongestSaid = 200;

    public required string Hash { get; init; }

    public FileState State { get; init; }

    /// <summary>The name of what was found, or why there is no verdict; empty of clean files.</summary>
    public string Said { get; init; } = "";

    public int Tries { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>When it is scanned next, UTC; <c>null</c> once decided.</summary>
    public required DateTime? DueAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FileVerdict>
    {
        public void Configure(EntityTypeBuilder<FileVerdict> builder)
        {
            builder.ToTable("file_verdicts");
            builder.HasKey(verdict => verdict.Hash);
            builder.Property(verdict => verdict.Hash).HasMaxLength(64);
            builder.Property(verdict => verdict.State).HasConversion<string>();
            builder.Property(verdict => verdict.Said).HasMaxLength(LongestSaid);
            builder.HasIndex(verdict => verdict.DueAt);
        }
    }
}

/// <summary>The table of verdicts.</summary>
public static class FileVerdictTables
{
    extension(ChiSoContext context)
    {
        public DbSet<FileVerdict> FileVerdicts => context.Set<FileVerdict>();
    }
}

/// <summary>Files that may not be opened now, with why.</summary>
/// <param name="States">By the hash of the file.</param>
public sealed record FileHolds(ImmutableDictionary<string, FileState> States)
{
    public static FileHolds None { get; } = new(ImmutableDictionary<string, FileState>.Empty);

    /// <summary>Why this file is held back; <c>null</c> when it may be opened, and for no file.</summary>
    public FileState? HoldOf(string hash) => States.TryGetValue(hash, out var state) ? state : null;
}
