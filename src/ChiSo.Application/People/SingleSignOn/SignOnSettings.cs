using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.People.SingleSignOn;

/// <summary>A provider of single sign-on (OpenID Connect), and what its word is worth here. Documented in <c>docs/how-to/accounts.md</c>.</summary>
/// <param name="Name">What the button on the sign-in page says.</param>
/// <param name="Authority">The provider's address, the issuer of its tokens; https, or http on this machine.</param>
/// <param name="Account">How the provider's word leads to an account.</param>
/// <param name="Address">Where people reach ChiSo, such as <c>https://chiso.example.vn</c>; <c>null</c> for what the browser asked for.</param>
/// <param name="Scopes">What is asked for besides <c>openid</c>.</param>
/// <param name="UserInfo">Whether claims are also fetched from the provider's user-info endpoint.</param>
/// <param name="Roles">Which claim gives which role; <c>null</c> when the provider gives none.</param>
/// <param name="Units">Which claim names the unit of roles that need one; <c>null</c> when no such role is given.</param>
/// <param name="MayGiveAdministrator">Whether the role of administrator may be given this way at all.</param>
/// <param name="OnlyWay">Whether passwords and passkeys sign nobody in beside the provider but the break-glass account.</param>
/// <param name="SecondFactor">Values of the claim <c>amr</c> that say a second factor was used; empty when the provider's word about it is not taken.</param>
public sealed record SignOnSettings(
    Words Name,
    string Authority,
    string ClientId,
    AccountClaim Account,
    string? Address = null,
    ImmutableArray<string> Scopes = default,
    bool UserInfo = false,
    ClaimTable<Role>? Roles = null,
    ClaimTable<string>? Units = null,
    bool MayGiveAdministrator = false,
    ImmutableArray<string> SecondFactor = default,
    bool OnlyWay = false)
{
    /// <summary>The claim in which a provider tells how it made sure of the person (RFC 8176).</summary>
    public const string MethodClaim = "amr";

    /// <summary>Every claim the mapping reads.</summary>
    public IEnumerable<string> ClaimsRead() =>
        new[] { Account.Claim, Roles?.Claim, Units?.Claim, Account.Field == AccountField.Email ? AccountClaim.Verified : null }.OfType<string>().Distinct();

    /// <summary>The rights these claims give, each once. A role that needs a unit is given for every unit named, and for none when none is.</summary>
    public ImmutableArray<SignOnRight> RightsOf(ILookup<string, string> claims)
    {
        var units = Matches(Units, claims).ToList();
        return
        [
            .. Matches(Roles, claims).SelectMany(role => People.Roles.IsOfUnit(role.To)
                ? units.Select(unit => new SignOnRight(role.To, unit.To, $"{role.Said}, {unit.Said}"))
                : [new SignOnRight(role.To, "", role.Said)]).DistinctBy(right => (right.Role, right.Unit)),
        ];
    }

    /// <summary>Whether the provider says that a second factor was used, in words taken for it.</summary>
    public bool HasSecondFactor(ILookup<string, string> claims) => !SecondFactor.IsDefault && claims[MethodClaim].Any(SecondFactor.Contains);

    private static IEnumerable<(T To, string Said)> Matches<T>(ClaimTable<T>? table, ILookup<string, string> claims) => table is null
        ? []
        : claims[table.Claim].Distinct().Where(table.Values.ContainsKey).Select(value => (table.Values[value], $"{table.Claim} = {value}"));
}

/// <summary>The claim by which an account is found, and what of the account it must equal.</summary>
public sealed record AccountClaim(string Claim, AccountField Field)
{
    /// <summary>Says <c>false</c> when the provider never made sure that the e-mail address is the person's.</summary>
    public const string Verified = "email_verified";
}

/// <summary>What of an account a claim is compared with, whatever its case.</summary>
public enum AccountField
{
    /// <summary>The name typed at sign-in: an employee number, where accounts are named so.</summary>
    UserName,

    Email,
}

/// <summary>What each value of a claim stands for; other values stand for nothing.</summary>
public sealed record ClaimTable<T>(string Claim, ImmutableDictionary<string, T> Values);

/// <summary>A right the provider's word gives.</summary>
/// <param name="Unit">Empty for a role that belongs to no unit.</param>
/// <param name="Claim">What the provider said, such as <c>groups = chiso-officer, department = SNV</c>.</param>
public sealed record SignOnRight(Role Role, string Unit, string Claim);
