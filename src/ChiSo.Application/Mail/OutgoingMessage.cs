using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Mail;

/// <summary>A message to one person, kept until it has left or was given up: a start after a crash goes on where it stopped.</summary>
public sealed class OutgoingMessage
{
    public const int LongestError = 500;

    /// <summary>Also names the message to the server it is given to, so that one given twice after a crash is known as one.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it is; nothing is queued twice under one key.</summary>
    public required string Key { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>Why it is sent, such as <c>digest</c> or <c>reminder ky-2024</c>.</summary>
    public required string About { get; init; }

    /// <summary>The account it is for.</summary>
    public required Guid Account { get; init; }

    /// <summary>The person's full name.</summary>
    public required string Name { get; init; }

    /// <summary>An e-mail address or a telephone number.</summary>
    public required string To { get; init; }

    /// <summary>Empty on channels that have none.</summary>
    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime QueuedAt { get; init; }

    /// <summary>UTC: not tried before. While it is being tried, when another may try if nothing more is heard.</summary>
    public required DateTime DueAt { get; init; }

    public MessageState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>What the server last said; empty when nothing is wrong.</summary>
    public string Error { get; private set; } = "";

    /// <summary>UTC, when it left or was given up; <c>null</c> while it waits.</summary>
    public DateTime? EndedAt { get; private set; }

    private sealed class Mapping : IEntityTypeConfiguration<OutgoingMessage>
    {
        public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
        {
            builder.ToTable("outgoing_messages");
            builder.HasIndex(message => message.Key).IsUnique();
            builder.HasIndex(message => new { message.State, message.DueAt });
            builder.Property(message => message.Channel).HasConversion<string>();
            builder.Property(message => message.State).HasConversion<string>();
        }
    }
}

/// <summary>How far a message is.</summary>
public enum MessageState
{
    Waiting,

    Sent,

    /// <summary>Refused for good, or tried too often.</summary>
    Failed,
}

/// <summary>The way a message goes.</summary>
public enum ChannelKind
{
    Mail,

    /// <summary>To a telephone, through the province's own program.</summary>
    Telephone,
}

/// <summary>The table of messages.</summary>
public static class MailTables
{
    extension(ChiSoContext context)
    {
        public DbSet<OutgoingMessage> OutgoingMessages => context.Set<OutgoingMessage>();
    }
}
