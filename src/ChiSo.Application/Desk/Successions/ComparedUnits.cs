using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>Units of rounds under way that were made from others: the round compares them with those before, where its method says so. No entry and no other unit is touched.</summary>
internal static class ComparedUnits
{
    /// <summary>Each unit of a round that isn't frozen and lacks a predecessor the arrows give it.</summary>
    public static IEnumerable<(LiveRound Round, LiveBlock Block, UnitInput Unit, ImmutableArray<string> Predecessors)> Of(ImmutableArray<LiveRound> live, Reorganisation wanted)
    {
        var made = wanted.Arrows.Where(arrow => arrow.From.Length > 0 && arrow.To.Length > 0 && arrow.From != arrow.To).ToLookup(arrow => arrow.To, arrow => arrow.From);
        return from round in live
               from block in round.Blocks
               from unit in block.Units
               let all = unit.Predecessors.Union(made[unit.Code]).ToImmutableArray()
               where all.Length > unit.Predecessors.Length
               select (round, block, unit, all);
    }

    public static async Task SetAsync(ChiSoContext context, ImmutableArray<LiveRound> live, Reorganisation wanted, Change change, CancellationToken cancel)
    {
        foreach (var round in Of(live, wanted).GroupBy(one => one.Round.Code))
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Key), cancel);
            foreach (var (_, block, unit, predecessors) in round)
            {
                var settings = EngineJson.ToText(unit with { Predecessors = predecessors, Changed = true });
                await context.BlockUnits.Where(row => row.BlockId == block.Id && row.Code == unit.Code).ExecuteUpdateAsync(set => set.SetProperty(row => row.Settings, settings), cancel);
            }

            var stored = await context.Rounds.AsNoTracking().SingleAsync(known => known.Code == round.Key, cancel);
            var hash = RoundStore.HashOf(await RoundRows.ReadAsync(context, stored, cancel));
            await context.Rounds.Where(known => known.Code == round.Key).ExecuteUpdateAsync(set => set.SetProperty(known => known.ContentHash, hash), cancel);
            await Trail.AppendAsync(context, Trail.OfRound(round.Key), change, "round.predecessors-set", round.Key, round.Select(one => new { unit = one.Unit.Code, one.Predecessors }), cancel);
        }
    }
}
