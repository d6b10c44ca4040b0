using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Figures filled in for units from one workbook before they score themselves, and what the appraiser decides where a unit disputes one.</summary>
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

    /// <summary>Takes a filled file in whole, or tells every problem at its cell.</summary>
    /// <param name="content">Read twice, so it can go back to its beginning.</param>
    /// <returns>How many figures were filled in, filled in anew, or taken away.</returns>
    public async Task<Result<int>> LoadAsync(string round, string block, Stream content, string fileName, Person person, CancellationToken cancel)
    {
        if (content.Length > FigureLoading.LongestFile)
            return FileProblems.UploadTooLarge(FigureLoading.LongestFile);
        fileName = FileNames.AsGiven(fileName);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
        content.Position = 0;
        var read = content.Length == 0 ? null : TableFiles.Read(content, fileName);
        return await database.WriteAsync<Result<int>>(
            async context =>
            {
                await Trail.LockAsync(context, Trail.OfRound(round), cancel);
                if (await ReadAsync(context, round, block, cancel) is not { } desk)
                    return PrefillingProblems.Unknown(block);
                if (desk.MandateOf(person) is not { } mandate)
                    return PrefillingProblems.NotAllowed(block);
                if (!desk.Round.IsWorkable)
                    return PrefillingProblems.Closed(block);
                if (read is null)
                    return FigureProblems.NoFile();
                var change = new Change(person.Id, mandate.Id, Now, "");
                var found = new PrefilledFile(desk, person, change.At).Read(read, fileName);
                if (!found.TryGet(out var figures))
                    return found.Problems;
                var last = (await PrefilledFigure.Newest(context.PrefilledFigures.Where(row => row.BlockId == desk.Map.Block.Id)).Select(row => new { row.Unit, row.Criterion, row.Letter, row.Sequence }).ToListAsync(cancel)).ToDictionary(row => (row.Unit, row.Criterion, row.Letter), row => row.Sequence);
                var added = figures.Where(figure => figure.IsNew).Select(figure => RowOf(desk, figure, last.GetValueOrDefault((figure.Unit.Code, figure.Node.Code, figure.Letter)), person, change)).ToList();
                if (added.Count == 0)
                    return PrefillingProblems.NothingNew(fileName);
                context.PrefilledFigures.AddRange(added);
                await Trail.AppendAsync(context, Trail.OfRound(round), change, "figures.prefilled", block, new { fileName, sha256 = hash, figures = added.Count, takenAway = added.Count(one => one.IsTakenAway), units = added.Select(one => one.Unit).Distinct().Count() }, cancel);
                return added.Count;
            }, cancel);
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
            if (RefuseDecision(line, figure, dispute, seen, step, reason, person) is { } wrong)
                return wrong;

            var change = new Change(person.Id, person.MandateTo(Act.Appraise, line.Aim)?.Id ?? Guid.Empty, Now, reason.Trim().Normalize());
            context.FigureDisputes.Attach(dispute);
            dispute.Take(step, change.Reason, person.NameUnder(change.Mandate), change.At);
            await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, act, $"{line.Unit.Code} {line.Node.Code} {review.Stage}",
                new { dispute.Id, figure.Figure.Letter, filled = figure.Figure.Value, own = dispute.OwnValue }, cancel);
            return dispute;
        }, cancel);

    private static Problem? RefuseDecision(ReviewLine line, LineFigure figure, FigureDispute dispute, int seen, DisputeStep step, string reason, Person person)
    {
        var where = ReviewProblems.Named(line);
        return figure.Figure.Person == person.Id ? PrefillingProblems.OwnFigure(line)
            : line.IsExplained ? PrefillingProblems.Explained(line)
            : !DisputeStates.Allows(dispute.State, step) ? PrefilledProblems.WrongStep(where, dispute.State)
            : line.Marks is { IsComplete: false } ? PrefillingProblems.MarksFirst(line)
            : dispute.Version != seen ? PrefilledProblems.Changed(where)
            : string.IsNullOrWhiteSpace(reason) ? PrefilledProblems.NoReason(where)
            : null;
    }

    private async Task<PrefilledDesk?> ReadAsync(ChiSoContext context, string round, string block, CancellationToken cancel)
    {
        if (await appraisers.ReadAsync(context, round, cancel) is not { } board || board.Map(block) is not { } map)
            return null;
        var all = await sheets.ReadAllAsync(context, board.Round, map.Block, Stages.Self, cancel);
        return new(board.Round, map, all, await LineFigure.ReadAsync(context, board.Round, map.Block.Id, null, null, Now, cancel));
    }

    private static PrefilledFigure RowOf(PrefilledDesk desk, FilledFigure figure, int last, Person person, Change change) => new()
    {
        BlockId = desk.Map.Block.Id, Unit = figure.Unit.Code, Criterion = figure.Node.Code, Letter = figure.Letter, Sequence = last + 1,
        Value = figure.Value, Source = figure.Source, QueriedOn = figure.QueriedOn, Reference = figure.Reference, IsTakenAway = figure.IsTakenAway, By = person.NameUnder(person.MandateTo(Act.PrefillFigures, desk.AimOf(figure.Node, figure.Unit.Code))?.Id ?? change.Mandate), Person = person.Id, At = change.At,
    };
}
