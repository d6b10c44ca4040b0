using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.Audit;

/// <summary>Where the security log goes besides its own files. Documented in <c>docs/reference/security-log.md</c>.</summary>
/// <param name="Syslog"><c>unix:/dev/log</c>, <c>udp://127.0.0.1:514</c> or <c>tcp://127.0.0.1:601</c>: the system's own log on this machine; <c>tls://log.example.vn:6514</c>: a log anywhere; <c>null</c> for nowhere.</param>
/// <param name="Authority">A PEM file with the authorities whose certificate a log over TLS may have; <c>null</c> for those this machine trusts.</param>
public sealed record SecurityLogSettings(string? Syslog = null, string? Authority = null)
{
    /// <summary>Where lines go; <c>null</c> for nowhere.</summary>
    public SyslogPlace? Place => Syslog is null ? null : SyslogPlace.Read(Syslog, Authority);
}

/// <summary>Where a log listens: by datagrams at a socket or an address of this machine, or on a connection.</summary>
/// <param name="Socket">Path of a local socket; <c>null</c> otherwise.</param>
/// <param name="Address">Of this machine; <c>null</c> otherwise.</param>
public sealed record SyslogPlace(string? Socket, IPEndPoint? Address)
{
    private const int UsualPort = 514;
    private const int UsualTcpPort = 601;
    private const int UsualTlsPort = 6514;

    /// <summary>Whom to connect to; <c>null</c> where datagrams are sent.</summary>
    public SyslogServer? Server { get; init; }

    /// <param name="authority">As in <see cref="SecurityLogSettings.Authority"/>.</param>
    /// <returns><c>null</c> when it is none of them, or in the clear to another machine.</returns>
    public static SyslogPlace? Read(string text, string? authority = null)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "unix" when uri.AbsolutePath.StartsWith('/') => new(uri.AbsolutePath, null),
            "udp" when uri.IsLoopback => new(null, new(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback, uri.Port > 0 ? uri.Port : UsualPort)),
            "tcp" when uri.IsLoopback => new(null, null) { Server = new(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : UsualTcpPort, IsSecure: false, null) },
            "tls" when uri.Host.Length > 0 => new(null, null) { Server = new(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : UsualTlsPort, IsSecure: true, authority) },
            _ => null,
        };
    }
}

/// <summary>A log one connects to.</summary>
/// <param name="Host">Name or address; over TLS its certificate must be good for it.</param>
/// <param name="IsSecure">Whether by TLS.</param>
/// <param name="Authority">As in <see cref="SecurityLogSettings.Authority"/>.</param>
public sealed record SyslogServer(string Host, int Port, bool IsSecure, string? Authority)
{
    /// <summary>The authorities of the file; <c>null</c> where none is named.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="ArgumentException">Its path is empty.</exception>
    /// <exception cref="CryptographicException">It holds no certificates.</exception>
    public X509Certificate2Collection? Authorities()
    {
        if (Authority is null)
            return null;
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(Authority);
        return found.Count > 0 ? found : throw new CryptographicException($"{Authority} holds no certificate.");
    }
}

/// <summary>The settings of the security log as a JSON file.</summary>
public static class SecurityLogFile
{
    public static Result<SecurityLogSettings> Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), Path.GetFileName(path)) : Spreadsheets.FileProblems.NotFound(path);

    /// <returns>The settings, or all that is wrong with them.</returns>
    public static Result<SecurityLogSettings> Parse(string json, string file) => SettingsFile.Parse<SecurityLogSettings>(json, file, settings => Faults(settings, file), Fault);

    private static ImmutableArray<Problem> Faults(SecurityLogSettings settings, string file)
    {
        (bool IsGood, string Member, Words What)[] checks =
        [
            (settings.Syslog is null || settings.Place is not null, "syslog", new("ghi unix:/dev/log, udp://127.0.0.1:514 hoặc tcp://127.0.0.1:601 trên chính máy này, hoặc tls://máy-nhật-ký:6514", "it is unix:/dev/log, udp://127.0.0.1:514 or tcp://127.0.0.1:601 on this very machine, or tls://log-host:6514")),
            (settings.Authority is null || settings.Place is { Server.IsSecure: true }, "authority", new("chỉ dùng khi syslog là tls://", "it goes with a syslog of tls:// alone")),
            (settings.Place?.Server is not { } server || HasAuthorities(server), "authority", new("không đọc được chứng thư nào từ tệp này", "no certificate can be read from that file")),
        ];
        return [.. checks.Where(check => !check.IsGood).Select(check => Fault($"{file}: {check.Member}", check.What))];
    }

    private static bool HasAuthorities(SyslogServer server)
    {
        try
        {
            server.Authorities();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static Problem Fault(string where, Words why) =>
        new("security-log.settings", where, new($"Không dùng được cài đặt nhật ký an ninh: {why.Vi}.", $"The settings of the security log can't be used: {why.En}."),
            new("Sửa chỗ này theo trang tham chiếu về nhật ký an ninh.", "Correct it after the page on the security log."));
}
