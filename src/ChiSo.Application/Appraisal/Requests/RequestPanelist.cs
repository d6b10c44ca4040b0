using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>An account asked to look at a request ("người xem xét"), or to do so in the place of one who can't ("người dự khuyết"); named when the request is admitted.</summary>
public sealed class RequestPanelist
{
    public required Guid RequestId { get; init; }

    public required Guid Account { get; init; }

    /// <summary>0 for a member of the panel; the place of a stand-in in their order, from 1.</summary>
    public int Place { get; internal set; }

    private sealed class Mapping : IEntityTypeConfiguration<RequestPanelist>
    {
        public void Configure(EntityTypeBuilder<RequestPanelist> builder)
        {
            builder.ToTable("request_panelists");
            builder.HasKey(one => new { one.RequestId, one.Account });
            builder.HasIndex(one => one.Account);
            builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(one => one.RequestId);
        }
    }
}

/// <summary>What is proposed on a request.</summary>
public enum RequestVerdict
{
    /// <summary>The value asked for counts ("chấp nhận").</summary>
    Upheld,

    /// <summary>Another value counts ("chấp nhận một phần").</summary>
    InPart,

    /// <summary>What stands stays ("không chấp nhận").</summary>
    Rejected,
}

/// <summary>What a member of the panel proposes to the council ("ý kiến của người xem xét"). Added, never changed: the newest of each member counts.</summary>
public sealed class RequestOpinion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RequestId { get; init; }

    public required RequestVerdict Verdict { get; init; }

    /// <summary>What should count, in canonical JSON; empty where nothing changes.</summary>
    public required string Entry { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<RequestOpinion>
    {
        public void Configure(EntityTypeBuilder<RequestOpinion> builder)
        {
            builder.ToTable("request_opinions");
            builder.Property(opinion => opinion.Verdict).HasConversion<string>();
            builder.HasIndex(opinion => opinion.RequestId);
            builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(opinion => opinion.RequestId);
        }
    }
}
