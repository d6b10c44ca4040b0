using System.Runtime.InteropServices;
using ChiSo.Application.People;

namespace ChiSo.Web.People;

/// <summary>Bounds the guessing of passwords without giving strangers a way to shut an account or a unit out. Kept in the memory of the process.</summary>
/// <remarks>
/// Wrong passwords are counted by address and name, by address over all names, and by name over all addresses; the last stays within the hundred of NIST SP 800-63B-4, section 3.2.2.
/// A browser that signed in to the account before is counted for itself alone. The break-glass account isn't bounded over all addresses: strangers would keep it shut on the day it is needed, and a password alone doesn't open it.
/// </remarks>
/// <param name="aMinute">Tries of one address, or one known device, for one name within a minute, right ones too.</param>
/// <param name="isBreakGlass">Whether a user name is that of the break-glass account.</param>
public sealed class PasswordTries(KnownDevices devices, TimeProvider clock, Func<int> aMinute, Func<string?, bool> isBreakGlass)
{
    /// <summary>Wrong passwords from one address, or one known device, for one name, in <see cref="ShortWhile"/>.</summary>
    public const int OnName = 10;

    /// <summary>Wrong passwords from one address over all names, in <see cref="LongWhile"/>.</summary>
    public const int FromAddress = 200;

    /// <summary>Wrong passwords for one name from all addresses, in <see cref="LongWhile"/>.</summary>
    public const int FromEverywhere = 100;

    public static readonly TimeSpan ShortWhile = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan LongWhile = TimeSpan.FromHours(1);

    /// <summary>Counts held at once, a few megabytes: beyond, those that end first are forgotten.</summary>
    public const int Crowd = 50_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const int LongestName = 256; // no account's is longer

    private readonly Lock gate = new();
    private readonly Dictionary<(string Of, string Name), Tally> tallies = [];
    private DateTimeOffset tidied;

    /// <summary>How many counts are held.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
                return tallies.Count;
        }
    }

    /// <summary>Counts one more step of signing in, a password or a code; false when they come too fast.</summary>
    /// <inheritdoc cref="Take(HttpContext, string, Account?)"/>
    public bool TakeTurn(HttpContext context, string name, Account? account)
    {
        var place = BoundsOf(context, name, account)[0].Key;
        return Take([new(("turn " + place.Of, place.Name), aMinute(), Minute)]);
    }

    /// <summary>Counts one more try of a person who is signed in; false when they come too fast.</summary>
    public bool TakeTurn(Account account) => Take([new(("turn session", account.Id.ToString("N")), aMinute(), Minute)]);

    /// <summary>Counts a try before the password is looked at, so that many at once get no further; false, with nothing counted, when a bound is reached.</summary>
    /// <param name="account"><c>null</c> when the name is nobody's: such names are counted alike.</param>
    public bool Take(HttpContext context, string name, Account? account)
    {
        return Take(BoundsOf(context, name, account));
    }

    private bool Take(Bound[] bounds)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            Tidy(now);
            if (bounds.Any(bound => tallies.TryGetValue(bound.Key, out var tally) && now < tally.Until && tally.Count >= bound.Most))
                return false;
            foreach (var bound in bounds)
            {
                var tally = tallies.GetValueOrDefault(bound.Key);
                tallies[bound.Key] = now < tally.Until ? tally with { Count = tally.Count + 1 } : new(1, now + bound.For);
            }

            return true;
        }
    }

    /// <summary>The password was right: this try counts nowhere, and earlier ones from here on this name no longer.</summary>
    public void Forgive(HttpContext context, string name, Account account)
    {
        var bounds = BoundsOf(context, name, account);
        lock (gate)
        {
            tallies.Remove(bounds[0].Key);
            foreach (var bound in bounds[1..])
            {
                if (tallies.TryGetValue(bound.Key, out var tally))
                    tallies[bound.Key] = tally with { Count = Math.Max(0, tally.Count - 1) };
            }
        }
    }

    private Bound[] BoundsOf(HttpContext context, string name, Account? account)
    {
        var typed = (account?.UserName ?? name).Trim();
        var known = (typed.Length > LongestName ? typed[..LongestName] : typed).ToUpperInvariant(); // however it was typed
        if (account is not null && devices.IdOf(context, account) is { } device)
            return [new(($"device {device}", known), OnName, ShortWhile)];
        var address = Networks.Of(context);
        Bound[] here = [new(($"both {address}", known), OnName, ShortWhile), new(($"address {address}", ""), FromAddress, LongWhile)];
        return isBreakGlass(account?.UserName) ? here : [.. here, new(("name", known), FromEverywhere, LongWhile)];
    }

    /// <summary>Every minute, and when there are too many: then a tenth more goes than must, so that it is seldom done.</summary>
    private void Tidy(DateTimeOffset now)
    {
        if (now < tidied + Minute && tallies.Count < Crowd)
            return;
        tidied = now;
        foreach (var old in tallies.Where(one => one.Value.Until <= now).Select(one => one.Key).ToList())
            tallies.Remove(old);
        if (tallies.Count < Crowd)
            return;
        foreach (var soon in tallies.OrderBy(one => one.Value.Until).Take(Crowd / 10).Select(one => one.Key).ToList())
            tallies.Remove(soon);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(int Count, DateTimeOffset Until);

    private sealed record Bound((string Of, string Name) Key, int Most, TimeSpan For);
}
