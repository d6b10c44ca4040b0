using System.Collections.Immutable;
using System.Net;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.Audit;

/// <summary>Where the security log goes besides its own files. Documented in <c>docs/reference/security-log.md</c>.</summary>
/// <param name="Syslog"><c>udp://127.0.0.1:514</c> or <c>unix:/dev/log</c>: the system's own log on this machine, which passes it on as it is set to; <c>null</c> for nowhere.</param>
public sealed record SecurityLogSettings(string? Syslog = null)
{
    /// <summary>Where datagrams go; <c>null</c> for nowhere.</summary>
    public SyslogPlace? Place => Syslog is null ? null : SyslogPlace.Read(Syslog);
}

/// <summary>Where the system's log listens.</summary>
/// <param name="Socket">Path of a local socket; <c>null</c> when by UDP.</param>
/// <param name="Address">Of this machine; <c>null</c> when by a local socket.</param>
public sealed record SyslogPlace(string? Socket, IPEndPoint? Address)
{
    private const int UsualPort = 514;

    /// <returns><c>null</c> when it is neither, or not on this machine: datagrams are in the clear.</returns>
    public static SyslogPlace? Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "unix" when uri.AbsolutePath.StartsWith('/') => new(uri.AbsolutePath, null),
            "udp" when uri.IsLoopback => new(null, new(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback, uri.Port > 0 ? uri.Port : UsualPort)),
            _ => null,
        };
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
            (settings.Syslog is null || settings.Place is not null, "syslog", new("chỉ ghi được udp://127.0.0.1:514 hoặc unix:/dev/log trên chính máy này", "it is udp://127.0.0.1:514 or unix:/dev/log, on this very machine")),
        ];
        return [.. checks.Where(check => !check.IsGood).Select(check => Fault($"{file}: {check.Member}", check.What))];
    }

    private static Problem Fault(string where, Words why) =>
        new("security-log.settings", where, new($"Không dùng được cài đặt nhật ký an ninh: {why.Vi}.", $"The settings of the security log can't be used: {why.En}."),
            new("Sửa chỗ này theo trang tham chiếu về nhật ký an ninh.", "Correct it after the page on the security log."));
}
