using System.Collections.Frozen;
using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Figures filled in for units before they score themselves, and what the appraiser decides where a unit disputes one.</summary>
public sealed class Prefilling(ChiSoDatabase database, Appraisers appraisers, Sheets sheets, Reviews reviews, ReviewWork work, TimeProvider clock)
{
    /// <summary>The act of taking a decision back, in the trail.</summary>
    internal const string Reopened = "figure.dispute-reopened";

    /// <summary>The steps that are the appraiser's, with what the trail calls them.</summary>
    private static readonly FrozenDictionary<DisputeStep, string> Acts = new Dictionary<DisputeStep, string>
    {
        [DisputeStep.Uphold] = "figure.dispute-upheld",
        [DisputeStep.Reject] = "figure.dispute-rejected",
        [DisputeStep.Reopen] = Reopened,
    }.ToFrozenDictionary();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The figures of a block; <c>null</c> when there is no such round or block.</summary>
    public async Task<PrefilledDesk?> ReadAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    /// <summary>A sheet whose figures tell who decides the cases about them.</summary>
    public async Task<Sheet> WithDecidersAsync(Sheet sheet, CancellationToken cancel) =>
        sheet.Prefilled.Any(figure => figure.IsUndecided) && await appraisers.ReadAsync(sheet.Round.Code, cancel) is { } board && board.Map(sheet.Block.Code) is { } map
            ? sheet with { Prefilled = CaseDeciders.On(board, map, sheet.Prefilled, Now) }
            : sheet;

    /// <summary>The figures of a round with a case about them, withdrawn ones left out: in printed order, then in official order of the units.</summary>
    public async Task<ImmutableArray<DisputedFigure>> DisputedAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var told = ImmutableArray.CreateBuilder<DisputedFigure>();
        foreach (var block in round.Blocks)
        {
            if ((await LineFigure.ReadAsync(context, round, block.Id, null, null, Now, cancel)).Where(one => one.HasCase).ToLookup(one => (one.Figure.Unit, one.Figure.Criterion)) is not { Count: > 0 } cases || await appraisers.ReadAsync(context, round.Code, cancel) is not { } board || board.Map(block.Code) is not { } map)
                continue;
            told.AddRange(from node in map.Criteria.Leaves()
                          from unit in block.Units
                          from one in cases[(unit.Code, node.Code)]
                          select new DisputedFigure(unit.Name, node.Number.ToString(), one.MeaningIn(node.Scoring!), FigureWords.SourceOf(one), FigureWords.StateOf(one, node, null))); // pre-filled lines are scored; a case says how it stands without the entry
        }

        return told.ToImmutable();
    }

    /// <summary>Decides a case about a figure: the unit's value stands, or the source's; or takes such a decision back. Whoever appraises the line does, with a reason, while the line isn't confirmed at that stage.</summary>
    public Task<Result<FigureDispute>> DecideAsync(ReviewPart part, Guid id, int seen, DisputeStep? wanted, string reason, Person person, CancellationToken cancel) => database.WriteAsync<Result<FigureDispute>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(part.Round), cancel);
            if (wanted is not { } step || !Acts.TryGetValue(step, out var act) || await reviews.ReadAsync(context, part, cancel) is not { } review || review.Lines.FirstOrDefault(one => one.Prefilled.Any(figure => figure.Dispute?.Id == id)) is not { } line)
                return PrefillingProblems.Unknown(part.Block);
            if (work.Refuse(review, line, person, Act.Appraise, ReviewStep.Appraise) is { } refused)
                return refused;
            var figure = line.Prefilled.First(one => one.Dispute?.Id == id);
            var dispute = figure.Dispute!; // found by it just above
            var change = new Change(person.Id, person.MandateTo(Act.Appraise, line.Aim)?.Id ?? Guid.Empty, Now, reason.Trim().Normalize());
            if (await SecondPerson.IsSameAsync(context, Act.PrefillFigures, figure.Figure.Person, figure.Figure.At, change, cancel))
                return PrefillingProblems.OwnFigure(line);
            if (RefuseDecision(line, dispute, seen, step, reason) is { } wrong)
                return wrong;

            context.FigureDisputes.Attach(dispute);
            dispute.Take(step, change.Reason, person.NameUnder(change.Mandate), change.At);
            await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, act, $"{line.Unit.Code} {line.Node.Code} {review.Stage}",
                new { dispute.Id, figure.Figure.Letter, filled = figure.Figure.Value, own = dispute.OwnValue }, cancel);
            return dispute;
        }, cancel);

    private static Problem? RefuseDecision(ReviewLine line, FigureDispute dispute, int seen, DisputeStep step, string reason)
    {
        var where = ReviewProblems.Named(line);
        return line.IsExplained ? PrefillingProblems.Explained(line)
            : !DisputeStates.Allows(dispute.State, step) ? PrefilledProblems.WrongStep(where, dispute.State)
            : line.Marks is { IsComplete: false } ? PrefillingProblems.MarksFirst(line)
            : dispute.Version != seen ? PrefilledProblems.Changed(where)
            : string.IsNullOrWhiteSpace(reason) ? PrefilledProblems.NoReason(where)
            : null;
    }

    internal async Task<PrefilledDesk?> ReadAsync(ChiSoContext context, string round, string block, CancellationToken cancel)
    {
        if (await appraisers.ReadAsync(context, round, cancel) is not { } board || board.Map(block) is not { } map)
            return null;
        var all = await sheets.ReadAllAsync(context, board.Round, map.Block, Stages.Self, cancel);
        return new(board.Round, map, all, CaseDeciders.On(board, map, await LineFigure.ReadAsync(context, board.Round, map.Block.Id, null, null, Now, cancel), Now));
    }
}
