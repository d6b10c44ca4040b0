using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>Finds links of the trail by who, what, to what and when.</summary>
public sealed class TrailSearch(ChiSoDatabase database)
{
    /// <summary>Links on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Newest first.</summary>
    public Task<FoundTrail> FindAsync(TrailQuery query, CancellationToken cancel) => database.SnapshotAsync(async context =>
    {
        var matches = Matching(context.AuditLinks.AsNoTracking(), query);
        var all = await matches.CountAsync(cancel);
        var links = await matches.OrderByDescending(link => link.At).ThenBy(link => link.Chain).ThenByDescending(link => link.Sequence)
            .Skip((query.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var (chains, numbers) = (links.Select(link => link.Chain).Distinct().ToList(), links.Select(link => link.Sequence).Distinct().ToList());
        var payloads = await context.AuditPayloads.AsNoTracking().Where(payload => chains.Contains(payload.Chain) && numbers.Contains(payload.Sequence))
            .ToDictionaryAsync(payload => (payload.Chain, payload.Sequence), payload => payload.Json, cancel);
        return new FoundTrail(
            all,
            [.. links.Select(link => new FoundLink(link, payloads.TryGetValue((link.Chain, link.Sequence), out var json) ? LinkContent.Of(json) : null))],
            [.. await context.AuditChains.AsNoTracking().Select(chain => chain.Chain).OrderBy(chain => chain).ToListAsync(cancel)],
            [.. await context.AuditLinks.AsNoTracking().Select(link => link.Act).Distinct().OrderBy(act => act).ToListAsync(cancel)]);
    }, cancel);

    private static IQueryable<AuditLink> Matching(IQueryable<AuditLink> links, TrailQuery query)
    {
        if (query.Chain is { } chain)
            links = links.Where(link => link.Chain == chain);
        if (query.Act is { } act)
            links = links.Where(link => link.Act == act);
        if (query.By is { } by)
            links = links.Where(link => link.By == by);
        if (query.Subject is { Length: > 0 } subject)
            links = links.Where(link => link.Subject.Contains(subject));
        if (query.From is { } from)
            links = links.Where(link => link.At >= from);
        return query.Until is { } until ? links.Where(link => link.At < until) : links;
    }
}

/// <summary>What is looked for; <c>null</c> for anything.</summary>
/// <param name="By">A person's id; the empty id for the command line on the server.</param>
/// <param name="Subject">Part of the subject.</param>
/// <param name="From">UTC, included.</param>
/// <param name="Until">UTC, not included.</param>
/// <param name="Page">From 1.</param>
public sealed record TrailQuery(string? Chain, string? Act, Guid? By, string? Subject, DateTime? From, DateTime? Until, int Page);

/// <summary>A page of links.</summary>
/// <param name="All">How many match, on all pages.</param>
/// <param name="Chains">Every chain there is.</param>
/// <param name="Acts">Every act on record.</param>
public sealed record FoundTrail(int All, ImmutableArray<FoundLink> Links, ImmutableArray<string> Chains, ImmutableArray<string> Acts);

/// <summary>A link with what it says.</summary>
/// <param name="Content"><c>null</c> once erased by law.</param>
public sealed record FoundLink(AuditLink Link, LinkContent? Content);

/// <summary>The payload of a link: why, what changed, and where it came from.</summary>
/// <param name="What">JSON, indented.</param>
/// <param name="Origin"><c>null</c> on the command line.</param>
public sealed record LinkContent(string Reason, string What, Origin? Origin)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    internal static LinkContent Of(string json)
    {
        using var payload = JsonDocument.Parse(json);
        var said = payload.RootElement;
        return new(
            said.GetProperty("reason").GetString() ?? "",
            JsonSerializer.Serialize(said.GetProperty("what"), Indented),
            said.TryGetProperty("origin", out var origin) ? EngineJson.Read<Origin>(origin.GetRawText()) : null);
    }
}
