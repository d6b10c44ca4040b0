namespace ChiSo.Application.Audit;

/// <summary>Who changes something, as what, when and why.</summary>
/// <param name="By">The person's id; empty for whoever runs the command line on the server itself.</param>
/// <param name="Mandate">The mandate acted under; empty for none.</param>
/// <param name="At">UTC.</param>
public sealed record Change(Guid By, Guid Mandate, DateTime At, string Reason)
{
    /// <summary>A change made on the machine itself, where nobody is signed in.</summary>
    public static Change OnThisMachine(TimeProvider clock, string reason) => new(Guid.Empty, Guid.Empty, clock.GetUtcNow().UtcDateTime, reason);
}
