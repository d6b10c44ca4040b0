using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>A round as rows of the database, and back.</summary>
internal static class RoundRows
{
    private const int Batch = 5_000;

    /// <returns>The round's id.</returns>
    public static async Task<Guid> AddAsync(ChiSoContext context, RoundDocument document, string hash, Change change, CancellationToken cancel)
    {
        var round = new Round { Code = document.Code, Period = document.Period, Settings = EngineJson.ToText(document with { Blocks = [] }), ContentHash = hash, ImportedAt = change.At };
        context.Rounds.Add(round);
        for (var place = 0; place < document.Blocks.Length; place++)
            await AddBlockAsync(context, round, document.Blocks[place], place, change, cancel);
        return round.Id;
    }

    public static async Task RemoveAsync(ChiSoContext context, Round round, CancellationToken cancel)
    {
        await ClearAsync(context, context.Blocks.Where(block => block.RoundId == round.Id).Select(block => block.Id), cancel);
        await context.StageWindows.Where(window => window.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        await context.Blocks.Where(block => block.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        await context.Rounds.Where(known => known.Id == round.Id).ExecuteDeleteAsync(cancel);
        context.ChangeTracker.Clear();
    }

    /// <summary>Puts other content under a round nobody works in: what hangs on it (dates, who appraises what) stays as far as its blocks and stages do.</summary>
    public static async Task ReplaceAsync(ChiSoContext context, Round round, RoundDocument document, string hash, Change change, CancellationToken cancel)
    {
        var known = await context.Blocks.AsNoTracking().Where(block => block.RoundId == round.Id).ToDictionaryAsync(block => block.Code, cancel);
        var gone = known.Values.Where(block => document.Blocks.All(one => one.Code != block.Code)).Select(block => block.Id).ToList();
        await ClearAsync(context, context.Blocks.Where(block => block.RoundId == round.Id).Select(block => block.Id), cancel);
        await context.Assignments.Where(row => gone.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.Blocks.Where(block => gone.Contains(block.Id)).ExecuteDeleteAsync(cancel);
        await context.StageWindows.Where(window => window.RoundId == round.Id && !document.Stages.Contains(window.Stage)).ExecuteDeleteAsync(cancel);
        for (var place = 0; place < document.Blocks.Length; place++)
        {
            if (known.TryGetValue(document.Blocks[place].Code, out var block))
                await UpdateBlockAsync(context, block, document.Blocks[place], place, change.By, cancel);
            else
                await AddBlockAsync(context, round, document.Blocks[place], place, change, cancel);
        }

        var settings = EngineJson.ToText(document with { Blocks = [] });
        await context.Rounds.Where(one => one.Id == round.Id).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.Settings, settings).SetProperty(one => one.Period, document.Period).SetProperty(one => one.ContentHash, hash)
            .SetProperty(one => one.OpeningProposedBy, (Guid?)null), cancel); // whoever proposed to open it proposed other content
    }

    public static Task<RoundDocument> ReadAsync(ChiSoContext context, Round round, CancellationToken cancel) =>
        ReadAsync(context, round, async block => ((await context.CriteriaSets.AsNoTracking().SingleAsync(one => one.Id == block.CriteriaSetId, cancel)).Read(), await EveryPositionAsync(context, block.Id, cancel)), cancel);

    /// <summary>The round with the positions that were handed in, and no others: all that a result is computed from. What can't have changed is not read again.</summary>
    public static Task<RoundDocument> ReadAsync(ChiSoContext context, Round round, PublishedSets sets, CountedPositions counted, CancellationToken cancel) =>
        ReadAsync(context, round, async block => (await sets.FindAsync(context, block.CriteriaSetId, cancel), await counted.ReadAsync(context, block.Id, cancel)), cancel);

    /// <summary>A row as files tell it.</summary>
    public static PositionDocument ToDocument(Position row) =>
        new(row.Unit, row.Criterion, row.Stage, row.Mark, row.Sequence, EngineJson.Read<Entry>(row.Entry), row.HandedIn is not null, row.Reason, row.Evidence, row.By);

    private static async Task<RoundDocument> ReadAsync(ChiSoContext context, Round round, Func<Block, Task<(CriteriaSet Criteria, ImmutableArray<PositionDocument> Positions)>> parts, CancellationToken cancel)
    {
        var blocks = ImmutableArray.CreateBuilder<BlockDocument>();
        foreach (var block in await context.Blocks.AsNoTracking().Where(block => block.RoundId == round.Id).OrderBy(block => block.Place).ToListAsync(cancel))
        {
            var (criteria, positions) = await parts(block);
            blocks.Add(await ReadBlockAsync(context, block, criteria, positions, cancel));
        }

        return EngineJson.Read<RoundDocument>(round.Settings) with { Blocks = blocks.ToImmutable() };
    }

    private static async Task<ImmutableArray<PositionDocument>> EveryPositionAsync(ChiSoContext context, Guid block, CancellationToken cancel)
    {
        var rows = await context.Positions.AsNoTracking().Where(row => row.BlockId == block && row.Entry != "").OrderBy(row => row.Place).ThenBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancel);
        return [.. rows.Select(ToDocument)];
    }

