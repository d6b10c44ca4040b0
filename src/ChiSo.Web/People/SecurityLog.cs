using System.Text.Json;
using ChiSo.Application.Files;

namespace ChiSo.Web.People;

/// <summary>Sign-ins, failures and changes of rights, a line of JSON each, in a file beside the database: for whoever watches the machine. Never a password, never a code.</summary>
public sealed class SecurityLog(WebOptions options, TimeProvider clock) : IDisposable
{
    private const int LongestName = 80;
    private const int LongestReason = 200;

    private readonly Lock gate = new();
    private StreamWriter? writer;

    /// <param name="what">Such as <c>sign-in.failed</c>.</param>
    /// <param name="userName">Whose account it is about.</param>
    /// <param name="by">Id of the person who did it to somebody's account; <c>null</c> when they did it themselves.</param>
    /// <param name="why">What the machine said of a failure; <c>null</c> where <paramref name="what"/> says enough.</param>
    public void Write(HttpContext context, string what, string userName, Guid? by = null, string? why = null)
    {
        var line = JsonSerializer.Serialize(new
        {
            at = clock.GetUtcNow(),
            what,
            user = userName.Length > LongestName ? userName[..LongestName] : userName,
            by,
            from = context.Connection.RemoteIpAddress?.ToString(),
            request = context.TraceIdentifier,
            why = why is { Length: > LongestReason } ? why[..LongestReason] : why,
        });
        lock (gate)
        {
            writer ??= new(new FileStream(Path.Combine(OwnFolder.Make(options.DataFolder).FullName, "security.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            writer.WriteLine(line);
        }
    }

    public void Dispose() => writer?.Dispose();
}
