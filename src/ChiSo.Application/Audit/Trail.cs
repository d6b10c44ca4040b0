using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>Appends to the trail inside the transaction of the act itself: no act without its link, no link without its act.</summary>
public static class Trail
{
    public const string Installation = "installation";

    /// <summary>Unlike the engine's own form, which leaves out what can be computed: a payload is made of members that can only be read.</summary>
    private static readonly JsonSerializerOptions PayloadForm = new(EngineJson.Options) { IgnoreReadOnlyProperties = false };

    /// <summary>Of the reads that are logged: see <see cref="ReadLog"/>.</summary>
    public const string Reads = "reads";

    private const string Round = "round:";

    public static string OfRound(string code) => Round + code;

    /// <summary>Adds one link and its payload to the transaction under way; other writers on the chain wait until it ends.</summary>
    /// <param name="payload">What changed, as canonical JSON will hold it.</param>
    /// <returns>The hash of the new link, the head of its chain.</returns>
    public static async Task<string> AppendAsync<T>(ChiSoContext context, string chain, Change change, string act, string subject, T payload, CancellationToken cancel)
    {
        var head = await HeadAsync(context, chain, cancel);
        var json = JsonSerializer.Serialize(new Said<T>(change.Reason, payload, Origin.Current), PayloadForm);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var link = new AuditLink
        {
            Chain = chain,
            Sequence = head.Count + 1,
            PreviousHash = head.Head,
            At = InstantOf(change),
            By = change.By,
            Mandate = change.Mandate,
            Act = act,
            Subject = subject,
            PayloadHash = AuditPayload.HashOf(salt, json),
        }.Sealed();
        context.AuditLinks.Add(link);
        context.AuditPayloads.Add(new() { Chain = chain, Sequence = link.Sequence, Salt = salt, Json = json });
        head.Count = link.Sequence;
        head.Head = link.Hash;
        await context.SaveChangesAsync(cancel);
        return link.Hash;
    }

    /// <summary>A payload to be kept until its link is written.</summary>
    public static JsonElement PayloadOf(object payload) => JsonSerializer.SerializeToElement(payload, PayloadForm);

    /// <summary>The instant of a change as a link keeps it: UTC, whole microseconds.</summary>
    public static DateTime InstantOf(Change change) => new(change.At.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    /// <summary>Takes the chain for the transaction under way: other writers on it wait until it ends. On SQLite the transaction itself is the lock, begun as a writer's.</summary>
    /// <exception cref="InvalidOperationException">The transaction has taken a part of the chain: two that did so would wait for each other for ever.</exception>
    public static Task<AuditChain> LockAsync(ChiSoContext context, string chain, CancellationToken cancel) => context.PartOf == chain
        ? throw new InvalidOperationException($"A part of the chain {chain} is taken already; take the whole of it first, or the part alone.")
        : HeadAsync(context, chain, cancel);

    /// <summary>Takes one part of what the chain of a round tells of, such as a unit's sheet, for the transaction under way. Writers of the same part come one after the other; those of other parts meet only where they append, which keeps that line short; who takes the chain whole waits for every part, and they for it. On SQLite the transaction itself is the lock, begun as a writer's.</summary>
    /// <param name="part">Its name within the chain; a transaction takes one part, and the whole chain no more after it.</param>
    /// <exception cref="ArgumentException">It is no round's chain: no other has parts.</exception>
    public static async Task LockPartAsync(ChiSoContext context, string chain, string part, CancellationToken cancel)
    {
        if (!HasParts(chain))
            throw new ArgumentException($"{chain} is no round's chain; take it whole.", nameof(chain));
        if (context.Database.IsNpgsql())
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared(hashtextextended({chain}, 0)), pg_advisory_xact_lock(hashtextextended({chain + '\n' + part}, 0))", cancel);
        context.PartOf = chain;
    }

    /// <summary>The head of a chain, taken for the transaction under way. Chains without parts are taken by their row alone.</summary>
    private static async Task<AuditChain> HeadAsync(ChiSoContext context, string chain, CancellationToken cancel)
    {
        if (context.AuditChains.Local.FindEntry(chain) is { } held)
            return held.Entity; // since this very transaction took it: a context has one
        if (context.Database.IsNpgsql() && HasParts(chain) && context.PartOf != chain)
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({chain}, 0))", cancel);
        if (await TakeAsync(context, chain, cancel) is { } taken)
            return taken;
        await context.Database.ExecuteSqlAsync($"INSERT INTO audit_chains (chain, count, head) VALUES ({chain}, 0, {AuditChain.Start}) ON CONFLICT (chain) DO NOTHING", cancel);
        return await TakeAsync(context, chain, cancel) ?? throw new InvalidOperationException($"The chain {chain} was neither found nor begun.");
    }

    private static bool HasParts(string chain) => chain.StartsWith(Round, StringComparison.Ordinal);

    private static Task<AuditChain?> TakeAsync(ChiSoContext context, string chain, CancellationToken cancel) => (context.Database.IsNpgsql()
        ? context.AuditChains.FromSql($"SELECT chain, count, head FROM audit_chains WHERE chain = {chain} FOR UPDATE")
        : context.AuditChains.Where(row => row.Chain == chain)).SingleOrDefaultAsync(cancel);

    private sealed record Said<T>(string Reason, T What, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Origin? Origin);
}
