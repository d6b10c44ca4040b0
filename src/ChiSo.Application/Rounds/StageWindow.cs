using System.Collections.Immutable;
using ChiSo.Application.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>When a stage of a round is open for everybody ("thời gian thực hiện"). The server's clock decides.</summary>
public sealed class StageWindow
{
    public required Guid RoundId { get; init; }

    public required string Stage { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime Opens { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime Closes { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<StageWindow>
    {
        public void Configure(EntityTypeBuilder<StageWindow> builder)
        {
            builder.ToTable("stage_windows");
            builder.HasKey(window => new { window.RoundId, window.Stage });
            builder.HasOne<Round>().WithMany().HasForeignKey(window => window.RoundId);
        }
    }
}

/// <summary>Until when units may ask for the council's draft result of a round to be looked at again ("hạn gửi đề nghị xem xét lại").</summary>
public sealed class RequestDeadline
{
    public required Guid RoundId { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime Until { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<RequestDeadline>
    {
        public void Configure(EntityTypeBuilder<RequestDeadline> builder)
        {
            builder.ToTable("request_deadlines");
            builder.HasKey(deadline => deadline.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(deadline => deadline.RoundId);
        }
    }
}

/// <summary>More time for one unit in one stage ("gia hạn"): proposed by one person, approved by another, printed in the round's annex.</summary>
public sealed class Extension
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    public required string Unit { get; init; }

    public required string Stage { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime Until { get; init; }

    public required string Ground { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else approves it; only then it holds.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public void Approve(Guid by, DateTime at) => (ApprovedBy, ApprovedAt) = (by, at);

    private sealed class Mapping : IEntityTypeConfiguration<Extension>
    {
        public void Configure(EntityTypeBuilder<Extension> builder)
        {
            builder.ToTable("extensions");
            builder.HasIndex(extension => new { extension.RoundId, extension.Unit });
            builder.HasOne<Round>().WithMany().HasForeignKey(extension => extension.RoundId);
        }
    }
}

/// <summary>The stages a round may declare and whose turn each is.</summary>
public static class Stages
{
    public const string Self = "self";

    /// <summary>The appraisal below that of the lead agencies, in blocks appraised on two levels ("thẩm định cấp thứ nhất").</summary>
    public const string FirstLevel = "first_level";

    public const string FirstReview = "review1";
    public const string Explanation = "explanation";
    public const string SecondReview = "review2";
    public const string Council = "council";

    /// <summary>In the order they come.</summary>
    public static ImmutableArray<string> All { get; } = [Self, FirstLevel, FirstReview, Explanation, SecondReview, Council];

    /// <summary><c>null</c> for a stage whose name files may carry but nobody works in here.</summary>
    public static StageKind? KindOf(string stage) => stage switch
    {
        Self => StageKind.Self,
        FirstLevel => StageKind.FirstLevel,
        FirstReview or SecondReview => StageKind.Review,
        Explanation => StageKind.Explanation,
        Council => StageKind.Council,
        _ => null,
    };
}
