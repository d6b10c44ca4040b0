using System.Collections.Concurrent;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Criteria sets as rounds use them, read once: a published set never changes.</summary>
public sealed class PublishedSets(ChiSoDatabase database)
{
    private readonly ConcurrentDictionary<Guid, CriteriaSet> kept = new();

    /// <exception cref="InvalidOperationException">There is no such set.</exception>
    public async Task<CriteriaSet> FindAsync(Guid id, CancellationToken cancel)
    {
        if (kept.TryGetValue(id, out var known))
            return known;
        await using var context = database.Open();
        return await FindAsync(context, id, cancel);
    }

    /// <summary>The same within a transaction under way: it asks for no second connection, which others may hold while they wait for this transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no such set.</exception>
    internal async Task<CriteriaSet> FindAsync(ChiSoContext context, Guid id, CancellationToken cancel)
    {
        if (kept.TryGetValue(id, out var known))
            return known;
        var set = await context.CriteriaSets.AsNoTracking().SingleAsync(one => one.Id == id, cancel);
        return kept.GetOrAdd(id, set.Read());
    }
}
