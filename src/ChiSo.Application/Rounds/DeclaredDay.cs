using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>What a declared day is.</summary>
public enum DayKind
{
    /// <summary>A holiday, or another day on which nobody works ("ngày nghỉ").</summary>
    Off,

    /// <summary>A Saturday or Sunday on which people work in exchange ("ngày làm bù").</summary>
    Working,
}

/// <summary>A day of a round's calendar that is not as its weekday says, with the document that says so.</summary>
public sealed class DeclaredDay
{
    public required Guid RoundId { get; init; }

    /// <summary>In Vietnam.</summary>
    public required DateOnly Day { get; init; }

    public required DayKind Kind { get; init; }

    public required string Ground { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<DeclaredDay>
    {
        public void Configure(EntityTypeBuilder<DeclaredDay> builder)
        {
            builder.ToTable("declared_days");
            builder.HasKey(day => new { day.RoundId, day.Day });
            builder.Property(day => day.Kind).HasConversion<string>();
            builder.HasOne<Round>().WithMany().HasForeignKey(day => day.RoundId);
        }
    }
}

/// <summary>The table of declared days.</summary>
public static class DeclaredDayTables
{
    extension(ChiSoContext context)
    {
        public DbSet<DeclaredDay> DeclaredDays => context.Set<DeclaredDay>();
    }
}
