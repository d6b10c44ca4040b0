using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The security log: a file a day, kept as long as set, and the system's log by a real socket, read strictly by RFC 5424.</summary>
public sealed partial class SecurityLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-log-").FullName;
    private readonly SetClock clock = new(new(2026, 11, 24, 16, 30, 0, 123, TimeSpan.Zero)); // 23:30 in Vietnam

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_day_of_Vietnam_has_its_file_and_files_go_when_they_were_kept_as_long_as_set()
    {
        using (var log = Log(new(), keptDays: 2))
        {
            for (var day = 0; day < 5; day++)
            {
                log.Write(new DefaultHttpContext(), "sign-in", "an");
                clock.Now += TimeSpan.FromHours(1); // past midnight in Vietnam
                log.Write(new DefaultHttpContext(), "sign-out", "an");
                clock.Now += TimeSpan.FromHours(23);
            }
        }

        Directory.EnumerateFiles(Path.Combine(folder, SecurityLog.FolderName)).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["2026-11-27.jsonl", "2026-11-28.jsonl", "2026-11-29.jsonl"]);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(folder, SecurityLog.FolderName, "2026-11-28.jsonl"), Cancel)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString());
        lines.ShouldBe(["sign-out", "sign-in"]);
    }

    [Fact]
    public async Task Datagrams_are_what_the_standard_says()
    {
        using var listener = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var log = Log(new(Syslog: $"udp://127.0.0.1:{((IPEndPoint)listener.Client.LocalEndPoint!).Port}")); // bound just above
        log.Write(new DefaultHttpContext { TraceIdentifier = "r1" }, "sign-in.failed", "Nguyễn \"An\"\n<34>1 forged", why: "vì sao");
        var strict = Strict().Match(Encoding.ASCII.GetString((await listener.ReceiveAsync(Cancel)).Buffer));
        strict.Success.ShouldBeTrue();
        (strict.Groups["pri"].Value, strict.Groups["time"].Value, strict.Groups["app"].Value, strict.Groups["id"].Value).ShouldBe(("84", "2026-11-24T16:30:00.123000Z", "chiso", "sign-in.failed"));
        strict.Groups["process"].Value.ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var told = JsonDocument.Parse(strict.Groups["message"].Value).RootElement;
        (told.GetProperty("user").GetString(), told.GetProperty("why").GetString(), told.GetProperty("request").GetString()).ShouldBe(("Nguyễn \"An\"\n<34>1 forged", "vì sao", "r1"));

        log.Write(new DefaultHttpContext(), "authenticator.codes-renewed.refused", "an"); // longer than an id may be
        Strict().Match(Encoding.ASCII.GetString((await listener.ReceiveAsync(Cancel)).Buffer)).Groups["id"].Value.ShouldBe("authenticator.codes-renewed.refu");
    }

    [Fact]
    public void A_local_socket_is_written_to_and_one_that_is_away_does_not_stop_anybody()
    {
        var path = Path.Combine(folder, "log.sock");
        using var log = Log(new(Syslog: $"unix:{path}"));
        log.Write(new DefaultHttpContext(), "sign-in", "an"); // nobody listens
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        listener.Bind(new UnixDomainSocketEndPoint(path));
        log.Write(new DefaultHttpContext(), "mandate.granted", "an", Guid.Empty);
        var buffer = new byte[4096];
        var strict = Strict().Match(Encoding.ASCII.GetString(buffer, 0, listener.Receive(buffer)));
        (strict.Groups["pri"].Value, strict.Groups["id"].Value).ShouldBe(("85", "mandate.granted"));
        Directory.EnumerateFiles(Path.Combine(folder, SecurityLog.FolderName)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{ "syslog": "udp://log.example.vn:514" }""", "n: syslog")]
    [InlineData("""{ "syslog": "tcp://log.example.vn:601" }""", "n: syslog")]
    [InlineData("""{ "syslog": "tls:///" }""", "n: syslog")]
    [InlineData("""{ "syslog": "unix:/dev/log", "authority": "/etc/ssl/ca.pem" }""", "n: authority")]
    [InlineData("""{ "syslog": "tls://log.example.vn", "authority": "/khong/co.pem" }""", "n: authority")]
    [InlineData("""{ "syslog": "tls://log.example.vn", "authority": "" }""", "n: authority")]
    [InlineData("""{ "syslog": "/dev/log" }""", "n: syslog")]
    [InlineData("""{ "password": "x" }""", "n:1")]
    public void Every_fault_of_the_settings_is_told_with_its_place(string json, string place)
    {
        var problem = SecurityLogFile.Parse(json, "n").Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("security-log.settings", place));
    }

    [Fact]
    public void The_documented_settings_are_read()
    {
        SecurityLogFile.Parse("""{ "syslog": "unix:/dev/log" }""", "n").TryGet(out var settings).ShouldBeTrue();
        settings.ShouldBe(new("unix:/dev/log"));
        settings!.Place.ShouldBe(new("/dev/log", null)); // read just above
        SecurityLogFile.Parse("""{ "syslog": "udp://[::1]:1514" }""", "n").TryGet(out var six).ShouldBeTrue();
        six!.Place!.Address.ShouldBe(new(IPAddress.IPv6Loopback, 1514)); // read just above
        SyslogPlace.Read("tls://log.example.vn")!.Server.ShouldBe(new("log.example.vn", 6514, true, null));
        SyslogPlace.Read("tcp://[::1]")!.Server.ShouldBe(new("::1", 601, false, null));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private SecurityLog Log(SecurityLogSettings settings, int keptDays = 365) => new(new() { DataFolder = folder, SecurityLog = settings }, () => keptDays, clock, NullLogger<SecurityLog>.Instance);

    /// <summary>SYSLOG-MSG of RFC 5424, section 6, with no structured data and a message in ASCII.</summary>
    [GeneratedRegex(@"^<(?<pri>[1-9][0-9]{0,2}|0)>1 (?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z) [\x21-\x7e]{1,255} (?<app>[\x21-\x7e]{1,48}) (?<process>[\x21-\x7e]{1,128}) (?<id>[\x21-\x7e]{1,32}) - (?<message>[\x20-\x7e]*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Strict();
}
