using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>How lateness is counted.</summary>
public enum LateCounting
{
    /// <summary>"Một lần".</summary>
    Once,

    /// <summary>Every day begun after the deadline ("mỗi ngày, kể cả phần ngày").</summary>
    EachStartedDay,

    /// <summary>The same, but for days that begin when nobody works ("mỗi ngày làm việc, kể cả phần ngày").</summary>
    EachStartedWorkingDay,
}

/// <summary>What follows in a block when a unit hands in its self-assessment late ("quy định về nộp chậm"). Points and their limit are those of the criteria's own deduction line.</summary>
public sealed class LateRule
{
    public required Guid BlockId { get; init; }

    /// <summary>The deduction line that counts it.</summary>
    public required CriterionCode Line { get; init; }

    public required LateCounting Counting { get; init; }

    /// <summary>For how many days after its deadline a unit may still hand in.</summary>
    public required int Days { get; init; }

    /// <summary>How much later than the deadline an instant is, as the deduction line counts it; 0 before the deadline.</summary>
    /// <param name="due">UTC, exclusive: at this very instant it is late.</param>
    /// <param name="days">Of the round.</param>
    public int CountAt(DateTime due, DateTime at, WorkDays days) => at < due ? 0 : Counting switch
    {
        LateCounting.Once => 1,
        LateCounting.EachStartedDay => (at - due).Days + 1,
        LateCounting.EachStartedWorkingDay => days.Begun(due, at),
        _ => throw new System.Diagnostics.UnreachableException($"No counting {Counting}."),
    };

    private sealed class Mapping : IEntityTypeConfiguration<LateRule>
    {
        public void Configure(EntityTypeBuilder<LateRule> builder)
        {
            builder.ToTable("late_rules");
            builder.HasKey(rule => rule.BlockId);
            builder.Property(rule => rule.Counting).HasConversion<string>();
            builder.HasOne<Block>().WithMany().HasForeignKey(rule => rule.BlockId);
        }
    }
}

/// <summary>The table of rules on lateness.</summary>
public static class LateRuleTables
{
    extension(ChiSoContext context)
    {
        public DbSet<LateRule> LateRules => context.Set<LateRule>();
    }
}
