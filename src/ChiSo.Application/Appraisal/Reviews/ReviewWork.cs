using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>What appraisers do with lines, and what their leader confirms. Nothing counts before it is confirmed.</summary>
public sealed class ReviewWork(ChiSoDatabase database, Reviews reviews, TimeProvider clock)
{
    /// <summary>Says what a line is worth, by an entry of its own. Where it differs from what the unit handed in, or what the first level made of it, the reason is needed.</summary>
    public Task<Result<SaveOutcome>> AppraiseAsync(ReviewPart part, AppraiseLine input, Person person, DecimalMark mark, CancellationToken cancel) => ChangeAsync<SaveOutcome>(part, async (context, review) =>
    {
        if (review.Line(input.Unit, input.Criterion) is not { Node.Scoring: { } leaf } line)
            return ReviewProblems.NoSuchLine(input.Criterion.Value);
        if (Refuse(review, line, person, Act.Appraise, ReviewStep.Appraise) is { } refused)
            return refused;
        var where = ReviewProblems.Named(line);
        var read = EntryText.Parse(input.Entry.Trim(), leaf, mark, where);
        if (!read.TryGet(out var entry))
            return read.Problems;
        if (EntryChecks.Find(entry, leaf, line.Node.Max, where) is { } wrong)
            return wrong;
        var json = EngineJson.ToText(entry);
        if (line.Marks is { IsComplete: false } marks)
            return await MarkAsync(context, review, line, marks, json, input, person, cancel);
        if (line.Marks is not null && line.Current is null && input.Seen > 0)
            return ReviewProblems.Changed(line); // the other mark came since: what was typed was a mark of one's own
        if (line.Marks is not null && string.IsNullOrWhiteSpace(input.Reason))
            return DoubleProblems.NoConsensus(line);
        if (line.Offered is { } offered && offered.Entry != json && string.IsNullOrWhiteSpace(input.Reason))
            return ReviewProblems.NoReason(line);
        return await TakeAsync(context, review, line, new(input.Unit, input.Criterion, input.Seen), json, input.Reason, input.Evidence, person, cancel);
    }, cancel);

    /// <summary>Accepts what the units handed in, or what the first level made of it, on many lines at once. All of them are stored, or none and every reason is told.</summary>
    public Task<Result<ImmutableArray<SeenLine>>> AcceptAsync(ReviewPart part, ImmutableArray<SeenLine> lines, Person person, CancellationToken cancel) => ManyAsync(
        part, lines, person, Act.Appraise, ReviewStep.Appraise, line => line.Offered is not { } offered ? ReviewProblems.NothingToAccept(line) : line.Marks is not null ? DoubleProblems.OneByOne(line) : HeldByCase(line, offered.Entry),
        async (context, review, line, seen) => (await TakeAsync(context, review, line, seen, line.Offered!.Entry, "", "", person, cancel)).TryGet(out var saved) && saved is SaveOutcome.Stored stored // lines with nothing to accept were refused
            ? seen with { Seen = stored.Position.Sequence } : null,
        cancel);

    /// <summary>Takes appraisals back, each by a later position that says nothing: the lines wait for the appraiser again.</summary>
    public Task<Result<ImmutableArray<SeenLine>>> UndoAsync(ReviewPart part, ImmutableArray<SeenLine> lines, Person person, CancellationToken cancel) =>
        ChangeAsync(part, (context, review) => UndoAsync(context, review, lines, person, cancel), cancel);

    /// <summary>The same within an act that holds the round's trail.</summary>
    internal Task<Result<ImmutableArray<SeenLine>>> UndoAsync(ChiSoContext context, Review held, ImmutableArray<SeenLine> lines, Person person, CancellationToken cancel) => ManyAsync(
        context, held, lines, person, Act.Appraise, ReviewStep.Undo, _ => null,
        async (_, review, line, seen) => (await TakeAsync(context, review, line, seen, "", "", "", person, cancel)).TryGet(out var saved) && saved is SaveOutcome.Stored stored ? seen with { Seen = stored.Position.Sequence } : null);

