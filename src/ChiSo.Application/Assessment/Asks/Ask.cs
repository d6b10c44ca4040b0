using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What an appraiser wants of the unit on one line.</summary>
public enum AskKind
{
    /// <summary>"Làm rõ".</summary>
    Clarify,

    /// <summary>"Thiếu tài liệu kiểm chứng".</summary>
    MissingEvidence,

    /// <summary>"Ngoài kỳ số liệu".</summary>
    WrongPeriod,

    /// <summary>"Tính trùng".</summary>
    DoubleCount,

    /// <summary>The line is opened for the unit again while the rest of its sheet stays locked ("trả lại").</summary>
    Return,
}

/// <summary>A question to a unit about one line, or the return of that line, with the clock: asked at, answered at. One is open on a line at most.</summary>
public sealed class Ask
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>The stage of appraisal that asks.</summary>
    public required string Stage { get; init; }

    public required AskKind Kind { get; init; }

    public required string Text { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>Empty while there is none; a returned line that is handed in again may have no more to say.</summary>
    public string Answer { get; private set; } = "";

    public string AnsweredBy { get; private set; } = "";

    /// <summary>UTC; <c>null</c> while the unit hasn't answered.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>UTC; <c>null</c> unless the appraiser took it back.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public bool IsOpen => AnsweredAt is null && WithdrawnAt is null;

    /// <exception cref="InvalidOperationException">It isn't open.</exception>
    public void Close(string answer, string by, DateTime at) => (Answer, AnsweredBy, AnsweredAt) = IsOpen ? (answer, by, at) : throw NotOpen();

    /// <exception cref="InvalidOperationException">It isn't open.</exception>
    public void Withdraw(DateTime at) => WithdrawnAt = IsOpen ? at : throw NotOpen();

    private static InvalidOperationException NotOpen() => new("The question was answered or taken back.");

    private sealed class Mapping : IEntityTypeConfiguration<Ask>
    {
        public void Configure(EntityTypeBuilder<Ask> builder)
        {
            builder.ToTable("asks");
            builder.Property(ask => ask.Kind).HasConversion<string>();
            builder.Ignore(ask => ask.IsOpen);
            builder.HasIndex(ask => new { ask.BlockId, ask.Unit, ask.Criterion });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(ask => new { ask.BlockId, ask.Unit });
        }
    }
}

/// <summary>The table of questions.</summary>
public static class AskTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Ask> Asks => context.Set<Ask>();
    }
}
