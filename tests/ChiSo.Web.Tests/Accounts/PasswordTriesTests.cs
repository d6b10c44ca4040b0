using System.Net;
using ChiSo.Application.People;
using ChiSo.Web.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Guessing is bounded by address, by name and over both, and nobody is shut out by what others try.</summary>
public sealed class PasswordTriesTests
{
    private const string Glass = "khan-cap";

    private readonly Hand hand = new();
    private readonly KnownDevices devices = new(new EphemeralDataProtectionProvider());
    private readonly Account owner = new() { UserName = "chu", FullName = "Chủ tài khoản", SecurityStamp = "một" };

    [Fact]
    public void An_address_waits_after_ten_on_a_name_and_other_addresses_and_names_do_not()
    {
        var tries = New();
        Count(tries, From("203.0.113.1"), "chu", owner, 50).ShouldBe(PasswordTries.OnName);
        tries.Take(From("203.0.113.2"), "chu", owner).ShouldBeTrue("the owner, from elsewhere");
        tries.Take(From("203.0.113.1"), "nguoi-khac", null).ShouldBeTrue("a colleague behind the same address");
        hand.Pass(PasswordTries.ShortWhile);
        tries.Take(From("203.0.113.1"), "chu", owner).ShouldBeTrue();
    }

    [Fact]
    public void Guessers_at_many_addresses_are_bounded_together_and_the_known_device_still_comes_in()
    {
        var tries = New();
        Enumerable.Range(1, 200).Sum(n => Count(tries, From($"198.51.100.{n}"), "chu", owner, 5)).ShouldBe(PasswordTries.FromEverywhere);
        tries.Take(From("203.0.113.9"), "chu", owner).ShouldBeFalse("a device never seen waits too");
        tries.Take(Known(From("203.0.113.9")), "chu", owner).ShouldBeTrue();
        Count(tries, Known(From("203.0.113.9")), "chu", owner, 50).ShouldBeLessThanOrEqualTo(PasswordTries.OnName, "each known device is bounded for itself");
        hand.Pass(PasswordTries.LongWhile);
        tries.Take(From("203.0.113.9"), "chu", owner).ShouldBeTrue();
    }

    [Fact]
    public void The_break_glass_account_comes_in_from_a_new_device_whatever_others_try_and_each_address_is_bounded()
    {
        var (tries, glass) = (New(), new Account { UserName = Glass, FullName = "Tài khoản khẩn cấp", SecurityStamp = "một" });
        Enumerable.Range(1, 200).Sum(n => Count(tries, From($"198.51.100.{n}"), Glass, glass, 50)).ShouldBe(200 * PasswordTries.OnName);
        tries.Take(From("203.0.113.9"), Glass, glass).ShouldBeTrue();
    }

    [Fact]
    public void An_address_is_bounded_over_all_names()
    {
        var tries = New();
        Enumerable.Range(1, 500).Count(n => tries.Take(From("203.0.113.1"), $"ten{n}", null)).ShouldBe(PasswordTries.FromAddress);
        tries.Take(From("203.0.113.2"), "ten1", null).ShouldBeTrue();
    }

