namespace ChiSo.Application.Audit;

/// <summary>Where a request came from, told beside whatever it changes or reads.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Request">The number the log of requests knows it by.</param>
public sealed record Origin(string Address, string Request)
{
    private static readonly AsyncLocal<Origin?> Flow = new();

    /// <summary>Of the request under way; <c>null</c> on the command line.</summary>
    public static Origin? Current => Flow.Value;

    /// <summary>Holds for everything the caller does from here on.</summary>
    /// <param name="origin"><c>null</c> for what isn't done for the request under way.</param>
    public static void Enter(Origin? origin) => Flow.Value = origin;
}
