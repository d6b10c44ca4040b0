using System.Threading.RateLimiting;

namespace ChiSo.Web.People;

/// <summary>How often one address may try one name. A whole unit behind one address is never shut out by one person's mistakes.</summary>
/// <param name="tries">Within a minute.</param>
public sealed class SignInLimits(Func<int> tries) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Address, string Name, int Tries)> limiter = PartitionedRateLimiter.Create<(string Address, string Name, int Tries), (string, string, int)>(
        attempt => RateLimitPartition.GetFixedWindowLimiter(attempt, _ => new() { PermitLimit = attempt.Tries, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Counts a try; false when it comes too soon.</summary>
    public bool Take(HttpContext context, string name)
    {
        using var lease = limiter.AttemptAcquire((context.Connection.RemoteIpAddress?.ToString() ?? "", name.Trim().ToUpperInvariant(), tries()));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
