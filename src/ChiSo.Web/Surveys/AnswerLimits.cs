using System.Net;
using System.Threading.RateLimiting;

namespace ChiSo.Web.Surveys;

/// <summary>How often one network may try links that aren't there, and send answers without a link (a link works once anyway). Kept in memory alone: no address is ever written down.</summary>
public sealed class AnswerLimits : IDisposable
{
    private const int WrongLinksAMinute = 30;
    private const int SendsAMinute = 120;

    /// <summary>People stand in line before a machine: no more than so many finish in so many minutes.</summary>
    private const int KioskSends = 20;
    private const int KioskMinutes = 10;

    private readonly PartitionedRateLimiter<string> wrong = By(WrongLinksAMinute);
    private readonly PartitionedRateLimiter<string> sends = By(SendsAMinute);
    private readonly PartitionedRateLimiter<Guid> kiosks = PartitionedRateLimiter.Create<Guid, Guid>(
        kiosk => RateLimitPartition.GetFixedWindowLimiter(kiosk, _ => new() { PermitLimit = KioskSends, Window = TimeSpan.FromMinutes(KioskMinutes), QueueLimit = 0 }));

    /// <summary>Counts a link that isn't there; false when there were too many.</summary>
    public bool TakeWrong(HttpContext context) => Take(wrong, context);

    /// <summary>Counts a form sent without a link; false when there were too many. All that comes through a proxy on this machine has one address, which tells nothing.</summary>
    public bool TakeSend(HttpContext context) => (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)) || Take(sends, context);

    /// <summary>Counts a form sent from a machine at a desk; false when there were too many.</summary>
    public bool TakeKiosk(Guid kiosk)
    {
        using var lease = kiosks.AttemptAcquire(kiosk);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        kiosks.Dispose();
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