    [Fact]
    public void Right_passwords_count_nowhere()
    {
        var tries = New();
        for (var day = 0; day < 500; day++)
        {
            tries.Take(From("203.0.113.1"), "chu", owner).ShouldBeTrue();
            tries.Forgive(From("203.0.113.1"), "chu", owner);
        }

        Count(tries, From("203.0.113.1"), "chu", owner, 50).ShouldBe(PasswordTries.OnName);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    [InlineData("203.0.113.1", "::ffff:203.0.113.1", false)]
    public void A_network_of_IPv6_is_one_address(string first, string second, bool free)
    {
        var tries = New();
        Count(tries, From(first), "chu", owner, 50);
        tries.Take(From(second), "chu", owner).ShouldBe(free);
    }

    [Fact]
    public void A_cookie_of_another_account_or_from_before_a_new_link_or_made_up_is_no_known_device()
    {
        var known = Known(From("203.0.113.1"));
        devices.IdOf(known, owner).ShouldNotBeNull();
        devices.IdOf(known, new() { UserName = "khac", FullName = "Người khác", SecurityStamp = "một" }).ShouldBeNull();
        var cookie = known.Request.Headers.Cookie.ToString();
        known.Request.Headers.Cookie = cookie[..^2] + "xx";
        devices.IdOf(known, owner).ShouldBeNull();
        known.Request.Headers.Cookie = cookie;
        owner.SecurityStamp = "hai";
        devices.IdOf(known, owner).ShouldBeNull();
    }

    [Fact]
    public void Steps_in_a_minute_are_bounded_by_where_they_come_from_and_a_known_device_is_not_held_up_with_its_address()
    {
        var tries = New(aMinute: 3);
        Enumerable.Range(0, 5).Count(_ => tries.TakeTurn(From("203.0.113.1"), "chu", owner)).ShouldBe(3);
        tries.TakeTurn(Known(From("203.0.113.1")), "chu", owner).ShouldBeTrue("the owner's own browser behind the same address");
        Enumerable.Range(0, 5).Count(_ => tries.TakeTurn(owner)).ShouldBe(3, "signed in");
        Count(tries, From("203.0.113.1"), "chu", owner, 50).ShouldBe(PasswordTries.OnName, "steps aren't wrong passwords");
        hand.Pass(TimeSpan.FromMinutes(1));
        tries.TakeTurn(From("203.0.113.1"), "chu", owner).ShouldBeTrue();
    }

    [Fact]
    public void However_many_names_are_made_up_a_bounded_number_is_held_and_what_is_over_is_forgotten()
    {
        var tries = New();
        Count(tries, From("203.0.113.1"), "chu", owner, 50).ShouldBe(PasswordTries.OnName);
        for (var n = 0; n < PasswordTries.Crowd; n++)
            tries.Take(From($"10.{n / 200 / 250}.{n / 200 % 250}.1"), $"ten{n}", null);
        tries.Count.ShouldBeLessThanOrEqualTo(PasswordTries.Crowd + 3);
        hand.Pass(PasswordTries.LongWhile);
        tries.Take(From("203.0.113.1"), "chu", owner).ShouldBeTrue();
        tries.Count.ShouldBe(3);
    }

    [Fact]
    public void Names_too_long_for_an_account_count_as_one()
    {
        var tries = New();
        Enumerable.Range(0, 50).Count(n => tries.Take(From("203.0.113.1"), new string('a', 300) + n, null)).ShouldBe(PasswordTries.OnName);
    }

    [Fact]
    public void A_shared_browser_is_known_to_the_ten_newest_accounts()
    {
        var browser = new Dictionary<string, string>(StringComparer.Ordinal);
        var people = Enumerable.Range(0, KnownDevices.Most + 2).Select(n => new Account { Id = Guid.NewGuid(), UserName = $"nguoi{n}", FullName = $"Người {n}", SecurityStamp = "một" }).ToList();
        foreach (var person in people)
        {
            var context = From("203.0.113.1");
            context.Request.Headers.Cookie = string.Join("; ", browser.Select(one => $"{one.Key}={one.Value}"));
            devices.Remember(context, person);
            foreach (var parts in context.Response.Headers.SetCookie.Select(set => set!.Split(';')[0].Split('=', 2))) // every header has a value
            {
                if (parts[1].Length > 0)
                    browser[parts[0]] = parts[1];
                else
                    browser.Remove(parts[0]).ShouldBeTrue();
            }
        }

        var now = From("203.0.113.1");
        now.Request.Headers.Cookie = string.Join("; ", browser.Select(one => $"{one.Key}={one.Value}"));
        people.Where(person => devices.IdOf(now, person) is not null).ShouldBe(people.Skip(2));
    }

    private PasswordTries New(int aMinute = 1_000) => new(devices, hand, () => aMinute, name => name == Glass);

    private static int Count(PasswordTries tries, HttpContext from, string name, Account account, int times) => Enumerable.Range(0, times).Count(_ => tries.Take(from, name, account));

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private DefaultHttpContext Known(DefaultHttpContext context)
    {
        devices.Remember(context, owner);
        context.Request.Headers.Cookie = context.Response.Headers.SetCookie.ToString().Split(';')[0];
        return context;
    }

    private sealed class Hand : TimeProvider
    {
        private DateTimeOffset now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Pass(TimeSpan time) => now += time;
    }
}
