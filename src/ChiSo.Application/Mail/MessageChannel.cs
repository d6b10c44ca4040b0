namespace ChiSo.Application.Mail;

/// <summary>A way out of the house.</summary>
public interface IMessageChannel
{
    ChannelKind Kind { get; }

    /// <summary>Gives one message to the server of this channel.</summary>
    Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancel);
}

/// <summary>What became of one attempt.</summary>
/// <param name="Outcome">How the server answered.</param>
/// <param name="Error">What it said; empty when it took the message.</param>
public sealed record Delivery(DeliveryOutcome Outcome, string Error)
{
    public static Delivery Taken { get; } = new(DeliveryOutcome.Taken, "");

    /// <summary>May do later.</summary>
    public static Delivery Later(string error) => new(DeliveryOutcome.Later, error);

    /// <summary>Will never do.</summary>
    public static Delivery Never(string error) => new(DeliveryOutcome.Never, error);
}

/// <summary>How a server answered.</summary>
public enum DeliveryOutcome
{
    Taken,
    Later,
    Never,
}
