using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Reads what is to be appraised: one criterion across all units, one unit whole, or a block.</summary>
public sealed class Reviews(ChiSoDatabase database, LiveRounds rounds, Appraisers appraisers, TimeProvider clock)
{
    /// <summary><c>null</c> when there is no such round, block, criterion, unit, or stage of appraisal.</summary>
    public async Task<Review?> ReadAsync(ReviewPart part, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, part, cancel);
    }

    /// <summary>The same with last year's positions beside the lines.</summary>
    public async Task<Review?> ReadWithLastYearAsync(ReviewPart part, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadWithLastYearAsync(context, part, cancel);
    }

    internal async Task<Review?> ReadWithLastYearAsync(ChiSoContext context, ReviewPart part, CancellationToken cancel) =>
        await ReadAsync(context, part, cancel) is { } review ? await WithLastYearAsync(context, review, cancel) : null;

    /// <summary>The first appraisal of the same block in the newest earlier round that has it; <c>null</c> when there is none.</summary>
    internal async Task<Review?> ReadLastFirstAsync(ChiSoContext context, Review review, CancellationToken cancel) =>
        await LastAsync(context, review, cancel) is var (last, block) && last.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == StageKind.Review) is { } stage
            ? await ReadAsync(context, new(last.Code, block.Code, stage), cancel)
            : null;

    internal async Task<Review?> ReadAsync(ChiSoContext context, ReviewPart part, CancellationToken cancel)
    {
        if (Stages.KindOf(part.Stage) is not (StageKind.Review or StageKind.FirstLevel) || await appraisers.ReadAsync(context, part.Round, cancel) is not { } board || !board.Round.Stages.Contains(part.Stage) || board.Map(part.Block) is not { } map)
            return null;
        if (part.Stage == Stages.FirstLevel && map.Block.FirstLevel.IsEmpty)
            return null;
        var leaves = map.Criteria.Leaves().Where(leaf => part.Criterion is null || leaf.Code == part.Criterion).ToList();
        var units = map.Block.Units.Where(unit => part.Unit is null || unit.Code == part.Unit).ToList();
        if (leaves.Count == 0 || units.Count == 0)
            return null;

        var rows = Newest(await PositionsAsync(context, part, map.Block.Id, cancel));
        var asks = (await Part(context.Asks.AsNoTracking(), map.Block.Id, part).Where(ask => ask.Stage == part.Stage).OrderBy(ask => ask.AskedAt).ToListAsync(cancel)).ToLookup(ask => (ask.Unit, ask.Criterion));
        var aside = (await context.SetAside.AsNoTracking().Where(row => row.BlockId == map.Block.Id && row.Stage == part.Stage).OrderByDescending(row => row.At).ToListAsync(cancel)).ToLookup(row => (row.Unit, row.Criterion));
        var files = (await EvidenceDesk.RowsAsync(context, board.Round, Part(context.Evidence, map.Block.Id, part), cancel)).ToLookup(row => (row.Evidence.Unit, row.Evidence.Criterion));
        var now = clock.GetUtcNow().UtcDateTime;
        var prefilled = CaseDeciders.On(board, map, await LineFigure.ReadAsync(context, board.Round, map.Block.Id, part.Unit, part.Criterion, now, cancel), now).ToLookup(figure => (figure.Figure.Unit, figure.Figure.Criterion));
        var twice = IsFirst(board.Round, part.Stage) ? await DrawnMarks.ReadAsync(context, board, map, cancel) : [];
        var lines = from leaf in leaves
                    from unit in units
                    let assigned = map.At(part.Stage, leaf.Code, unit.Code)
                    where assigned is not null
                    select WithEvidence(Line(board.Round, map, part.Stage, leaf, unit, assigned, rows, [.. asks[(unit.Code, leaf.Code)]], [.. aside[(unit.Code, leaf.Code)]], now), files) with { Drawn = twice.GetValueOrDefault((unit.Code, leaf.Code)), Prefilled = LineFigure.On([.. prefilled[(unit.Code, leaf.Code)]], leaf) };
        return new()
        {
            Round = board.Round, Block = map.Block, Stage = part.Stage, Criteria = map.Criteria, Agencies = board.Agencies, Interests = [.. board.Interests.Where(interest => map.Block.Unit(interest.Unit) is not null)],
            Lines = [.. lines.Where(line => line.State != ReviewState.Waiting || IsWhole(board.Round, part.Stage))], // a later stage looks at what is disputed
        };
    }

    private static ReviewLine Line(
        LiveRound round, AppraiserMap map, string stage, CriteriaNode leaf, UnitInput unit, Assigned assigned, Dictionary<(string, CriterionCode, string, bool), Position> rows, ImmutableArray<Ask> asks, ImmutableArray<SetAside> aside, DateTime now)
    {
        Position? HandedIn(string? at) => at is null ? null : rows.GetValueOrDefault((unit.Code, leaf.Code, at, true));
        var before = round.Stages.TakeWhile(one => one != stage).ToList();
        var claimed = before.FindLast(one => Stages.KindOf(one) is StageKind.Self or StageKind.Explanation);
        var below = before.Contains(Stages.FirstLevel) && map.FirstLevelOf(leaf.Code, unit.Code) is not null ? Stages.FirstLevel : null;
        var earlier = HandedIn(before.FindLast(one => Stages.KindOf(one) == StageKind.Review)) ?? (IsWhole(round, stage) ? HandedIn(below) : null);
        var claim = HandedIn(claimed);
        var ready = IsWhole(round, stage)
            ? claim is not null || leaf.Scoring is not { SuppliedBy: Supplier.Unit } || (claimed is not null && round.Clock.TurnOf(claimed, unit.Code, now) == Turn.Over)
            : claim is not null && claim.Entry != earlier?.Entry; // an explanation that agrees leaves nothing to appraise
        var isBelow = ready && below is not null && IsFirst(round, stage) && earlier is null && round.Clock.TurnOf(below, unit.Code, now) is not (Turn.Over or Turn.NotSet); // an appraisal without dates holds nobody up
        var current = rows.GetValueOrDefault((unit.Code, leaf.Code, stage, false));
        return new()
        {
            Unit = unit, Node = leaf, Kind = stage == Stages.FirstLevel ? StageKind.FirstLevel : StageKind.Review, Assigned = assigned, IsAtFirstLevel = isBelow, Claim = claim, Earlier = earlier, Current = current, Asks = asks,
            IsNamed = before.Any(one => Stages.KindOf(one) is StageKind.Self or StageKind.Explanation && HandedIn(one) is { IsWithdrawn: false, Evidence.Length: > 0 }),
            Aside = [.. aside.Where(row => !row.Is(current))],
            State = ReviewStates.Of(current, asks, ready && !isBelow),
        };
    }

    /// <summary>What is not handed in yet is not shown.</summary>
    private static ReviewLine WithEvidence(ReviewLine line, ILookup<(string, CriterionCode), EvidenceRow> files) =>
        line.Claim is null ? line : line with { Evidence = [.. files[(line.Unit.Code, line.Node.Code)]] };

    /// <summary>Whether it is the lead agencies' first.</summary>
    private static bool IsFirst(LiveRound round, string stage) => round.Stages.FirstOrDefault(one => Stages.KindOf(one) == StageKind.Review) == stage;

    /// <summary>Whether it looks at every line, not only at those the unit disputes.</summary>
    private static bool IsWhole(LiveRound round, string stage) => stage == Stages.FirstLevel || IsFirst(round, stage);

    /// <summary>The newest position of each line and stage, and the newest that was handed in.</summary>
    private static Dictionary<(string, CriterionCode, string, bool), Position> Newest(IEnumerable<Position> positions)
    {
        var newest = new Dictionary<(string, CriterionCode, string, bool), Position>();
        foreach (var position in positions)
        {
            newest[(position.Unit, position.Criterion, position.Stage, false)] = position;
            if (position.HandedIn is not null)
                newest[(position.Unit, position.Criterion, position.Stage, true)] = position;
        }

        return newest;
    }

    private static Task<List<Position>> PositionsAsync(ChiSoContext context, ReviewPart part, Guid block, CancellationToken cancel)
    {
        var rows = context.Positions.AsNoTracking().Where(row => row.BlockId == block && row.Mark == 0);
        if (part.Criterion is { } criterion)
            rows = rows.Where(row => row.Criterion == criterion);
        if (part.Unit is { } unit)
            rows = rows.Where(row => row.Unit == unit);
        return rows.OrderBy(row => row.Sequence).ToListAsync(cancel);
    }

    private static IQueryable<Ask> Part(IQueryable<Ask> asks, Guid block, ReviewPart part)
    {
        asks = asks.Where(ask => ask.BlockId == block);
        if (part.Criterion is { } criterion)
            asks = asks.Where(ask => ask.Criterion == criterion);
        return part.Unit is { } unit ? asks.Where(ask => ask.Unit == unit) : asks;
    }

    private static IQueryable<Evidence> Part(IQueryable<Evidence> evidence, Guid block, ReviewPart part)
    {
        evidence = evidence.Where(row => row.BlockId == block);
        if (part.Criterion is { } criterion)
            evidence = evidence.Where(row => row.Criterion == criterion);
        return part.Unit is { } unit ? evidence.Where(row => row.Unit == unit) : evidence;
    }

    /// <summary>The line of last year's set whose decision is shown beside; <c>null</c> where several were merged into this one.</summary>
    private static CriterionCode? OriginOf(CriteriaNode line) => line.Origins is [var only] ? only : null;

    /// <summary>The newest round of an earlier period that has this block.</summary>
    private async Task<(LiveRound Round, LiveBlock Block)?> LastAsync(ChiSoContext context, Review review, CancellationToken cancel)
    {
        var codes = await context.Rounds.AsNoTracking().Select(round => new { round.Code, round.Period }).ToListAsync(cancel);
        var earlier = codes.Where(one => string.CompareOrdinal(one.Period, review.Round.Period) < 0).OrderByDescending(one => one.Period, StringComparer.Ordinal).Select(one => one.Code);
        foreach (var code in earlier)
        {
            if (await rounds.FindAsync(context, code, cancel) is { } last && last.Block(review.Block.Code) is { } block)
                return (last, block);
        }

        return null;
    }

    private async Task<Review> WithLastYearAsync(ChiSoContext context, Review review, CancellationToken cancel)
    {
        if (await LastAsync(context, review, cancel) is not var (last, block))
            return review;
        var wanted = review.Lines.Select(line => OriginOf(line.Node)).OfType<CriterionCode>().Distinct().ToList();
        var unit = review.Lines.Select(line => line.Unit.Code).Distinct().ToList() is [var only] ? only : null;
        var rows = await context.Positions.AsNoTracking().Where(row => row.BlockId == block.Id && row.HandedIn != null && row.Mark == 0 && wanted.Contains(row.Criterion) && (unit == null || row.Unit == unit)).ToListAsync(cancel);
        var final = rows.GroupBy(row => (row.Unit, row.Criterion)).ToDictionary(line => line.Key, line => line.OrderBy(row => last.Stages.IndexOf(row.Stage)).ThenBy(row => row.Sequence).Last());
        return review with { Lines = [.. review.Lines.Select(line => line with { LastYear = OriginOf(line.Node) is { } origin ? final.GetValueOrDefault((line.Unit.Code, origin)) : null })] };
    }
}
