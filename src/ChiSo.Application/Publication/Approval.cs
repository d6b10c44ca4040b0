using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Publication;

/// <summary>The Chairman's decision on the results of a round ("quyết định phê duyệt kết quả"): signed outside the system, recorded by whoever holds the mandate, and never changed.</summary>
public sealed class Approval
{
    public required Guid RoundId { get; init; }

    /// <summary>As printed on it: "512/QĐ-UBND".</summary>
    public required string Number { get; init; }

    public required DateOnly DecidedOn { get; init; }

    /// <summary>SHA-256 of the signed file, in hex.</summary>
    public required string FileHash { get; init; }

    public required string FileName { get; init; }

    /// <summary>Name of whoever recorded it.</summary>
    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Approval>
    {
        public void Configure(EntityTypeBuilder<Approval> builder)
        {
            builder.ToTable("approvals");
            builder.HasKey(approval => approval.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(approval => approval.RoundId);
        }
    }
}

/// <summary>The table of approvals.</summary>
public static class ApprovalTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Approval> Approvals => context.Set<Approval>();
    }
}
