using System.Text;
using ChiSo.Application.Files;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>The protocol, against a real clamd.</summary>
public sealed class VirusScannerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_scanner_tells_clean_from_infected_over_both_kinds_of_line()
    {
        await using var clamd = await ClamdServer.StartedAsync();
        foreach (var place in (ScannerPlace[])[clamd.Place, new(null, "127.0.0.1", clamd.Port)])
        {
            (await ScanAsync(place, "báo cáo")).ShouldBe(new(FileState.Clean));
            (await ScanAsync(place, "")).ShouldBe(new(FileState.Clean));
            (await ScanAsync(place, new string('x', 200_000) + ClamdServer.Bad)).ShouldBe(new(FileState.Infected, ClamdServer.Name));
        }
    }

    [Fact]
    public async Task A_file_longer_than_the_scanner_takes_is_not_judged()
    {
        await using var clamd = await ClamdServer.StartedAsync();
        var answer = await ScanAsync(clamd.Place, new string('x', 20_000_000));
        answer.State.ShouldBe(FileState.Unable);
        answer.Said.ShouldContain("size limit exceeded");
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_leaves_the_file_waiting()
    {
        await using var clamd = ClamdServer.Make();
        foreach (var place in (ScannerPlace[])[clamd.Place, new(null, "127.0.0.1", clamd.Port)])
        {
            var answer = await ScanAsync(place, "báo cáo");
            answer.State.ShouldBe(FileState.Pending);
            answer.Said.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl", "", 0)]
    [InlineData("tcp://127.0.0.1", null, "127.0.0.1", 3310)]
    [InlineData("tcp://[::1]:3311", null, "::1", 3311)]
    [InlineData("tcp://clamav.noi-bo:3310/", null, "clamav.noi-bo", 3310)]
    public void An_address_is_a_local_socket_or_a_host(string text, string? socket, string host, int port) => ScannerPlace.Read(text).ShouldBe(new(socket, host, port));

    [Theory]
    [InlineData("")]
    [InlineData("clamd")]
    [InlineData("unix:")]
    [InlineData("unix:/")]
    [InlineData("http://127.0.0.1:3310")]
    [InlineData("tcp://127.0.0.1/scan")]
    public void Anything_else_is_no_address(string text) => ScannerPlace.Read(text).ShouldBeNull();

    private static async Task<ScanAnswer> ScanAsync(ScannerPlace place, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await new VirusScanner(place).ScanAsync(content, Cancel);
    }
}
