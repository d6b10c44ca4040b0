using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds.Sets;

/// <summary>One version of a criteria set as it is published for one block ("ban hành bộ tiêu chí"): proposed by one person, published by another, and from then on never changed.</summary>
public sealed class SetPublication
{
    public required Guid BlockId { get; init; }

    public required Guid CriteriaSetId { get; init; }

    public required Guid ProposedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else publishes it.</summary>
    public Guid? PublishedBy { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    public void Publish(Guid by, DateTime at) => (PublishedBy, PublishedAt) = (by, at);

    private sealed class Mapping : IEntityTypeConfiguration<SetPublication>
    {
        public void Configure(EntityTypeBuilder<SetPublication> builder)
        {
            builder.ToTable("set_publications");
            builder.HasKey(one => new { one.BlockId, one.CriteriaSetId });
            builder.HasOne<Block>().WithMany().HasForeignKey(one => one.BlockId);
            builder.HasOne<PublishedSet>().WithMany().HasForeignKey(one => one.CriteriaSetId);
        }
    }
}

/// <summary>The table of publications.</summary>
public static class SetPublicationTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SetPublication> SetPublications => context.Set<SetPublication>();
    }
}
