using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>A round people work in: its stages, dates, blocks and units, without what anybody entered.</summary>
public sealed record LiveRound
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    public required Words Name { get; init; }

    public required string Period { get; init; }

    public required bool Illustrative { get; init; }

    /// <summary>Documents outside these days do not count.</summary>
    public required DateOnly DataFrom { get; init; }

    public required DateOnly DataTo { get; init; }

    /// <summary>In the order that decides which position is final.</summary>
    public required ImmutableArray<string> Stages { get; init; }

    /// <summary>Whether the council's chair decides between equal halves.</summary>
    public required bool CastingVote { get; init; }

    public required Guid? OpeningProposedBy { get; init; }

    public required DateTime? OpenedAt { get; init; }

    public required DateTime? FrozenAt { get; init; }

    public required RoundClock Clock { get; init; }

    public required ImmutableArray<LiveBlock> Blocks { get; init; }

    public bool IsWorkable => OpenedAt is not null && FrozenAt is null;

    public LiveBlock? Block(string code) => Blocks.FirstOrDefault(block => block.Code == code);

    /// <summary>Whether a stage has begun for a unit and isn't over; a pause doesn't end it.</summary>
    public bool IsUnderWay(string stage, string unit, DateTime now) => IsWorkable && Clock.TurnOf(stage, unit, now) is Turn.Open or Turn.Paused;

    /// <summary>UTC; since when a stage can be worked at: its opening, or that of the round where it came later. <c>null</c> without dates, and before the round is open.</summary>
    public DateTime? BeganAt(string stage) => OpenedAt is { } opened && Clock.DatesOf(stage)?.Opens is { } opens ? opened > opens ? opened : opens : null;

    /// <summary>What the unit can work in now; <c>null</c> when no stage is open for it.</summary>
    public string? OpenStage(string unit, DateTime now) =>
        IsWorkable ? Stages.LastOrDefault(stage => Clock.TurnOf(stage, unit, now) == Turn.Open) : null;
}

/// <summary>A block of a live round.</summary>
public sealed record LiveBlock(Guid Id, string Code, Words Name, Guid CriteriaSetId, ImmutableArray<UnitInput> Units)
{
    /// <summary>Who appraises its units before the lead agencies; empty where the block is appraised on one level.</summary>
    public ImmutableArray<FirstLevelRow> FirstLevel { get; init; } = [];

    public UnitInput? Unit(string code) => Units.FirstOrDefault(unit => unit.Code == code);
}

