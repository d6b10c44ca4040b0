using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>What is refused about passkeys, over HTTP; what works is tried in the browser.</summary>
public sealed class PasskeyTests(WorkingPages pages) : IClassFixture<WorkingPages>
{
    private const string Own = "/desk/account/passkeys";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("chữ thường")]
    [InlineData("""{"id":"AAAA","response":{"clientDataJSON":"e30"}}""")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"eyJjaGFsbGVuZ2UiOiJBQUFBIn0","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"},"clientExtensionResults":{}}""")]
    public async Task A_made_up_answer_opens_nothing(string credential)
    {
        using var visitor = pages.Open();
        (await visitor.PostAsync("/sign-in", "/sign-in?handler=Passkey", new() { ["credential"] = credential })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "no challenge was asked for");
        (await visitor.PostAsync("/sign-in", "/sign-in?handler=PasskeyOptions", [])).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await visitor.PostAsync("/sign-in", "/sign-in?handler=Passkey", new() { ["credential"] = credential });
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Khóa truy cập này không mở được tài khoản nào");
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var officer = await pages.SignInAsync("canbo");
        (await officer.PostAsync(Own, Own + "?handler=Options", [])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.PostAsync(Own, Own + "?handler=Add", new() { ["credential"] = credential, ["name"] = "Máy" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await KeysAsync("canbo")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_by_password_alone_changes_no_passkey_that_is_there()
    {
        await PutKeyAsync("chutri", [1, 2, 3]);
        using var person = await pages.SignInAsync("chutri");
        foreach (var handler in (string[])["Options", "Add", "Remove"])
            (await person.PostAsync("/desk/account", $"{Own}?handler={handler}", new() { ["id"] = "010203", ["credential"] = "{}" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, handler);
        (await person.PostAsync("/desk/account", "/desk/account?handler=TurnOn", new() { ["code"] = "000000" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await person.TextAsync("/desk/account")).ShouldNotContain("otpauth");
        (await KeysAsync("chutri")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_removes_the_passkey_of_somebody_else()
    {
        await PutKeyAsync("lanhdao", [9, 9]);
        using var other = await pages.SignInAsync("thamdinh");
        (await other.PostAsync(Own, Own + "?handler=Remove", new() { ["id"] = "0909" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await KeysAsync("lanhdao")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_administrator_takes_the_passkeys_of_a_lost_device_away()
    {
        await PutKeyAsync("togiup", [7]);
        var person = await pages.PersonAsync("togiup");
        (await pages.Installation.Access.RemoveAuthenticatorAsync(person.Id, new(person.Id, Guid.Empty, TimeProvider.System.GetUtcNow().UtcDateTime, "Mất máy"), Cancel)).Problems.ShouldBeEmpty();
        (await KeysAsync("togiup")).ShouldBeEmpty();
    }

    private async Task PutKeyAsync(string name, byte[] id)
    {
        var person = await pages.PersonAsync(name);
        await pages.Installation.Database.WriteAsync(context => Task.FromResult(context.Set<IdentityUserPasskey<Guid>>().Add(new()
        {
            UserId = person.Id, CredentialId = id,
            Data = new() { Name = "Máy", PublicKey = [1], CreatedAt = TimeProvider.System.GetUtcNow(), AttestationObject = [1], ClientDataJson = [1], IsUserVerified = true },
        })), Cancel);
    }

    private async Task<List<IdentityUserPasskey<Guid>>> KeysAsync(string name)
    {
        var person = await pages.PersonAsync(name);
        await using var context = pages.Installation.Database.Open();
        return await context.Set<IdentityUserPasskey<Guid>>().Where(key => key.UserId == person.Id).ToListAsync(Cancel);
    }
}
