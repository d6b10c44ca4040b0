using System.Globalization;
using System.Text.Json;
using ChiSo.Application.Files;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.People;

/// <summary>Sign-ins, failures, changes of rights, exports and downloads, a line of JSON each, in a file a day beside the database and to the system's log where that is set: for whoever watches the machine. Never a password, never a code.</summary>
public sealed partial class SecurityLog : IDisposable
{
    /// <summary>In the data folder.</summary>
    public const string FolderName = "security-log";

    private const int LongestName = 80;
    private const int LongestReason = 200;
    private const string Form = "yyyy-MM-dd";

    /// <summary>Between two attempts to reach a log that is away.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly Func<int> keptDays;
    private readonly TimeProvider clock;
    private readonly ILogger<SecurityLog> log;
    private readonly Syslog? syslog;
    private readonly SyslogStream? stream;
    private StreamWriter? writer;
    private DateOnly day;
    private bool isDeaf;

    /// <param name="keptDays">Days a file is kept after its own.</param>
    public SecurityLog(WebOptions options, Func<int> keptDays, TimeProvider clock, ILogger<SecurityLog> log)
    {
        (folder, this.keptDays, this.clock, this.log) = (Path.Combine(options.DataFolder, FolderName), keptDays, clock, log);
        syslog = options.SecurityLog?.Place is { Server: null } place ? new(place) : null;
        stream = options.SecurityLog?.Place?.Server is { } server ? new(server, Told, Lost, Pause) : null;
    }

    /// <param name="what">One of <see cref="SecurityEvents"/>, such as <c>sign-in.failed</c>.</param>
    /// <param name="userName">Whose account it is about; empty where there is none.</param>
    /// <param name="by">Id of the person who did it to somebody's account; <c>null</c> when they did it themselves.</param>
    /// <param name="why">What the machine said of a failure; <c>null</c> where <paramref name="what"/> says enough.</param>
    public void Write(HttpContext context, string what, string userName, Guid? by = null, string? why = null)
    {
        var at = clock.GetUtcNow();
        var line = JsonSerializer.Serialize(new
        {
            at,
            what,
            user = Short(userName, LongestName),
            by,
            from = context.Connection.RemoteIpAddress?.ToString(),
            request = context.TraceIdentifier,
            why = why is null ? null : Short(why, LongestReason),
        });
        lock (gate)
        {
            Open(DateOnly.FromDateTime(VietnamTime.Local(at.UtcDateTime))).WriteLine(line);
            stream?.Post(Syslog.Format(at, what, SecurityEvents.Severity(what), line));
            if (syslog?.Send(at, what, SecurityEvents.Severity(what), line) is { } heard && heard == isDeaf)
                Heard(heard);
        }
    }

    public void Dispose()
    {
        writer?.Dispose();
        syslog?.Dispose();
        stream?.Dispose();
    }

    private static string Short(string text, int most) => text.Length > most ? text[..most] : text;

    /// <summary>The file of a day of Vietnam's; with each new one those kept long enough go.</summary>
    private StreamWriter Open(DateOnly today)
    {
        if (writer is not null && day == today)
            return writer;
        writer?.Dispose();
        OwnFolder.Make(folder);
        Forget(today.AddDays(-keptDays()));
        (day, writer) = (today, new(new FileStream(Path.Combine(folder, today.ToString(Form, CultureInfo.InvariantCulture) + ".jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        return writer;
    }

    private void Forget(DateOnly before)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl"))
        {
            if (DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var of) && of < before)
                File.Delete(file);
        }
    }

    /// <summary>Said once when the system's log goes away, and once when it is back.</summary>
    private void Heard(bool heard)
    {
        isDeaf = !heard;
        if (isDeaf)
            Deaf();
        else
            Hears();
    }

    /// <summary>What a log that was away is told it missed.</summary>
    private string Lost(long lost)
    {
        var at = clock.GetUtcNow();
        return Syslog.Format(at, SecurityEvents.Lost, SecurityEvents.Severity(SecurityEvents.Lost), JsonSerializer.Serialize(new { at, what = SecurityEvents.Lost, lost }));
    }

    private void Told(SyslogNews news)
    {
        if (!news.Hears)
            Away(news.Why);
        else
            Back(news.Lost);
    }

    [LoggerMessage(LogLevel.Warning, "The log does not take what the security log tells: {Why} It is tried again; the files have every line.")]
    private partial void Away(string why);

    [LoggerMessage(LogLevel.Warning, "The log takes what the security log tells again; it missed {Lost} lines, which the files have.")]
    private partial void Back(long lost);

    [LoggerMessage(LogLevel.Warning, "The system's log does not take what the security log tells; the files have it.")]
    private partial void Deaf();

    [LoggerMessage(LogLevel.Warning, "The system's log takes what the security log tells again.")]
    private partial void Hears();
}
