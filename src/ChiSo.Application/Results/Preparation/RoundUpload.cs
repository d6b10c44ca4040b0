using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Results;

/// <summary>A round's file as it was sent, kept so that what is shown before it is taken in is what is taken in.</summary>
public sealed class RoundUpload
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string FileName { get; init; }

    /// <summary>SHA-256 under which the vault keeps it, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The round it is meant for; empty when the file itself says which.</summary>
    public required string Round { get; init; }

    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while nobody has taken it in.</summary>
    public DateTime? TakenAt { get; private set; }

    public void Take(DateTime at) => TakenAt = at;

    private sealed class Mapping : IEntityTypeConfiguration<RoundUpload>
    {
        public void Configure(EntityTypeBuilder<RoundUpload> builder) => builder.ToTable("round_uploads");
    }
}

/// <summary>The table of uploaded rounds.</summary>
public static class RoundUploadTables
{
    extension(ChiSoContext context)
    {
        public DbSet<RoundUpload> RoundUploads => context.Set<RoundUpload>();
    }
}
