using System.Security.Cryptography;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Whole rounds in and out of the database.</summary>
public sealed class RoundStore(ChiSoDatabase database)
{
    /// <summary>Stores a round with everything in it, in one transaction with its link of the trail; its criteria sets count as published by whoever imports. The same content again changes nothing; a frozen round is never replaced.</summary>
    public Task<Result<Imported>> ImportAsync(RoundDocument round, Change change, CancellationToken cancel) => database.WriteAsync<Result<Imported>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel); // two imports, or an import and a freeze, come one after the other
            var hash = HashOf(round);
            var before = await context.Rounds.SingleOrDefaultAsync(known => known.Code == round.Code, cancel);
            if (before?.ContentHash == hash)
                return Imported.Unchanged;
            if (before?.FrozenAt is not null)
                return Frozen(round.Code);
            if (before?.OpenedAt is not null)
                return Open(round.Code);
            if (before is not null && await SetPublishing.RefusalsAsync(context, before.Id, round.Blocks.ToDictionary(block => block.Code, block => block.Criteria), edition => edition.Publication.PublishedBy != Guid.Empty, cancel) is { IsEmpty: false } published)
                return published; // by two people in the browser
            if (before is not null)
                await RoundRows.RemoveAsync(context, before, cancel);

            await SetPublishing.PublishAtOnceAsync(context, await RoundRows.AddAsync(context, round, hash, change, cancel), change, cancel);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, before is null ? "round.imported" : "round.replaced", round.Code,
                new { content = hash, before = before?.ContentHash, published = round.Blocks.Select(block => PublishedSet.Of(block.Criteria)).Select(set => new { set.Code, set.Version, set.Hash }) }, cancel);
            return before is null ? Imported.New : Imported.Replaced;
        }, cancel);

    /// <summary><c>null</c> when there is no round of this code.</summary>
    public async Task<RoundDocument?> LoadAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        var round = await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel);
        return round is null ? null : await RoundRows.ReadAsync(context, round, cancel);
    }

    /// <summary>What importing <paramref name="round"/> would change; nothing is written.</summary>
    public async Task<RoundDifferences> DifferencesAsync(RoundDocument round, CancellationToken cancel) =>
        RoundDifferences.Between(await LoadAsync(round.Code, cancel), round);

    /// <summary>Codes of all rounds, latest period first.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Rounds.OrderByDescending(round => round.Period).ThenBy(round => round.Code).Select(round => round.Code).ToListAsync(cancel);
    }

    internal static string HashOf(RoundDocument round) => Convert.ToHexStringLower(SHA256.HashData(EngineJson.ToBytes(round)));

    private static Problem Frozen(string code) => new("round.frozen", code,
        new("Kỳ này đã chốt kết quả nên không thể nhập đè nội dung khác.", "The round's results are frozen, so other content can't replace it."),
        new("Nhập với mã kỳ khác, hoặc ban hành quyết định điều chỉnh.", "Import it under another code, or issue a correction."));

    private static Problem Open(string code) => new("round.open", code,
        new("Kỳ này đang mở và các đơn vị đang nhập, nên không thể nhập đè nội dung khác.", "People are working in this round, so other content can't replace it."),
        new("Nhập với mã kỳ khác.", "Import it under another code."));
}

/// <summary>What an import did.</summary>
public enum Imported
{
    New,
    Replaced,
    Unchanged,
}
