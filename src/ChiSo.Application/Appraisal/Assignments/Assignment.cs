using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A cell of the matrix "who appraises what" ("phân công thẩm định"): everything under a node, of a set of units, goes to one agency.</summary>
public sealed class Assignment
{
    public required Guid BlockId { get; init; }

    public required CriterionCode Node { get; init; }

    /// <summary>Codes in official order, parted by spaces; empty for every unit of the block.</summary>
    public required string Units { get; init; }

    public required string Agency { get; init; }

    public bool Covers(string unit) => Units.Length == 0 || Units.Split(' ').Contains(unit);

    private sealed class Mapping : IEntityTypeConfiguration<Assignment>
    {
        public void Configure(EntityTypeBuilder<Assignment> builder)
        {
            builder.ToTable("assignments");
            builder.HasKey(row => new { row.BlockId, row.Node, row.Units });
            builder.HasOne<Block>().WithMany().HasForeignKey(row => row.BlockId);
        }
    }
}

/// <summary>A reason why an agency, or one person of it, doesn't appraise a unit ("xung đột lợi ích đã khai báo"), beside being that unit.</summary>
public sealed class Interest
{
    public required Guid RoundId { get; init; }

    public required string Agency { get; init; }

    public required string Unit { get; init; }

    /// <summary>Account of whoever declared it of themselves; empty where the standing office declared it of the agency, which bars everybody in it.</summary>
    public Guid Account { get; init; }

    public required string Ground { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime DeclaredAt { get; init; }

    /// <summary>Whether it is one person's own, not of the whole agency.</summary>
    public bool IsPersonal => Account != Guid.Empty;

    /// <summary>Whether it keeps this person from the unit: as whoever declared it or stands in for them, or as somebody of the agency.</summary>
    public bool Keeps(Person person) => IsPersonal
        ? person.Id == Account || person.Mandates.Any(held => held.ActingFor == Account)
        : person.May(Act.DeclareInterest, new(Unit, Agency));

    private sealed class Mapping : IEntityTypeConfiguration<Interest>
    {
        public void Configure(EntityTypeBuilder<Interest> builder)
        {
            builder.ToTable("interests");
            builder.Ignore(row => row.IsPersonal);
            builder.HasKey(row => new { row.RoundId, row.Agency, row.Unit, row.Account });
            builder.HasOne<Round>().WithMany().HasForeignKey(row => row.RoundId);
        }
    }
}

/// <summary>The tables of assignments.</summary>
public static class AssignmentTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Assignment> Assignments => context.Set<Assignment>();

        public DbSet<Interest> Interests => context.Set<Interest>();
    }
}
