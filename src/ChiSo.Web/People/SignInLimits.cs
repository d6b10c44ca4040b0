using System.Threading.RateLimiting;

namespace ChiSo.Web.People;

/// <summary>How often one address may try one name. A whole unit behind one address is never shut out by one person's mistakes.</summary>
public sealed class SignInLimits : IDisposable
{
    private const int TriesAMinute = 12;

    private readonly PartitionedRateLimiter<(string Address, string Name)> limiter = PartitionedRateLimiter.Create<(string Address, string Name), (string, string)>(
        attempt => RateLimitPartition.GetFixedWindowLimiter(attempt, _ => new() { PermitLimit = TriesAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Counts a try; false when it comes too soon.</summary>
    public bool Take(HttpContext context, string name)
    {
        using var lease = limiter.AttemptAcquire((context.Connection.RemoteIpAddress?.ToString() ?? "", name.Trim().ToUpperInvariant()));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
