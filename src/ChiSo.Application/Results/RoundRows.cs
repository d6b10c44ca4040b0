using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>A round as rows of the database, and back.</summary>
internal static class RoundRows
{
    private const int Batch = 5_000;

    public static async Task AddAsync(ChiSoContext context, RoundDocument document, string hash, DateTime at, CancellationToken cancel)
    {
        var round = new Round { Code = document.Code, Period = document.Period, Settings = EngineJson.ToText(document with { Blocks = [] }), ContentHash = hash, ImportedAt = at };
        context.Rounds.Add(round);
        for (var place = 0; place < document.Blocks.Length; place++)
            await AddBlockAsync(context, round, document.Blocks[place], place, at, cancel);
    }

    public static async Task RemoveAsync(ChiSoContext context, Round round, CancellationToken cancel)
    {
        var blocks = context.Blocks.Where(block => block.RoundId == round.Id).Select(block => block.Id);
        await context.Positions.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.Decisions.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.EarlierResults.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.BlockUnits.Where(row => blocks.Contains(row.BlockId)).ExecuteDeleteAsync(cancel);
        await context.StageWindows.Where(window => window.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        await context.Blocks.Where(block => block.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        await context.Rounds.Where(known => known.Id == round.Id).ExecuteDeleteAsync(cancel);
        context.ChangeTracker.Clear();
    }

    public static Task<RoundDocument> ReadAsync(ChiSoContext context, Round round, CancellationToken cancel) =>
        ReadAsync(context, round, async block => ((await context.CriteriaSets.AsNoTracking().SingleAsync(one => one.Id == block.CriteriaSetId, cancel)).Read(), await EveryPositionAsync(context, block.Id, cancel)), cancel);

    /// <summary>The round with the positions that were handed in, and no others: all that a result is computed from. What can't have changed is not read again.</summary>
    public static Task<RoundDocument> ReadAsync(ChiSoContext context, Round round, PublishedSets sets, CountedPositions counted, CancellationToken cancel) =>
        ReadAsync(context, round, async block => (await sets.FindAsync(block.CriteriaSetId, cancel), await counted.ReadAsync(context, block.Id, cancel)), cancel);

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

    private static async Task AddBlockAsync(ChiSoContext context, Round round, BlockDocument document, int place, DateTime at, CancellationToken cancel)
    {
        var set = PublishedSet.Of(document.Criteria);
        var known = await context.CriteriaSets.SingleOrDefaultAsync(one => one.Code == set.Code && one.Version == set.Version && one.Hash == set.Hash, cancel);
        if (known is null)
            context.CriteriaSets.Add(set);
        var block = new Block
        {
            RoundId = round.Id,
            Code = document.Code,
            Place = place,
            CriteriaSetId = (known ?? set).Id,
            Settings = EngineJson.ToText(new BlockSettings(document.Name, document.Method, document.Announced)),
        };
        context.Blocks.Add(block);
        context.BlockUnits.AddRange(document.Units.Select((unit, order) => new BlockUnit { BlockId = block.Id, Code = unit.Code, Place = order, Settings = EngineJson.ToText(unit) }));
        context.Decisions.AddRange(document.Decisions.Select((decision, order) => new StoredDecision { BlockId = block.Id, Place = order, Content = EngineJson.ToText(decision) }));
        context.EarlierResults.AddRange(document.History.Select((result, order) => new EarlierResult { BlockId = block.Id, Place = order, Content = EngineJson.ToText(result) }));
        await context.SaveChangesAsync(cancel);
        await AddPositionsAsync(context, block.Id, document.Positions, at, cancel);
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
            Units = [.. units.Select(EngineJson.Read<UnitInput>)],
            Decisions = [.. decisions.Select(EngineJson.Read<Decision>).Where(decision => lines.Contains(decision.Node))],
            History = [.. history.Select(EngineJson.Read<PublishedResult>)],
            Positions = [.. positions.Where(position => lines.Contains(position.Criterion))],
        };
    }

    private sealed record BlockSettings(Words Name, Method Method, ImmutableArray<AnnouncedIndex> Announced);
}
