using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>Lines of a unit given to one of its divisions or people, with a date ("phân công nội bộ"): added, never changed; the last one on a node counts.</summary>
public sealed class InternalAssignment
{
    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    /// <summary>A field, a criterion or a leaf: everything under it, unless something nearer is assigned.</summary>
    public required CriterionCode Node { get; init; }

    /// <summary>From 1 on each node, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>Division, or a person without an account; empty where the account alone answers.</summary>
    public required string Division { get; init; }

    /// <summary>Who answers for the lines; <c>null</c> where the division does.</summary>
    public required Guid? Account { get; init; }

    /// <summary>Full name of the account's person when it was assigned; empty without one.</summary>
    public required string AccountName { get; init; }

    /// <summary>Last day of the work; <c>null</c> without one.</summary>
    public required DateOnly? Due { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Whether it takes back what stood on the node, so that what stands above it counts again.</summary>
    public bool IsTakenBack => Account is null && Division.Length == 0;

    private sealed class Mapping : IEntityTypeConfiguration<InternalAssignment>
    {
        public void Configure(EntityTypeBuilder<InternalAssignment> builder)
        {
            builder.ToTable("internal_assignments");
            builder.Ignore(row => row.IsTakenBack);
            builder.HasKey(row => new { row.BlockId, row.Unit, row.Node, row.Sequence });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(row => new { row.BlockId, row.Unit });
        }
    }
}

/// <summary>The table of internal assignments.</summary>
public static class InternalTables
{
    extension(ChiSoContext context)
    {
        public DbSet<InternalAssignment> InternalAssignments => context.Set<InternalAssignment>();
    }
}
