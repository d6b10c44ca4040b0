using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Precedent notes of criteria: write, withdraw, and read with those of earlier rounds.</summary>
public sealed class Precedents(ChiSoDatabase database, Reviews reviews, LiveRounds rounds, TimeProvider clock)
{
    /// <summary>What was noted on some criteria of a block in this round and the earlier ones, newest first, what was withdrawn last.</summary>
    public async Task<ILookup<CriterionCode, PrecedentRow>> ReadAsync(LiveRound round, LiveBlock block, IEnumerable<CriteriaNode> criteria, CancellationToken cancel)
    {
        await using var context = database.Open();
        var nodes = criteria.DistinctBy(node => node.Code).ToList();
        var places = (await PlacesAsync(context, round, block.Code, cancel)).ToDictionary(place => place.Block.Id);
        var ids = places.Keys.ToList();
        var codes = nodes.SelectMany(node => node.Origins.Add(node.Code)).Distinct().ToList();
        var notes = await context.PrecedentNotes.AsNoTracking().Where(note => ids.Contains(note.BlockId) && codes.Contains(note.Criterion)).ToListAsync(cancel);
        var shown = from node in nodes
                    from note in notes
                    where note.Criterion == node.Code || (note.BlockId != block.Id && node.Origins.Contains(note.Criterion))
                    orderby note.WithdrawnAt is not null, note.At descending
                    select (node.Code, Row: RowOf(note, places[note.BlockId]));
        return shown.ToLookup(pair => pair.Code, pair => pair.Row);
    }

    /// <summary>Writes a note on a criterion. A line it comes from must be appraised, so that no mark shows before it may be seen.</summary>
    /// <param name="part">Of one criterion.</param>
    public Task<Result<PrecedentNote>> WriteAsync(ReviewPart part, WritePrecedent input, Person person, CancellationToken cancel) => ChangeAsync(part, person, async (context, review, line, change) =>
    {
        if (string.IsNullOrWhiteSpace(input.Facts) || string.IsNullOrWhiteSpace(input.Decision))
            return PrecedentProblems.NoText(line.Node);
        var source = input.Unit.Length == 0 ? null : review.For(person).Lines.FirstOrDefault(one => one.Unit.Code == input.Unit);
        if (input.Unit.Length > 0 && source is not { State: ReviewState.Appraised or ReviewState.Confirmed })
            return PrecedentProblems.NotDecided(line.Node, source?.Unit.Name.Vi ?? input.Unit);

        var note = new PrecedentNote
        {
            BlockId = review.Block.Id, Criterion = line.Node.Code, Stage = review.Stage, Agency = line.Assigned.Agency, Unit = input.Unit,
            Facts = input.Facts.Trim().Normalize(), Decision = input.Decision.Trim().Normalize(), By = person.FullName, Person = person.Id, At = change.At,
        };
        if (await context.PrecedentNotes.AsNoTracking().FirstOrDefaultAsync(row => row.BlockId == note.BlockId && row.Criterion == note.Criterion && row.Unit == note.Unit && row.Facts == note.Facts && row.Decision == note.Decision && row.WithdrawnAt == null, cancel) is { } twin)
            return twin; // a double click
        context.PrecedentNotes.Add(note);
        await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "precedent.written", Subject(review, note), new { note.Id, note.Unit, note.Facts, note.Decision }, cancel);
        return note;
    }, cancel);

    /// <summary>Takes a note back, of this round or an earlier one; it stays on record, marked as withdrawn.</summary>
    /// <param name="part">Of one criterion.</param>
    public Task<Result<PrecedentNote>> WithdrawAsync(ReviewPart part, Guid id, Person person, CancellationToken cancel) => ChangeAsync(part, person, async (context, review, line, change) =>
    {
        var places = (await PlacesAsync(context, review.Round, review.Block.Code, cancel)).Select(place => place.Block.Id).ToList();
        if (await context.PrecedentNotes.SingleOrDefaultAsync(note => note.Id == id && places.Contains(note.BlockId), cancel) is not { WithdrawnAt: null } note || (note.Criterion != line.Node.Code && !line.Node.Origins.Contains(note.Criterion)))
            return PrecedentProblems.Unknown(line.Node);
        if (!review.Lines.Any(one => one.Assigned.Agency == note.Agency && person.May(Act.NotePrecedent, one.Aim)))
            return PrecedentProblems.NotAllowed(line.Node);

        note.Withdraw(change.At, person.FullName);
        await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "precedent.withdrawn", Subject(review, note), new { note.Id, note.Facts, note.Decision }, cancel);
        return note;
    }, cancel);

    /// <summary>A line of the criterion by which this person may write notes now; <c>null</c> when there is none.</summary>
    public ReviewLine? Reached(Review review, Person person) => review.Lines.FirstOrDefault(line => person.May(Act.NotePrecedent, line.Aim) && IsOpen(review, line));

    private bool IsOpen(Review review, ReviewLine line) => review.Round.IsWorkable && review.Round.Clock.TurnOf(review.Stage, line.Unit.Code, clock.GetUtcNow().UtcDateTime) == Turn.Open;

    private Task<Result<PrecedentNote>> ChangeAsync(ReviewPart part, Person person, Func<ChiSoContext, Review, ReviewLine, Change, Task<Result<PrecedentNote>>> act, CancellationToken cancel) => database.WriteAsync<Result<PrecedentNote>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(part.Round), cancel);
            if (part.Criterion is null || await reviews.ReadAsync(context, part, cancel) is not { Lines: [var first, ..] } review)
                return ReviewProblems.NoSuchLine(part.Stage);
            if (Reached(review, person) is { } line)
                return await act(context, review, line, new(person.Id, person.MandateTo(Act.NotePrecedent, line.Aim)?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, ""));
            return review.Lines.Any(one => person.May(Act.NotePrecedent, one.Aim)) ? PrecedentProblems.StageClosed(first.Node) : PrecedentProblems.NotAllowed(first.Node);
        }, cancel);

    /// <summary>The block in this round and in those of the same or an earlier period.</summary>
    private async Task<List<(LiveRound Round, LiveBlock Block)>> PlacesAsync(ChiSoContext context, LiveRound round, string block, CancellationToken cancel)
    {
        var known = await (from one in context.Rounds
                           join place in context.Blocks on one.Id equals place.RoundId
                           where place.Code == block
                           select new { one.Code, one.Period }).ToListAsync(cancel);
        var places = new List<(LiveRound, LiveBlock)>();
        foreach (var code in known.Where(one => one.Code == round.Code || string.CompareOrdinal(one.Period, round.Period) < 0).Select(one => one.Code))
        {
            if (await rounds.FindAsync(context, code, cancel) is { } found && found.Block(block) is { } same)
                places.Add((found, same));
        }

        return places;
    }

    private static PrecedentRow RowOf(PrecedentNote note, (LiveRound Round, LiveBlock Block) place) => new(note, place.Round.Name, place.Round.Period, note.Unit.Length == 0 ? null : place.Block.Unit(note.Unit)?.Name ?? Words.Same(note.Unit));

    private static string Subject(Review review, PrecedentNote note) => $"{review.Block.Code} {note.Criterion} {review.Stage}";
}

/// <param name="Unit">Code of the unit whose decided line it comes from; empty for none.</param>
public sealed record WritePrecedent(string Unit, string Facts, string Decision);

/// <summary>A note as pages show it.</summary>
/// <param name="Round">Where it was written.</param>
/// <param name="Unit">Name of the unit it comes from; <c>null</c> for none.</param>
public sealed record PrecedentRow(PrecedentNote Note, Words Round, string Period, Words? Unit);
