using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>How appraisers treat certain facts under a criterion, so that the same facts get the same decision in every unit ("ghi chú tiền lệ"): added and withdrawn, never changed.</summary>
public sealed class PrecedentNote
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Where it was written; it is read in every later round of the same block, by the criterion's permanent code.</summary>
    public required Guid BlockId { get; init; }

    public required CriterionCode Criterion { get; init; }

    public required string Stage { get; init; }

    /// <summary>Code of the agency whose people wrote it, and may withdraw it.</summary>
    public required string Agency { get; init; }

    /// <summary>The unit on whose line it was decided first; empty when the note comes from none.</summary>
    public required string Unit { get; init; }

    /// <summary>"Tình tiết".</summary>
    public required string Facts { get; init; }

    /// <summary>"Cách xử lý".</summary>
    public required string Decision { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while it stands.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Empty while it stands.</summary>
    public string WithdrawnBy { get; private set; } = "";

    public void Withdraw(DateTime at, string by) => (WithdrawnAt, WithdrawnBy) = (at, by);

    private sealed class Mapping : IEntityTypeConfiguration<PrecedentNote>
    {
        public void Configure(EntityTypeBuilder<PrecedentNote> builder)
        {
            builder.ToTable("precedent_notes");
            builder.HasIndex(note => new { note.BlockId, note.Criterion });
            builder.HasOne<Block>().WithMany().HasForeignKey(note => note.BlockId);
        }
    }
}

/// <summary>The table of precedent notes.</summary>
public static class PrecedentTables
{
    extension(ChiSoContext context)
    {
        public DbSet<PrecedentNote> PrecedentNotes => context.Set<PrecedentNote>();
    }
}
