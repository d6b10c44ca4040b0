using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What became of units' cases about pre-filled figures: decided, settled by the council's conclusion on the line, or the decision taken back, with what, by whom and why; new for a week.</summary>
internal static class FigureNews
{
    private static readonly TimeSpan New = TimeSpan.FromDays(7);

    /// <param name="units">Of the person, by block.</param>
    /// <param name="now">UTC.</param>
    public static async Task AddAsync(List<OpenWork> work, Installation installation, LiveRound round, IEnumerable<(LiveBlock Block, UnitInput Unit)> units, DateTime now, CancellationToken cancel)
    {
        await using var context = installation.Database.Open();
        foreach (var (block, unit) in units)
        {
            var cases = (await LineFigure.ReadAsync(context, round, block.Id, unit.Code, null, now, cancel)).Where(one => one.HasCase).ToList();
            if (cases.Count == 0)
                continue;
            var lines = (await installation.Sets.FindAsync(block.CriteriaSetId, cancel)).Leaves().ToDictionary(leaf => leaf.Code);
            cases.RemoveAll(one => !lines.ContainsKey(one.Figure.Criterion)); // an amendment may have taken the line away
            var reopened = await ReopenedAsync(context, round, cases, now - New, cancel);
            var decided = cases.Where(one => one.Dispute is { State: DisputeState.Upheld or DisputeState.Rejected }).Select(one => (At: one.Dispute!.ClosedAt, Told: Decided(one, lines[one.Figure.Criterion]))) // asked for with a case
                .Concat(await ConcludedAsync(context, block, cases, lines, cancel)).OrderByDescending(one => one.At).ToList();
            var fresh = decided.FindAll(one => one.At > now - New);
            Add(WorkKind.DecidedDispute, fresh.Count, decided.Count, [.. fresh.Select(one => one.Told)]);
            Add(WorkKind.ReopenedDispute, reopened.Count, reopened.Count, [.. reopened.Select(one => Reopened(one.Figure, one.Reason, lines[one.Figure.Figure.Criterion]))]);

            void Add(WorkKind kind, int left, int all, ImmutableArray<Words> told)
            {
                if (all > 0)
                    work.Add(new(kind, round.Code, round.Name, block.Code, unit.Code, unit.Name, "", left, all, null) { Told = told });
            }
        }
    }

    private static Words Decided(LineFigure one, CriteriaNode line)
    {
        var dispute = one.Dispute!; // only such are told of
        var (state, stands, at) = (DisputeStates.WordsOf(dispute.State), VietnameseNumbers.ToWords(one.Stands), VietnamTime.Write(dispute.ClosedAt.GetValueOrDefault())); // a decided case has an instant
        return new(
            $"{line.Number} ({one.MeaningIn(line.Scoring!)}): {state.Vi}, {stands.Vi}; lý do “{dispute.Decision}” ({dispute.ClosedBy}, {at}).", // pre-filled lines are scored
            $"{line.Number} ({one.MeaningIn(line.Scoring!)}): {state.En}, {stands.En}; because “{dispute.Decision}” ({dispute.ClosedBy}, {at})."); // likewise
    }

    /// <summary>Cases that were open still when the council concluded on their line, which settled them.</summary>
    private static async Task<IEnumerable<(DateTime? At, Words Told)>> ConcludedAsync(ChiSoContext context, LiveBlock block, List<LineFigure> cases, Dictionary<CriterionCode, CriteriaNode> lines, CancellationToken cancel)
    {
        var open = cases.FindAll(one => one is { Dispute.State: DisputeState.Open, Decider: CaseDecider.Concluded });
        if (open.Count == 0)
            return [];
        var (unit, codes) = (open[0].Figure.Unit, open.ConvertAll(one => one.Figure.Criterion));
        var rows = await context.Positions.AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unit && row.Stage == Stages.Council && row.Mark == 0 && row.HandedIn != null && codes.Contains(row.Criterion)).ToListAsync(cancel);
        var newest = rows.GroupBy(row => row.Criterion).ToDictionary(line => line.Key, line => line.MaxBy(row => row.Sequence)!); // a group has a row
        return open.Select(one => (newest[one.Figure.Criterion].HandedIn, Concluded(one, newest[one.Figure.Criterion], lines[one.Figure.Criterion])));
    }

    private static Words Concluded(LineFigure one, Position conclusion, CriteriaNode line)
    {
        var value = conclusion.IsWithdrawn ? null : one.In(EngineJson.Read<Entry>(conclusion.Entry), line.Scoring!); // pre-filled lines are scored
        var (stands, at) = (value is { } counted ? VietnameseNumbers.ToWords(counted) : Words.Same(""), VietnamTime.Write(conclusion.HandedIn.GetValueOrDefault())); // only such are told of
        var (vi, en) = value is null ? ("", "") : ($", {stands.Vi}", $", {stands.En}");
        return new(
            $"{line.Number} ({one.MeaningIn(line.Scoring!)}): {DisputeStates.Concluded.Vi}{vi}; lý do “{conclusion.Reason}” ({conclusion.By}, {at}).", // as above
            $"{line.Number} ({one.MeaningIn(line.Scoring!)}): {DisputeStates.Concluded.En}{en}; because “{conclusion.Reason}” ({conclusion.By}, {at})."); // as above
    }

    private static Words Reopened(LineFigure one, string reason, CriteriaNode line) => new(
        $"{line.Number} ({one.MeaningIn(line.Scoring!)}): rút lại quyết định, phản ánh lại chờ quyết định; lý do “{reason}”.", // pre-filled lines are scored
        $"{line.Number} ({one.MeaningIn(line.Scoring!)}): the decision was taken back, and the case waits again; because “{reason}”."); // likewise

    /// <summary>Open cases whose decision was taken back since then, with why. The trail alone tells: the case has forgotten it.</summary>
    private static async Task<List<(LineFigure Figure, string Reason)>> ReopenedAsync(ChiSoContext context, LiveRound round, List<LineFigure> cases, DateTime since, CancellationToken cancel)
    {
        var (chain, found) = (Trail.OfRound(round.Code), new List<(LineFigure, string)>());
        foreach (var one in cases.Where(one => one.IsUndecided && one.Dispute is { Version: > 1 })) // the trail is long, and seldom has to be read
        {
            var line = $"{one.Figure.Unit} {one.Figure.Criterion} ";
            var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain && link.Act == Prefilling.Reopened && link.At > since && link.Subject.StartsWith(line)).OrderByDescending(link => link.Sequence).Select(link => link.Sequence).ToListAsync(cancel);
            var payloads = await context.AuditPayloads.AsNoTracking().Where(row => row.Chain == chain && links.Contains(row.Sequence)).OrderByDescending(row => row.Sequence).ToListAsync(cancel);
            if (payloads.FirstOrDefault(payload => payload.Json.Contains($"{one.Dispute!.Id}", StringComparison.Ordinal)) is { } payload) // its version says so
                found.Add((one, LinkContent.Of(payload.Json).Reason));
        }

        return found;
    }
}
