using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A file of figures as it was sent, an agency's own or figures filled in for units, kept so that what is shown before it is taken in is what is taken in.</summary>
public sealed class FigureUpload
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Round { get; init; }

    public required Guid BlockId { get; init; }

    public required string Block { get; init; }

    /// <summary>The self-assessment for figures filled in for units, else the stage of appraisal.</summary>
    public required string Stage { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 under which the vault keeps it, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Whoever sent it; nobody else takes it in.</summary>
    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while it isn't taken in.</summary>
    public DateTime? TakenAt { get; private set; }

    /// <summary>UTC; <c>null</c> unless its marks were taken back.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>The lines it marked, or the line of each figure it filled in with the figure's sequence, in canonical JSON; empty before it is taken in.</summary>
    public string Marked { get; private set; } = "";

    public ReviewPart Part => new(Round, Block, Stage);

    /// <summary>The lines it marked and the versions that came of it.</summary>
    public ImmutableArray<SeenLine> Lines => Marked.Length == 0 ? [] : EngineJson.Read<ImmutableArray<SeenLine>>(Marked);

    public void Take(ImmutableArray<SeenLine> lines, DateTime at) => (TakenAt, Marked) = (at, EngineJson.ToText(lines));

    public void Undo(DateTime at) => UndoneAt = at;

    private sealed class Mapping : IEntityTypeConfiguration<FigureUpload>
    {
        public void Configure(EntityTypeBuilder<FigureUpload> builder)
        {
            builder.ToTable("figure_uploads");
            builder.Ignore(upload => upload.Part).Ignore(upload => upload.Lines);
            builder.HasOne<Block>().WithMany().HasForeignKey(upload => upload.BlockId);
        }
    }
}

/// <summary>The table of files of figures.</summary>
public static class FigureUploadTables
{
    extension(ChiSoContext context)
    {
        public DbSet<FigureUpload> FigureUploads => context.Set<FigureUpload>();
    }
}
