using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>Sheets that are complete, and lines that were returned, but for checks this person alone may let through: nobody in the unit can hand them in.</summary>
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
                var units = block.Units.Select(unit => unit.Code).Where(unit => person.May(Act.OverrideCheck, new(unit, Stage: Stages.KindOf(stage)))).ToList();
                var open = units.FindAll(unit => round.Clock.TurnOf(stage, unit, now) == Turn.Open || round.Clock.TakesLate(block.Id, stage, unit, now));
                if (await LackingAsync(context, installation, round, block, stage, stage == Stages.Self ? units : open, cancel) is not { Count: > 0 } lacking)
                    continue;
                var handedIn = await HandedInAsync(context, block, stage, lacking, cancel);
                var filled = await FilledAsync(context, installation, block, stage, lacking.FindAll(unit => !handedIn.Contains(unit) && open.Contains(unit)), cancel);
                var returned = stage == Stages.Self ? await ReturnedAsync(context, round, block, handedIn, now, cancel) : [];
                if (filled.Count + returned.Count == 0)
                    continue;
                foreach (var sheet in await installation.Sheets.ReadForChecksAsync(context, round, block, stage, [.. filled.Union(returned.Select(ask => ask.Unit))], cancel))
                    work.AddRange(returned.FindAll(ask => ask.Unit == sheet.Unit.Code) is { Count: > 0 } asks ? OfLines(sheet, asks) : Of(sheet, SheetChecks.OnlyOutside(sheet), round.Clock.ClosesFor(stage, sheet.Unit.Code)));
            }
        }
    }

    /// <summary>Of these, units with something on a line that demands a document, and no document there: one short query that spares reading everybody's sheet.</summary>
    internal static async Task<List<string>> LackingAsync(ChiSoContext context, Installation installation, LiveRound round, LiveBlock block, string stage, List<string> units, CancellationToken cancel)
    {
        var lines = (await installation.Sets.FindAsync(context, block.CriteriaSetId, cancel)).Leaves().Where(SheetChecks.MayNeedOutside).Select(leaf => leaf.Code).ToList();
        if (lines.Count == 0 || units.Count == 0)
            return [];
        var supported = Sheets.Supporting(context, block.Id, round, stage);
        return await context.Positions.Where(row => row.BlockId == block.Id && row.Stage == stage && row.Mark == 0 && lines.Contains(row.Criterion) && units.Contains(row.Unit) && !supported.Any(file => file.Unit == row.Unit && file.Criterion == row.Criterion))
            .Select(row => row.Unit).Distinct().ToListAsync(cancel);
    }

    private static async Task<HashSet<string>> HandedInAsync(ChiSoContext context, LiveBlock block, string stage, List<string> units, CancellationToken cancel)
    {
        var moves = await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Stage == stage && units.Contains(move.Unit)).Select(move => new { move.Unit, move.Sequence, move.State }).ToListAsync(cancel);
        return [.. moves.GroupBy(move => move.Unit).Where(unit => unit.MaxBy(move => move.Sequence)?.State == SheetState.HandedIn).Select(unit => unit.Key)];
    }

    /// <summary>Of these, units that have put something on every line of their own, or may have: on a sheet with a line that doesn't apply, and in an explanation, the checks tell. It spares reading sheets people are still at.</summary>
    private static async Task<List<string>> FilledAsync(ChiSoContext context, Installation installation, LiveBlock block, string stage, List<string> open, CancellationToken cancel)
    {
        if (open.Count == 0 || Stages.KindOf(stage) == StageKind.Explanation)
            return open;
        var own = (await installation.Sets.FindAsync(context, block.CriteriaSetId, cancel)).Leaves().Where(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit }).Select(leaf => leaf.Code).ToHashSet();
        var entered = await context.Positions.Where(row => row.BlockId == block.Id && row.Stage == stage && row.Mark == 0 && open.Contains(row.Unit)).Select(row => new { row.Unit, row.Criterion }).Distinct().ToListAsync(cancel);
        var filled = entered.Where(line => own.Contains(line.Criterion)).CountBy(line => line.Unit).Where(unit => unit.Value == own.Count).Select(unit => unit.Key);
        var aside = await context.NotApplicableRequests.Where(request => request.BlockId == block.Id && open.Contains(request.Unit)).Select(request => request.Unit).Distinct().ToListAsync(cancel);
        return [.. filled.Union(aside)];
    }

    /// <summary>Lines of these units that were returned and may be mended still, which they may after the unit's own time.</summary>
    private static async Task<List<Ask>> ReturnedAsync(ChiSoContext context, LiveRound round, LiveBlock block, HashSet<string> units, DateTime now, CancellationToken cancel)
    {
        var asks = await context.Asks.AsNoTracking().Where(ask => ask.BlockId == block.Id && units.Contains(ask.Unit) && ask.Kind == AskKind.Return && ask.AnsweredAt == null && ask.WithdrawnAt == null).ToListAsync(cancel);
        return asks.FindAll(ask => round.Clock.TurnOf(ask.Stage, ask.Unit, now) == Turn.Open);
    }

    /// <summary>Each returned line is handed in by itself, so it is looked at by itself.</summary>
    private static IEnumerable<OpenWork> OfLines(Sheet sheet, List<Ask> asks)
    {
        var blocking = SheetChecks.Blocking(sheet).ToLookup(finding => finding.Node.Code);
        var stuck = asks.FindAll(ask => blocking[ask.Criterion].All(finding => finding.Check.IsForOutside));
        return Of(sheet, [.. stuck.SelectMany(ask => blocking[ask.Criterion])], stuck.Select(ask => sheet.Round.Clock.ClosesFor(ask.Stage, sheet.Unit.Code)).Min());
    }

    private static IEnumerable<OpenWork> Of(Sheet sheet, ImmutableArray<Finding> findings, DateTime? due) =>
        from finding in findings
        group finding by finding.Check.Code into same
        select new OpenWork(WorkKind.LetThrough, sheet.Round.Code, sheet.Round.Name, sheet.Block.Code, sheet.Unit.Code, sheet.Unit.Name, sheet.Stage, same.Count(), 0, due) { Check = same.First().Check };
}
