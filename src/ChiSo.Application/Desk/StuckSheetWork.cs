using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>Sheets that are complete but for checks this person alone may let through: nobody in the unit can hand them in.</summary>
internal static class StuckSheetWork
{
    public static async Task AddAsync(List<OpenWork> work, Installation installation, LiveRound round, Person person, DateTime now, CancellationToken cancel)
    {
        if (!person.Mandates.Any(mandate => Permissions.Table.Any(row => row.Act == Act.OverrideCheck && row.Role == mandate.Role)))
            return;
        await using var context = installation.Database.Open();
        foreach (var stage in round.Stages.Where(stage => Stages.KindOf(stage) is StageKind.Self or StageKind.Explanation))
        {
            foreach (var block in round.Blocks)
            {
                var units = block.Units.Select(unit => unit.Code).Where(unit => (round.Clock.TurnOf(stage, unit, now) == Turn.Open || round.Clock.TakesLate(block.Id, stage, unit, now)) && person.May(Act.OverrideCheck, new(unit, Stage: Stages.KindOf(stage)))).ToList();
                if (await FilledAsync(context, installation, block, stage, units, cancel) is not { Count: > 0 } filled)
                    continue;
                foreach (var sheet in await installation.Sheets.ReadForChecksAsync(context, round, block, stage, filled, cancel))
                    work.AddRange(SheetChecks.OnlyOutside(sheet).GroupBy(finding => finding.Check.Code).Select(same => Of(sheet, same.First().Check, same.Count())));
            }
        }
    }

    /// <summary>Of these, units that have not handed in and have put something on every line of their own, or may have: on a sheet with a line that doesn't apply, and in an explanation, the checks tell. It spares reading sheets people are still at.</summary>
    private static async Task<List<string>> FilledAsync(ChiSoContext context, Installation installation, LiveBlock block, string stage, List<string> units, CancellationToken cancel)
    {
        if (units.Count == 0)
            return [];
        var moves = await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Stage == stage).ToListAsync(cancel);
        var handedIn = moves.GroupBy(move => move.Unit).Where(unit => unit.MaxBy(move => move.Sequence)?.State == SheetState.HandedIn).Select(unit => unit.Key).ToHashSet();
        var open = units.Where(unit => !handedIn.Contains(unit)).ToList();
        if (open.Count == 0 || Stages.KindOf(stage) == StageKind.Explanation)
            return open;
        var own = (await installation.Sets.FindAsync(context, block.CriteriaSetId, cancel)).Leaves().Where(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit }).Select(leaf => leaf.Code).ToHashSet();
        var entered = await context.Positions.Where(row => row.BlockId == block.Id && row.Stage == stage && row.Mark == 0 && open.Contains(row.Unit)).Select(row => new { row.Unit, row.Criterion }).Distinct().ToListAsync(cancel);
        var filled = entered.Where(line => own.Contains(line.Criterion)).CountBy(line => line.Unit).Where(unit => unit.Value == own.Count).Select(unit => unit.Key);
        var aside = await context.NotApplicableRequests.Where(request => request.BlockId == block.Id && open.Contains(request.Unit)).Select(request => request.Unit).Distinct().ToListAsync(cancel);
        return [.. filled.Union(aside)];
    }

    private static OpenWork Of(Sheet sheet, SheetCheck check, int lines) =>
        new(WorkKind.LetThrough, sheet.Round.Code, sheet.Round.Name, sheet.Block.Code, sheet.Unit.Code, sheet.Unit.Name, sheet.Stage, lines, 0, sheet.Round.Clock.ClosesFor(sheet.Stage, sheet.Unit.Code)) { Check = check };
}
