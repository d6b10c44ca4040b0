using ChiSo.Application.Audit;

namespace ChiSo.Application.People;

/// <summary>A sign-in of the break-glass account that nobody has acknowledged.</summary>
/// <param name="Subject">By which its link in the trail is found: the user name and a number of its own.</param>
/// <param name="Account">That signed in.</param>
/// <param name="At">UTC.</param>
/// <param name="Sequence">Of its link.</param>
public sealed record BreakGlassUse(string Subject, Guid Account, DateTime At, long Sequence)
{
    private const int Digits = 32;

    /// <summary>Its own, as the trail writes it.</summary>
    public string Number => Subject[^Digits..];

    /// <summary>The account's user name.</summary>
    public string UserName => Subject[..^(Digits + 1)];

    internal static BreakGlassUse Of(AuditLink link) => new(link.Subject, link.By, link.At, link.Sequence);

    /// <summary>Whether a mandate held when it happened and was there before, not by the account's own grant. Both numbers tell when they were made; the day a mandate begins is whoever's choice who grants it.</summary>
    internal bool Found(Mandate mandate) => mandate.GrantedBy != Account && mandate.HoldsAt(At) && mandate.Id.CompareTo(Guid.ParseExact(Number, "N")) < 0;
}