/// <summary>Reads live rounds. What an import fixed (names, blocks, units) and the calendar are read once and kept until they change; the state is read each time.</summary>
public sealed class LiveRounds(ChiSoDatabase database)
{
    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    /// <summary><c>null</c> when there is no round of this code.</summary>
    public async Task<LiveRound?> FindAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, code, cancel);
    }

    /// <summary>Every round that isn't frozen yet, latest period first.</summary>
    public Task<ImmutableArray<LiveRound>> ListAsync(CancellationToken cancel) => ListAsync(round => round.FrozenAt == null, cancel);

    /// <summary>Every round that was frozen after an instant (UTC), latest period first.</summary>
    public Task<ImmutableArray<LiveRound>> ListFrozenAsync(DateTime since, CancellationToken cancel) => ListAsync(round => round.FrozenAt > since, cancel);

    private async Task<ImmutableArray<LiveRound>> ListAsync(Expression<Func<Round, bool>> which, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.Rounds.AsNoTracking().Where(which).OrderByDescending(round => round.Period).ThenBy(round => round.Code).ToListAsync(cancel);
        var rounds = ImmutableArray.CreateBuilder<LiveRound>(rows.Count);
        foreach (var row in rows)
            rounds.Add(await ReadAsync(context, row, cancel));
        return rounds.ToImmutable();
    }

    internal async Task<LiveRound?> FindAsync(ChiSoContext context, string code, CancellationToken cancel) =>
        await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel) is { } round ? await ReadAsync(context, round, cancel) : null;

    /// <summary>One act on the calendar of a round that isn't frozen: its chain is taken first, and whoever keeps the calendar reads it again afterwards.</summary>
    internal Task<Result<T>> ChangeCalendarAsync<T>(string code, Func<ChiSoContext, LiveRound, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(code), cancel);
            if (await FindAsync(context, code, cancel) is not { } round)
                return CalendarProblems.Unknown(code);
            if (round.FrozenAt is not null)
                return CalendarProblems.FrozenAlready(code);
            await context.RenewCalendarAsync(round.Id, cancel);
            return await act(context, round);
        }, cancel);

    private async Task<LiveRound> ReadAsync(ChiSoContext context, Round round, CancellationToken cancel)
    {
        var part = await PartAsync(context, round, cancel);
        return new()
        {
            Id = round.Id,
            Code = round.Code,
            Name = part.Settings.Name,
            Period = round.Period,
            Illustrative = part.Settings.Illustrative,
            DataFrom = part.Settings.DataFrom,
            DataTo = part.Settings.DataTo,
            Stages = part.Settings.Stages,
            CastingVote = part.Settings.CastingVote,
            OpeningProposedBy = round.OpeningProposedBy,
            OpenedAt = round.OpenedAt,
            FrozenAt = round.FrozenAt,
            Clock = part.Clock,
            Blocks = part.Blocks,
        };
    }

    /// <summary>An import that replaces a round gives it another id, an amendment of its criteria another hash, and a change of its calendar another version.</summary>
    private async Task<Kept> PartAsync(ChiSoContext context, Round round, CancellationToken cancel)
    {
        var known = kept.GetValueOrDefault(round.Id);
        if (known is not null && known.Content == round.ContentHash && known.Calendar == round.CalendarVersion)
            return known;
        var part = known is not null && known.Content == round.ContentHash ? known : await FixedAsync(context, round, cancel);
        return kept[round.Id] = part with { Calendar = round.CalendarVersion, Clock = await ClockAsync(context, round, part.Blocks, cancel) };
    }

    private static async Task<Kept> FixedAsync(ChiSoContext context, Round round, CancellationToken cancel)
    {
        var blocks = await context.Blocks.AsNoTracking().Where(block => block.RoundId == round.Id).OrderBy(block => block.Place).ToListAsync(cancel);
        var ids = blocks.ConvertAll(block => block.Id);
        var units = (await context.BlockUnits.AsNoTracking().Where(unit => ids.Contains(unit.BlockId)).OrderBy(unit => unit.Place).ToListAsync(cancel)).ToLookup(unit => unit.BlockId);
        return new(round.ContentHash, round.CalendarVersion, EngineJson.Read<RoundSettings>(round.Settings), [.. blocks.Select(block => Of(block, units[block.Id]))], new([], []));
    }

    private static LiveBlock Of(Block block, IEnumerable<BlockUnit> units)
    {
        var settings = EngineJson.Read<BlockSettings>(block.Settings);
        return new(block.Id, block.Code, settings.Name, block.CriteriaSetId, [.. units.Select(unit => EngineJson.Read<UnitInput>(unit.Settings))]) { FirstLevel = settings.FirstLevel ?? [] };
    }

    private static async Task<RoundClock> ClockAsync(ChiSoContext context, Round round, ImmutableArray<LiveBlock> blocks, CancellationToken cancel)
    {
        var ids = blocks.Select(block => block.Id).ToList();
        var windows = await context.StageWindows.AsNoTracking().Where(window => window.RoundId == round.Id).ToListAsync(cancel);
        var extensions = await context.Extensions.AsNoTracking().Where(extension => extension.RoundId == round.Id).OrderBy(extension => extension.ProposedAt).ToListAsync(cancel);
        var requests = await context.RequestDeadlines.AsNoTracking().SingleOrDefaultAsync(deadline => deadline.RoundId == round.Id, cancel);
        var late = await context.LateRules.AsNoTracking().Where(rule => ids.Contains(rule.BlockId)).ToListAsync(cancel);
        var pauses = await context.Pauses.AsNoTracking().Where(pause => pause.RoundId == round.Id).OrderBy(pause => pause.From).ToListAsync(cancel);
        var days = await context.DeclaredDays.AsNoTracking().Where(day => day.RoundId == round.Id).OrderBy(day => day.Day).ToListAsync(cancel);
        var changes = await context.DateChanges.AsNoTracking().Where(change => change.RoundId == round.Id).OrderBy(change => change.ProposedAt).ToListAsync(cancel);
        return new([.. windows], [.. extensions]) { DateChanges = [.. changes], RequestsUntil = requests?.Until, LateRules = [.. late], Days = new([.. days]), Pauses = [.. pauses] };
    }

    private sealed record Kept(string Content, Guid Calendar, RoundSettings Settings, ImmutableArray<LiveBlock> Blocks, RoundClock Clock);

    private sealed record RoundSettings(Words Name, bool Illustrative, DateOnly DataFrom, DateOnly DataTo, ImmutableArray<string> Stages, bool CastingVote);

    private sealed record BlockSettings(Words Name, ImmutableArray<FirstLevelRow>? FirstLevel = null);
}