    /// <summary>Asks the unit, or returns the line to it.</summary>
    public Task<Result<Ask>> AskAsync(ReviewPart part, string unit, CriterionCode criterion, AskKind kind, string text, Person person, CancellationToken cancel) => ChangeAsync<Ask>(part, async (context, review) =>
    {
        if (review.Line(unit, criterion) is not { } line)
            return ReviewProblems.NoSuchLine(criterion.Value);
        if (Refuse(review, line, person, Act.Appraise, kind == AskKind.Return ? ReviewStep.Return : ReviewStep.Ask) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(text))
            return ReviewProblems.NoText(line);
        if (kind == AskKind.Return && line is not { Node.Scoring.SuppliedBy: Supplier.Unit, Earlier: null })
            return ReviewProblems.NotTheUnits(line);

        var change = ChangeOf(person, line, Act.Appraise);
        var ask = new Ask { BlockId = review.Block.Id, Unit = unit, Criterion = criterion, Stage = review.Stage, Kind = kind, Text = text.Trim().Normalize(), By = person.NameUnder(change.Mandate), Person = person.Id, AskedAt = change.At };
        context.Asks.Add(ask);
        await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, kind == AskKind.Return ? "line.returned" : "ask.asked", $"{unit} {criterion} {review.Stage}", new { ask.Id, Kind = kind.ToString(), ask.Text }, cancel);
        return ask;
    }, cancel);

    /// <summary>Takes an open question or return back; it stays on record.</summary>
    public Task<Result<Ask>> WithdrawAsync(ReviewPart part, Guid id, Person person, CancellationToken cancel) => ChangeAsync<Ask>(part, async (context, review) =>
    {
        if (review.Lines.FirstOrDefault(one => one.Asks.Any(ask => ask.Id == id)) is not { } line || line.Asks.First(ask => ask.Id == id) is not { } ask)
            return ReviewProblems.NoSuchLine(part.Stage);
        if (Refuse(review, line, person, Act.Appraise, ReviewStep.Withdraw) is { } refused)
            return refused;
        if (!ask.IsOpen)
            return ReviewProblems.WrongStep(line);

        var change = ChangeOf(person, line, Act.Appraise);
        context.Asks.Attach(ask);
        ask.Withdraw(change.At);
        await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "ask.withdrawn", $"{line.Unit.Code} {line.Node.Code} {review.Stage}", new { ask.Id }, cancel);
        return ask;
    }, cancel);

    /// <summary>Makes appraisals count. Each must still be the version the leader saw, and no case about a figure may stand against it.</summary>
    public Task<Result<ImmutableArray<SeenLine>>> ConfirmAsync(ReviewPart part, ImmutableArray<SeenLine> lines, Person person, CancellationToken cancel) => ManyAsync(
        part, lines, person, Act.ConfirmAppraisal, ReviewStep.Confirm, line => HeldByCase(line, line.Current!.Entry), // an appraised line has a position
        async (context, review, line, seen) =>
        {
            var change = ChangeOf(person, line, Act.ConfirmAppraisal);
            context.Positions.Attach(line.Current!); // an appraised line has a position
            line.Current!.HandIn(change.At); // likewise
            await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "review.confirmed", $"{seen.Unit} {seen.Criterion} {review.Stage}", new { seen.Seen, line.Current.Entry }, cancel); // likewise
            return seen;
        },
        cancel);

    private Task<Result<ImmutableArray<SeenLine>>> ManyAsync(
        ReviewPart part, ImmutableArray<SeenLine> lines, Person person, Act act, ReviewStep step, Func<ReviewLine, Problem?> check, Func<ChiSoContext, Review, ReviewLine, SeenLine, Task<SeenLine?>> one, CancellationToken cancel) =>
        ChangeAsync(part, (context, review) => ManyAsync(context, review, lines, person, act, step, check, one), cancel);

    private async Task<Result<ImmutableArray<SeenLine>>> ManyAsync(
        ChiSoContext context, Review review, ImmutableArray<SeenLine> lines, Person person, Act act, ReviewStep step, Func<ReviewLine, Problem?> check, Func<ChiSoContext, Review, ReviewLine, SeenLine, Task<SeenLine?>> one)
    {
        var found = lines.Distinct().Select(seen => (seen, line: review.Line(seen.Unit, seen.Criterion))).ToList();
        var problems = found.Select(pair => pair.line is null ? ReviewProblems.NoSuchLine(pair.seen.Criterion.Value)
            : Refuse(review, pair.line, person, act, step) ?? check(pair.line) ?? (pair.line.Seen != pair.seen.Seen ? ReviewProblems.Changed(pair.line) : null)).OfType<Problem>().ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;
        if (found.Count == 0)
            return ReviewProblems.NothingChosen(review.Stage);

        var done = ImmutableArray.CreateBuilder<SeenLine>();
        foreach (var (seen, line) in found)
        {
            if (await one(context, review, line!, seen) is { } stored) // those without a line were refused
                done.Add(stored);
        }

        return done.ToImmutable();
    }

    private Task<Result<T>> ChangeAsync<T>(ReviewPart part, Func<ChiSoContext, Review, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(part.Round), cancel);
            return await reviews.ReadAsync(context, part, cancel) is { } review ? await act(context, review) : ReviewProblems.NoSuchLine(part.Stage);
        }, cancel);

    /// <summary>A mark on a line, within an act that holds the round's trail.</summary>
    internal Task<Result<SaveOutcome>> TakeAsync(ChiSoContext context, Review review, ReviewLine line, SeenLine seen, string entry, string reason, string evidence, Person person, CancellationToken cancel) => PositionLog.TakeAsync(
        context,
        new(review.Round.Code, review.Block.Id, seen.Unit, seen.Criterion, review.Stage, seen.Seen, entry, reason.Trim().Normalize(), evidence.Trim().Normalize(), "review", ReviewStates.LastClosed(line.Asks)),
        line.Current, person, ChangeOf(person, line, Act.Appraise), cancel);

    /// <summary>One of two marks given apart: it is no appraisal yet, and nobody but whoever gave it sees it before both are there.</summary>
    private async Task<Result<SaveOutcome>> MarkAsync(ChiSoContext context, Review review, ReviewLine line, DoubleMarks marks, string entry, AppraiseLine input, Person person, CancellationToken cancel)
    {
        var (own, change) = (marks.Of(person.Id), ChangeOf(person, line, Act.Appraise));
        if (own is null && (marks.First ?? marks.Second) is { } other && await SecondPerson.IsSameAsync(context, Act.Appraise, other.Person, other.At, change, cancel))
            return DoubleProblems.SamePerson(line);
        return await PositionLog.TakeAsync(
            context,
            new(review.Round.Code, review.Block.Id, input.Unit, input.Criterion, review.Stage, input.Seen, entry, input.Reason.Trim().Normalize(), input.Evidence.Trim().Normalize(), "mark", Mark: marks.NumberOf(person.Id)),
            own, person, change, cancel);
    }

    /// <summary>Why this person can't do this to the line now; <c>null</c> when nothing stands in the way.</summary>
    internal Problem? Refuse(Review review, ReviewLine line, Person person, Act act, ReviewStep step) =>
        !person.May(act, step == ReviewStep.Appraise ? line.AimFor(person, act) : line.Aim) ? ReviewProblems.NotAllowed(line, person)
        : !review.Round.IsWorkable || review.Round.Clock.TurnOf(review.Stage, line.Unit.Code, clock.GetUtcNow().UtcDateTime) != Turn.Open ? ReviewProblems.StageClosed(line)
        : !ReviewStates.Allows(line.State, step) ? ReviewProblems.WrongStep(line)
        : null;

    /// <summary>Why an appraisal with this entry can't stand beside the cases about the line's figures; <c>null</c> when it can.</summary>
    internal static Problem? HeldByCase(ReviewLine line, string entry) => line.HeldBy(entry) is not { } figure ? null : figure.IsDisputed ? PrefillingProblems.CaseOpen(line, figure) : PrefillingProblems.CaseDecided(line, figure);

    private Change ChangeOf(Person person, ReviewLine line, Act act) => new(person.Id, person.MandateTo(act, line.AimFor(person, act))?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");
}

/// <summary>A line to be appraised.</summary>
/// <param name="Entry">In the form of <see cref="EntryText"/>, numbers in the person's own decimal mark.</param>
public sealed record AppraiseLine(string Unit, CriterionCode Criterion, int Seen, string Entry, string Reason, string Evidence);
