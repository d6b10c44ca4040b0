using System.Net;
using System.Threading.RateLimiting;

namespace ChiSo.Web.Surveys;

/// <summary>How often one network may try links that aren't there, and send answers without a link (a link works once anyway). Kept in memory alone: no address is ever written down.</summary>
public sealed class AnswerLimits : IDisposable
{
    private const int WrongLinksAMinute = 30;
    private const int SendsAMinute = 120;

    private readonly PartitionedRateLimiter<string> wrong = By(WrongLinksAMinute);
    private readonly PartitionedRateLimiter<string> sends = By(SendsAMinute);

    /// <summary>Counts a link that isn't there; false when there were too many.</summary>
    public bool TakeWrong(HttpContext context) => Take(wrong, context);

    /// <summary>Counts a form sent without a link; false when there were too many. All that comes through a proxy on this machine has one address, which tells nothing.</summary>
    public bool TakeSend(HttpContext context) => (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)) || Take(sends, context);

    public void Dispose()
    {
        wrong.Dispose();
        sends.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> By(int aMinute) => PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = aMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
