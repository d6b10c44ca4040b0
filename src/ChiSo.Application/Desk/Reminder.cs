using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Desk;

/// <summary>A reminder with its letter and its list ("đôn đốc"): written by one person, sent by another, once.</summary>
public sealed class Reminder
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    /// <summary>The stage whose work it urges on.</summary>
    public required string Stage { get; init; }

    public required string Text { get; init; }

    /// <summary>Codes of the units or agencies that were behind when it was written, in canonical JSON.</summary>
    public required string Units { get; init; }

    public required Guid DraftedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime DraftedAt { get; init; }

    /// <summary><c>null</c> until somebody else sends it.</summary>
    public Guid? SentBy { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>How many messages left with it.</summary>
    public int Messages { get; private set; }

    /// <summary>UTC; <c>null</c> unless it was withdrawn before it was sent.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public bool IsOpen => SentAt is null && WithdrawnAt is null;

    public ImmutableArray<string> ReadUnits() => EngineJson.Read<ImmutableArray<string>>(Units);

    public void Send(Guid by, DateTime at, int messages) => (SentBy, SentAt, Messages) = (by, at, messages);

    public void Withdraw(DateTime at) => WithdrawnAt = at;

    private sealed class Mapping : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> builder)
        {
            builder.ToTable("reminders");
            builder.HasIndex(reminder => reminder.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(reminder => reminder.RoundId);
        }
    }
}

/// <summary>The table of reminders.</summary>
public static class ReminderTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Reminder> Reminders => context.Set<Reminder>();
    }
}
