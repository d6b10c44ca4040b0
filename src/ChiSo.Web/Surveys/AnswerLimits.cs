using System.Net;
using System.Threading.RateLimiting;
using ChiSo.Web.People;

namespace ChiSo.Web.Surveys;

/// <summary>How often one network may try links that aren't there and send answers without a link, and how often one link may send a page. Kept in memory alone: no address is ever written down.</summary>
public sealed class AnswerLimits : IDisposable
{
    private const int WrongLinksAMinute = 30;
    private const int SendsAMinute = 120;

    /// <summary>Far more than anybody presses, few enough that a link keeps no server busy.</summary>
    private const int LinkPagesAMinute = 120;

    /// <summary>What was filled in without a network comes in one go.</summary>
    private const int DeviceSendsAMinute = 120;

    /// <summary>People stand in line before a machine: no more than so many finish in so many minutes.</summary>
    private const int KioskSends = 20;
    private const int KioskMinutes = 10;

    private readonly PartitionedRateLimiter<string> wrong = By<string>(WrongLinksAMinute);
    private readonly PartitionedRateLimiter<string> sends = By<string>(SendsAMinute);
    private readonly PartitionedRateLimiter<string> links = By<string>(LinkPagesAMinute);
    private readonly PartitionedRateLimiter<Guid> kiosks = By<Guid>(KioskSends, KioskMinutes);
    private readonly PartitionedRateLimiter<Guid> devices = By<Guid>(DeviceSendsAMinute);

    /// <summary>Counts a link that isn't there; false when there were too many.</summary>
    public bool TakeWrong(HttpContext context) => Take(wrong, context);

    /// <summary>Counts a form sent without a link; false when there were too many. All that comes through a proxy on this machine has one address, which tells nothing.</summary>
    public bool TakeSend(HttpContext context) => IsBehindProxy(context) || Take(sends, context);

    /// <summary>Whether a request has the address of this machine, as all have that come through a proxy on it.</summary>
    public static bool IsBehindProxy(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    /// <summary>Counts a page sent with one key; false when there were too many.</summary>
    /// <param name="sign"><see cref="Application.Surveys.Collection.LinkKey.OfAnswer"/>: the key itself is kept nowhere.</param>
    public bool TakeLink(string sign) => Take(links, sign);

    /// <summary>Counts a form sent from a machine at a desk; false when there were too many.</summary>
    public bool TakeKiosk(Guid kiosk) => Take(kiosks, kiosk);

    /// <summary>Counts a form sent from the device of an interviewer; false when there were too many.</summary>
    public bool TakeDevice(Guid device) => Take(devices, device);

    public void Dispose()
    {
        devices.Dispose();
        kiosks.Dispose();
        links.Dispose();
        wrong.Dispose();
        sends.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, HttpContext context) => Take(limiter, Networks.Of(context));

    private static bool Take<T>(PartitionedRateLimiter<T> limiter, T of)
    {
        using var lease = limiter.AttemptAcquire(of);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<T> By<T>(int sends, int minutes = 1)
        where T : notnull => PartitionedRateLimiter.Create<T, T>(
        of => RateLimitPartition.GetFixedWindowLimiter(of, _ => new() { PermitLimit = sends, Window = TimeSpan.FromMinutes(minutes), QueueLimit = 0 }));
}
