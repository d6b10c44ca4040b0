using System.Net;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>A stranger who guesses a real account's password over HTTP shuts out nobody but the own address.</summary>
public sealed class LockoutPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    [Fact]
    public async Task The_owner_signs_in_from_elsewhere_while_the_guesser_is_locked_even_with_the_right_password()
    {
        using var guesser = pages.Open("127.0.0.66");
        for (var tries = 0; tries < PasswordTries.OnName; tries++)
            (await TryAsync(guesser, "canbo", "doan-mo-mat-khau-lan-nay")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var locked = await TryAsync(guesser, "canbo", DemoPeople.Password);
        locked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await locked.Content.ReadAsStringAsync()).ShouldContain("Đã nhập sai quá nhiều lần");
        (await guesser.SignInAsync("lanhdao")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a colleague behind the same address");

        using var owner = pages.Open("127.0.0.67");
        (await owner.SignInAsync("canbo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await owner.GetAsync(DemoPages.Sheet)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessers_at_many_addresses_are_stopped_and_a_browser_that_signed_in_before_is_not()
    {
        using var owner = pages.Open("127.0.0.70");
        (await owner.SignInAsync("kiemtoan")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        for (var n = 0; n < PasswordTries.FromEverywhere / PasswordTries.OnName; n++)
        {
            using var guesser = pages.Open($"127.0.1.{n + 1}");
            for (var tries = 0; tries < PasswordTries.OnName; tries++)
                await TryAsync(guesser, "kiemtoan", "doan-mo-mat-khau-lan-nay");
        }

        using var stranger = pages.Open("127.0.0.71");
        (await stranger.SignInAsync("kiemtoan")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await owner.SignInAsync("kiemtoan")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static Task<HttpResponseMessage> TryAsync(Visitor visitor, string person, string password) =>
        visitor.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = DemoPeople.Prefix + person, ["Password"] = password });
}
