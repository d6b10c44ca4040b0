using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>A figure of a unit's line that another body took from its system ("số liệu điền sẵn"), with its source: added, never changed. It counts only once the unit has made it its entry.</summary>
public sealed class PrefilledFigure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>Of the figure, as the criteria declare it.</summary>
    public required string Letter { get; init; }

    /// <summary>Rises by one with each load of this figure; the last one stands.</summary>
    public required int Sequence { get; init; }

    /// <summary>Where the figure is taken away, the value that stood before.</summary>
    public required decimal Value { get; init; }

    /// <summary>Name of the system it comes from.</summary>
    public required string Source { get; init; }

    public required DateOnly QueriedOn { get; init; }

    /// <summary>Where what is behind it is found, in words or as a link; empty when not told.</summary>
    public required string Reference { get; init; }

    /// <summary>Whether this load took the figure away again: then none stands.</summary>
    public bool IsTakenAway { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The last load of each figure, which may have taken it away.</summary>
    internal static IQueryable<PrefilledFigure> Newest(IQueryable<PrefilledFigure> figures) => figures.Where(row => !figures.Any(later =>
        later.BlockId == row.BlockId && later.Unit == row.Unit && later.Criterion == row.Criterion && later.Letter == row.Letter && later.Sequence > row.Sequence));

    /// <summary>Whether a load says again what stands.</summary>
    internal bool Says(decimal value, string source, DateOnly queriedOn, string reference) => Value == value && Source == source && QueriedOn == queriedOn && Reference == reference;

    private sealed class Mapping : IEntityTypeConfiguration<PrefilledFigure>
    {
        public void Configure(EntityTypeBuilder<PrefilledFigure> builder)
        {
            builder.ToTable("prefilled_figures");
            builder.HasIndex(figure => new { figure.BlockId, figure.Unit, figure.Criterion, figure.Letter, figure.Sequence }).IsUnique();
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(figure => new { figure.BlockId, figure.Unit });
        }
    }
}

/// <summary>The tables of pre-filled figures and the cases about them.</summary>
public static class PrefilledTables
{
    extension(ChiSoContext context)
    {
        public DbSet<PrefilledFigure> PrefilledFigures => context.Set<PrefilledFigure>();

        public DbSet<FigureDispute> FigureDisputes => context.Set<FigureDispute>();
    }
}
