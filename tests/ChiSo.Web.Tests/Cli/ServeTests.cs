using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Web.Tests.Crashes;

namespace ChiSo.Web.Tests.Cli;

/// <summary>The program as a newcomer starts it: an empty folder, a first link, a clean stop, a second start.</summary>
public sealed partial class ServeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-serve-").FullName;

    private string Database => $"Data Source={Path.Combine(folder, "chiso.db")}";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_empty_folder_serves_the_samples_and_greets_the_first_administrator()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new HttpClient();
        await using (var first = await ServedProcess.StartAsync(House.Repository.Root, Database, "--samples"))
        {
            (await client.GetStringAsync(new Uri(first.Address, "/can-tho-2023/departments"), cancel)).ShouldContain("92,27");
            (await client.GetStringAsync(await WelcomeAsync(first), cancel)).ShouldContain("type=\"password\"");
            (await first.StopAsync()).ShouldBe(0);
            first.Said.ShouldNotContain("fail:");
        }

        File.ReadAllLines(Path.Combine(folder, "checkpoints.jsonl")).ShouldNotBeEmpty("a clean stop signs the trail");
        await using var second = await ServedProcess.StartAsync(House.Repository.Root, Database, "--samples", "--break-glass", "khan-cap");
        second.Said.ShouldContain("break-glass.no-account");
        (await client.GetAsync(new Uri(second.Address, "/ministries-2023/ministries"), cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_and_a_certificate_that_cant_be_read_are_told_together()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, "không phải chứng thư", TestContext.Current.CancellationToken);
        var run = await Run.OfAsync("serve", "--database", Database, "--trusted-proxy", "127.0.0.1; máy kia", "--certificate", file);
        File.Delete(file);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("serve.proxy");
        run.Error.ShouldContain("máy kia");
        run.Error.ShouldContain("serve.certificate");
        (await Run.OfAsync("serve", "--database", Database, "--certificate", file)).Error.ShouldContain("serve.certificate", customMessage: "it is gone");
    }

    [Fact]
    public async Task A_provider_that_is_the_only_way_in_needs_a_break_glass_account()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{ "name": { "vi": "Đăng nhập", "en": "Sign in" }, "authority": "https://sso.example.vn", "clientId": "chiso", "account": { "claim": "email", "field": "email" }, "onlyWay": true }""", TestContext.Current.CancellationToken);
        var run = await Run.OfAsync("serve", "--database", Database, "--sign-on", file);
        var unready = await Run.OfAsync("serve", "--database", Database, "--urls", "http://127.0.0.1:0", "--sign-on", file, "--break-glass", "khan-cap");
        File.Delete(file);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("sign-on.no-break-glass");
        unready.Code.ShouldBe(1, "it would shut everybody out");
        unready.Error.ShouldContain("break-glass.no-account");
    }

    [Fact]
    public async Task An_address_that_is_no_scanners_is_told()
    {
        var run = await Run.OfAsync("serve", "--database", Database, "--scanner", "http://127.0.0.1:3310");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("scanner.address");
    }

    /// <summary>The link is printed a moment after the address.</summary>
    private static async Task<Uri> WelcomeAsync(ServedProcess served)
    {
        for (var tries = 0; tries < 600 && !Link().IsMatch(served.Said); tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        return new(Link().Match(served.Said).Value);
    }

    [GeneratedRegex(@"http://\S+/password\?\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