    private static async Task ClearAsync(ChiSoContext context, IQueryable<Guid> blocks, CancellationToken cancel)
    {
        await context.Positions.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.Decisions.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.EarlierResults.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.BlockUnits.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
    }

    private static async Task UpdateBlockAsync(ChiSoContext context, Block known, BlockDocument document, int place, Guid by, CancellationToken cancel)
    {
        var settings = SettingsOf(document);
        AddContent(context, known.Id, document);
        await context.SaveChangesAsync(cancel);
        await context.Blocks.Where(block => block.Id == known.Id).ExecuteUpdateAsync(block => block.SetProperty(one => one.Place, place).SetProperty(one => one.Settings, settings), cancel);
        await UseSetAsync(context, known, await SetAsync(context, document.Criteria, cancel), by, cancel);
    }

    /// <summary>Puts another set under a block. What was proposed was other content; what was published stays beside it.</summary>
    private static async Task UseSetAsync(ChiSoContext context, Block block, Guid set, Guid by, CancellationToken cancel)
    {
        if (set == block.CriteriaSetId)
            return;
        await context.Blocks.Where(one => one.Id == block.Id).ExecuteUpdateAsync(one => one.SetProperty(row => row.CriteriaSetId, set).SetProperty(row => row.SetDraftedBy, by), cancel);
        await context.SetPublications.Where(one => one.BlockId == block.Id && one.PublishedAt == null).ExecuteDeleteAsync(cancel);
        var (blocks, publications) = (context.Blocks, context.SetPublications);
        await context.CriteriaSets.Where(one => one.Id == block.CriteriaSetId && !blocks.Any(other => other.CriteriaSetId == one.Id) && !publications.Any(other => other.CriteriaSetId == one.Id)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The stored set of this content, added where there is none.</summary>
    public static async Task<Guid> SetAsync(ChiSoContext context, CriteriaSet criteria, CancellationToken cancel)
    {
        var set = PublishedSet.Of(criteria);
        if (await context.CriteriaSets.AsNoTracking().SingleOrDefaultAsync(one => one.Code == set.Code && one.Version == set.Version && one.Hash == set.Hash, cancel) is { } known)
            return known.Id;
        context.CriteriaSets.Add(set);
        await context.SaveChangesAsync(cancel);
        return set.Id;
    }

    private static async Task AddBlockAsync(ChiSoContext context, Round round, BlockDocument document, int place, Change change, CancellationToken cancel)
    {
        var block = new Block
        {
            RoundId = round.Id,
            Code = document.Code,
            Place = place,
            CriteriaSetId = await SetAsync(context, document.Criteria, cancel),
            SetDraftedBy = change.By,
            Settings = SettingsOf(document),
        };
        context.Blocks.Add(block);
        AddContent(context, block.Id, document);
        await context.SaveChangesAsync(cancel);
        await AddPositionsAsync(context, block.Id, document.Positions, change.At, cancel);
    }

    private static string SettingsOf(BlockDocument document) => EngineJson.ToText(new BlockSettings(document.Name, document.Method, document.Announced, document.FirstLevel));

    private static void AddContent(ChiSoContext context, Guid block, BlockDocument document)
    {
        context.BlockUnits.AddRange(document.Units.Select((unit, order) => new BlockUnit { BlockId = block, Code = unit.Code, Place = order, Settings = EngineJson.ToText(unit) }));
        context.Decisions.AddRange(document.Decisions.Select((decision, order) => new StoredDecision { BlockId = block, Place = order, Content = EngineJson.ToText(decision) }));
        context.EarlierResults.AddRange(document.History.Select((result, order) => new EarlierResult { BlockId = block, Place = order, Content = EngineJson.ToText(result) }));
    }

    private static async Task AddPositionsAsync(ChiSoContext context, Guid block, ImmutableArray<PositionDocument> positions, DateTime at, CancellationToken cancel)
    {
        var place = 0;
        foreach (var batch in positions.Chunk(Batch))
        {
            context.Positions.AddRange(batch.Select(position => Row(block, position, place++, at)));
            await context.SaveChangesAsync(cancel);
            context.ChangeTracker.Clear();
        }
    }

    private static Position Row(Guid block, PositionDocument position, int place, DateTime at)
    {
        var row = new Position
        {
            BlockId = block,
            Unit = position.Unit,
            Criterion = position.Criterion,
            Stage = position.Stage,
            Mark = position.Mark,
            Sequence = position.Sequence,
            Entry = EngineJson.ToText(position.Entry),
            Reason = position.Reason,
            Evidence = position.Evidence,
            By = position.By,
            Place = place,
        };
        if (position.HandedIn)
            row.HandIn(at);
        return row;
    }

    private static async Task<BlockDocument> ReadBlockAsync(ChiSoContext context, Block block, CriteriaSet set, ImmutableArray<PositionDocument> positions, CancellationToken cancel)
    {
        var settings = EngineJson.Read<BlockSettings>(block.Settings);
        var lines = set.Nodes().Select(line => line.Code).ToHashSet(); // what stands on lines an amendment took out rests
        var units = await context.BlockUnits.Where(unit => unit.BlockId == block.Id).OrderBy(unit => unit.Place).Select(unit => unit.Settings).ToListAsync(cancel);
        var decisions = await context.Decisions.Where(row => row.BlockId == block.Id).OrderBy(row => row.Place).Select(row => row.Content).ToListAsync(cancel);
        var history = await context.EarlierResults.Where(row => row.BlockId == block.Id).OrderBy(row => row.Place).Select(row => row.Content).ToListAsync(cancel);
        return new()
        {
            Code = block.Code,
            Name = settings.Name,
            Criteria = set,
            Method = settings.Method,
            Announced = settings.Announced,
            FirstLevel = settings.FirstLevel is { } rows ? [.. rows.Where(row => row.Node is not { } node || lines.Contains(node))] : null,
            Units = [.. units.Select(EngineJson.Read<UnitInput>)],
            Decisions = [.. decisions.Select(EngineJson.Read<Decision>).Where(decision => lines.Contains(decision.Node))],
            History = [.. history.Select(EngineJson.Read<PublishedResult>)],
            Positions = [.. positions.Where(position => lines.Contains(position.Criterion))],
        };
    }

    private sealed record BlockSettings(Words Name, Method Method, ImmutableArray<AnnouncedIndex> Announced, ImmutableArray<FirstLevelRow>? FirstLevel = null);
}
