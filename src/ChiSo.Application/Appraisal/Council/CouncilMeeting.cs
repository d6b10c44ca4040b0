using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A meeting of the council, or a vote it took in writing ("phiên họp Hội đồng thẩm định", "lấy ý kiến bằng văn bản"): added, never changed.</summary>
public sealed class CouncilMeeting
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    public required DateOnly HeldOn { get; init; }

    /// <summary>Whether members voted on paper without meeting; those who answered then count as present.</summary>
    public required bool InWriting { get; init; }

    /// <summary>How many members the council has.</summary>
    public required int Members { get; init; }

    /// <summary>Names of the members present, one a line.</summary>
    public required string Attendance { get; init; }

    /// <summary>Number and date of the minutes, as printed on them.</summary>
    public required string Minutes { get; init; }

    /// <summary>The secretary who recorded it.</summary>
    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public ImmutableArray<string> Present => [.. Attendance.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Over half of the members are there ("quá nửa số thành viên"): otherwise nothing is decided.</summary>
    public bool IsQuorate => Present.Length * 2 > Members;

    private sealed class Mapping : IEntityTypeConfiguration<CouncilMeeting>
    {
        public void Configure(EntityTypeBuilder<CouncilMeeting> builder)
        {
            builder.ToTable("council_meetings");
            builder.Ignore(meeting => meeting.Present);
            builder.Ignore(meeting => meeting.IsQuorate);
            builder.HasOne<Round>().WithMany().HasForeignKey(meeting => meeting.RoundId);
        }
    }
}

/// <summary>How the council voted on a position it took: the position holds what was decided and why.</summary>
public sealed class CouncilVote
{
    /// <summary>Of the position.</summary>
    public required Guid PositionId { get; init; }

    public required Guid MeetingId { get; init; }

    public required int For { get; init; }

    public required int Against { get; init; }

    public required int Abstained { get; init; }

    /// <summary>Whether the chair's vote decided between equal halves.</summary>
    public required bool ByCastingVote { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<CouncilVote>
    {
        public void Configure(EntityTypeBuilder<CouncilVote> builder)
        {
            builder.ToTable("council_votes");
            builder.HasKey(vote => vote.PositionId);
            builder.HasOne<CouncilMeeting>().WithMany().HasForeignKey(vote => vote.MeetingId);
        }
    }
}

/// <summary>A member put a line before the council again ("đề nghị xem lại tiêu chí"), whatever stood.</summary>
public sealed class Reopening
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required Engine.CriterionCode Criterion { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Reopening>
    {
        public void Configure(EntityTypeBuilder<Reopening> builder)
        {
            builder.ToTable("council_reopenings");
            builder.HasIndex(row => new { row.BlockId, row.Unit, row.Criterion });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(row => new { row.BlockId, row.Unit });
        }
    }
}

/// <summary>The council passed a block's list: its decisions count from then on.</summary>
public sealed class CouncilPass
{
    public required Guid BlockId { get; init; }

    public required Guid MeetingId { get; init; }

    public required string By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<CouncilPass>
    {
        public void Configure(EntityTypeBuilder<CouncilPass> builder)
        {
            builder.ToTable("council_passes");
            builder.HasKey(pass => pass.BlockId);
            builder.HasOne<CouncilMeeting>().WithMany().HasForeignKey(pass => pass.MeetingId);
        }
    }
}

/// <summary>The tables of the council.</summary>
public static class CouncilTables
{
    extension(ChiSoContext context)
    {
        public DbSet<CouncilMeeting> CouncilMeetings => context.Set<CouncilMeeting>();

        public DbSet<CouncilVote> CouncilVotes => context.Set<CouncilVote>();

        public DbSet<Reopening> Reopenings => context.Set<Reopening>();

        public DbSet<CouncilPass> CouncilPasses => context.Set<CouncilPass>();
    }
}
