using ChiSo.Application.People;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.People;

/// <summary>Browsers that signed in to an account before, by a sealed cookie each. What others try elsewhere never shuts them out.</summary>
public sealed class KnownDevices(IDataProtectionProvider protection)
{
    /// <summary>Accounts a browser is known to at once: servers and proxies refuse requests with too many cookies.</summary>
    public const int Most = 10;

    private const string Prefix = "chiso-device-";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("chiso.known-device").ToTimeLimitedDataProtector();

    /// <summary>The device's own id; <c>null</c> when it never signed in to this account, too long ago, or before a new link to choose a password or an end of all sessions.</summary>
    public string? IdOf(HttpContext context, Account account)
    {
        if (!context.Request.Cookies.TryGetValue(CookieOf(account), out var sealedText))
            return null;
        try
        {
            return seal.Unprotect(sealedText).Split(' ') is [var device, var stamp] && stamp == account.SecurityStamp ? device : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // made up, or sealed too long ago
        }
    }

    /// <summary>Knows this browser from now on.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var device = IdOf(context, account) ?? Guid.NewGuid().ToString("N");
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Kept, IsEssential = true, Path = "/sign-in" };
        context.Response.Cookies.Append(CookieOf(account), seal.Protect($"{device} {account.SecurityStamp}", Kept), cookie);
        foreach (var old in context.Request.Cookies.Where(one => one.Key.StartsWith(Prefix, StringComparison.Ordinal) && one.Key != CookieOf(account)).OrderByDescending(one => EndOf(one.Value)).Skip(Most - 1))
            context.Response.Cookies.Delete(old.Key, cookie);
    }

    /// <summary>The oldest instant where it is none of ours.</summary>
    private DateTimeOffset EndOf(string sealedText)
    {
        try
        {
            seal.Unprotect(sealedText, out var end);
            return end;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return DateTimeOffset.MinValue;
        }
    }

    private static string CookieOf(Account account) => $"{Prefix}{account.Id:N}"; // people share computers
}
