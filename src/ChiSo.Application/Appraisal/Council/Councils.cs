using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Reads what a block has before the council.</summary>
public sealed class Councils(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets, Appraisers appraisers, TimeProvider clock)
{
    /// <summary><c>null</c> when there is no such round or block, or the round has no stage of the council.</summary>
    public async Task<CouncilSheet?> ReadAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    internal async Task<CouncilSheet?> ReadAsync(ChiSoContext context, string roundCode, string blockCode, CancellationToken cancel)
    {
        if (await rounds.FindAsync(context, roundCode, cancel) is not { } round || round.Block(blockCode) is not { } block || !round.Stages.Contains(Stages.Council))
            return null;
        var criteria = await sets.FindAsync(context, block.CriteriaSetId, cancel);
        var rows = new Rows(
            (await context.Positions.AsNoTracking().Where(row => row.BlockId == block.Id && row.Mark == 0).OrderBy(row => row.Sequence).ToListAsync(cancel)).ToLookup(row => (row.Unit, row.Criterion)),
            (await context.Reopenings.AsNoTracking().Where(row => row.BlockId == block.Id).OrderBy(row => row.At).ToListAsync(cancel)).ToLookup(row => (row.Unit, row.Criterion)),
            await VotesAsync(context, block.Id, cancel),
            await context.CouncilPasses.AsNoTracking().SingleOrDefaultAsync(pass => pass.BlockId == block.Id, cancel),
            (await FiguresAsync(context, round, block, cancel)).ToLookup(one => (one.Figure.Unit, one.Figure.Criterion)));
        var meetings = await context.CouncilMeetings.AsNoTracking().Where(meeting => meeting.RoundId == round.Id).OrderByDescending(meeting => meeting.HeldOn).ThenByDescending(meeting => meeting.At).ToListAsync(cancel);
        var ids = meetings.Select(meeting => meeting.Id).ToList();
        var papers = await context.CouncilPapers.AsNoTracking().Where(paper => ids.Contains(paper.MeetingId)).OrderBy(paper => paper.At).ToListAsync(cancel);
        var leaves = criteria.Leaves().ToList();
        return new()
        {
            Round = round, Block = block, Criteria = criteria, Pass = rows.Pass,
            Meetings = [.. meetings],
            Papers = [.. papers],
            Holds = await FileVerdicts.HoldsAsync(context, papers.Select(paper => paper.FileHash), cancel),
            Lines = [.. block.Units.SelectMany(unit => leaves.Select(leaf => Line(round, unit, leaf, rows)))],
        };
    }

    /// <summary>Pre-filled figures, with who decides the cases about them.</summary>
    private async Task<ImmutableArray<LineFigure>> FiguresAsync(ChiSoContext context, LiveRound round, LiveBlock block, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var figures = await LineFigure.ReadAsync(context, round, block.Id, null, null, now, cancel);
        return figures.Any(one => one.IsUndecided) && await appraisers.ReadAsync(context, round.Code, cancel) is { } board && board.Map(block.Code) is { } map ? CaseDeciders.On(board, map, figures, now) : figures;
    }

    private static CouncilLine Line(LiveRound round, UnitInput unit, CriteriaNode leaf, Rows rows)
    {
        var positions = rows.Positions[(unit.Code, leaf.Code)].ToList();
        Position? Last(params StageKind[] kinds) => round.Stages.Where(stage => Stages.KindOf(stage) is { } kind && kinds.Contains(kind)).Reverse()
            .Select(stage => positions.FindLast(row => row.Stage == stage && row.HandedIn is not null)).FirstOrDefault(row => row is not null);
        var (claim, appraised, explained) = (Last(StageKind.Self, StageKind.Explanation), Last(StageKind.Review), Last(StageKind.Explanation));
        var decision = positions.FindLast(row => row.Stage == Stages.Council);
        ImmutableArray<Reopening> reopenings = [.. rows.Reopenings[(unit.Code, leaf.Code)]];
        var figures = LineFigure.On([.. rows.Figures[(unit.Code, leaf.Code)]], leaf);
        ImmutableArray<CouncilCause> causes =
        [
            .. explained is not null && explained.Entry != appraised?.Entry ? (CouncilCause[])[CouncilCause.Disputed] : [],
            .. claim is not null && figures.Any(one => one is { IsUndecided: true, Decider: not CaseDecider.Appraiser }) ? (CouncilCause[])[CouncilCause.FigureCase] : [],
            .. claim is not null && appraised is null ? (CouncilCause[])[CouncilCause.Unappraised] : [],
            .. reopenings.IsEmpty ? (CouncilCause[])[] : [CouncilCause.Reopened],
        ];
        return new()
        {
            Unit = unit, Node = leaf, Claim = claim, Prefilled = figures, Appraised = appraised, Decision = decision, Reopenings = reopenings, Causes = causes,
            Vote = decision is null ? null : rows.Votes.GetValueOrDefault(decision.Id),
            State = StateOf(decision, reopenings, causes, rows.Pass),
        };
    }

    private static CouncilState StateOf(Position? decision, ImmutableArray<Reopening> reopenings, ImmutableArray<CouncilCause> causes, CouncilPass? pass) =>
        decision?.HandedIn is not null && pass is not null ? CouncilState.Passed
        : decision is not null && reopenings.All(row => row.At <= decision.At) ? CouncilState.Decided
        : causes.IsEmpty ? CouncilState.Settled
        : CouncilState.Open;

    private static async Task<Dictionary<Guid, CouncilVote>> VotesAsync(ChiSoContext context, Guid block, CancellationToken cancel)
    {
        var positions = context.Positions.Where(row => row.BlockId == block && row.Stage == Stages.Council).Select(row => row.Id);
        return await context.CouncilVotes.AsNoTracking().Where(vote => positions.Contains(vote.PositionId)).ToDictionaryAsync(vote => vote.PositionId, cancel);
    }

    private sealed record Rows(
        ILookup<(string, CriterionCode), Position> Positions, ILookup<(string, CriterionCode), Reopening> Reopenings, Dictionary<Guid, CouncilVote> Votes, CouncilPass? Pass, ILookup<(string, CriterionCode), LineFigure> Figures);
}
