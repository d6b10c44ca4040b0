using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>How far one unit is with its self-assessment, and since when.</summary>
/// <param name="Filled">Lines of its own with an entry.</param>
/// <param name="Recent">Of these, lines last saved since the stage began.</param>
/// <param name="SignedNumber">Number of the signed copy; <c>null</c> while none is laid in.</param>
/// <param name="Since">UTC, of its last move, else of the stage's opening; <c>null</c> without dates.</param>
public sealed record BoardRow(string Block, UnitInput Unit, SheetState State, int Filled, int Recent, int Lines, string? SignedNumber, DateTime? Since);

/// <summary>How far units are with their self-assessment: those that have not handed in first, the longest waiting on top. What follows is told by <see cref="RoundWaits"/>.</summary>
public sealed class RoundBoard(ChiSoDatabase database, PublishedSets sets)
{
    public async Task<ImmutableArray<BoardRow>> OfAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = new List<BoardRow>();
        foreach (var block in round.Blocks)
        {
            var own = (await sets.FindAsync(context, block.CriteriaSetId, cancel)).Leaves().Where(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit }).Select(leaf => leaf.Code).ToHashSet();
            var entered = (await context.Positions.Where(row => row.BlockId == block.Id && row.Stage == Stages.Self && row.Mark == 0).GroupBy(row => new { row.Unit, row.Criterion }).Select(line => new { line.Key.Unit, line.Key.Criterion, At = line.Max(row => row.At) }).ToListAsync(cancel))
                .Where(line => own.Contains(line.Criterion)).ToList();
            var filled = entered.CountBy(line => line.Unit).ToDictionary();
            var recent = entered.Where(line => line.At >= round.BeganAt(Stages.Self)).CountBy(line => line.Unit).ToDictionary();
            var moves = (await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Stage == Stages.Self).ToListAsync(cancel))
                .GroupBy(move => move.Unit).ToDictionary(unit => unit.Key, unit => unit.MaxBy(move => move.Sequence)!); // a group has a move
            var signed = (await context.SignedSheets.AsNoTracking().Where(row => row.BlockId == block.Id && row.Stage == Stages.Self).Select(row => new { row.Unit, row.Number, row.At }).ToListAsync(cancel))
                .GroupBy(row => row.Unit).ToDictionary(unit => unit.Key, unit => unit.MaxBy(row => row.At)!.Number); // a group has a row
            var opened = round.Clock.Windows.FirstOrDefault(window => window.Stage == Stages.Self)?.Opens;
            rows.AddRange(block.Units.Select(unit => new BoardRow(
                block.Code, unit, moves.GetValueOrDefault(unit.Code)?.State ?? SheetState.Draft, filled.GetValueOrDefault(unit.Code), recent.GetValueOrDefault(unit.Code), own.Count, signed.GetValueOrDefault(unit.Code), moves.GetValueOrDefault(unit.Code)?.At ?? opened)));
        }

        return [.. rows.OrderBy(row => row.State == SheetState.HandedIn).ThenBy(row => row.Since ?? DateTime.MaxValue)];
    }
}
