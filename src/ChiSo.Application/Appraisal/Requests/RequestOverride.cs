using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>The results may be approved although a request is open ("cho phép phê duyệt khi đề nghị chưa kết luận"): proposed with a ground by one person, holding once another approves it, printed in the round's annex.</summary>
public sealed class RequestOverride
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RequestId { get; init; }

    public required string Ground { get; init; }

    public required Guid ProposedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else approves it; only then it holds.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? ApprovedAt { get; private set; }

    public void Approve(Guid by, DateTime at) => (ApprovedBy, ApprovedAt) = (by, at);

    private sealed class Mapping : IEntityTypeConfiguration<RequestOverride>
    {
        public void Configure(EntityTypeBuilder<RequestOverride> builder)
        {
            builder.ToTable("request_overrides");
            builder.HasIndex(one => one.RequestId).IsUnique();
            builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(one => one.RequestId);
        }
    }
}
