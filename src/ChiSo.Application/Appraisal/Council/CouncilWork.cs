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

/// <summary>What the council does, as its secretary records it and its members ask for: meetings, lines looked at again, decisions by vote, the list passed.</summary>
public sealed class CouncilWork(ChiSoDatabase database, Councils councils, LiveRounds rounds, TimeProvider clock)
{
    /// <summary>Records a meeting, or a vote in writing. One without a quorum is recorded too; it decides nothing.</summary>
    public Task<Result<CouncilMeeting>> RecordMeetingAsync(string round, RecordMeeting input, Person person, CancellationToken cancel) => database.WriteAsync<Result<CouncilMeeting>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await rounds.FindAsync(context, round, cancel) is not { IsWorkable: true } live)
                return CouncilProblems.NoSuchList(round);
            if (!person.May(Act.RecordCouncil, Recording))
                return CouncilProblems.NotAllowed(round);
            var now = clock.GetUtcNow().UtcDateTime;
            if (live.Clock.TurnOf(Stages.Council, "", now) != Turn.Open)
                return CouncilProblems.StageClosed(round);
            var meeting = new CouncilMeeting
            {
                RoundId = live.Id, HeldOn = input.HeldOn, InWriting = input.InWriting, Members = input.Members, Attendance = string.Join('\n', input.Attendance.Split('\n').Select(Tidy).Where(name => name.Length > 0)),
                Minutes = Tidy(input.Minutes), By = person.NameUnder(ChangeOf(person, Act.RecordCouncil, Recording).Mandate), Person = person.Id, At = now,
            };
            var problems = CouncilProblems.Of(meeting, VietnamTime.Today(clock));
            if (!problems.IsEmpty)
                return problems;

            context.CouncilMeetings.Add(meeting);
            await Trail.AppendAsync(context, Trail.OfRound(round), ChangeOf(person, Act.RecordCouncil, Recording), "council.met", meeting.Minutes,
                new { meeting.Id, meeting.HeldOn, meeting.InWriting, meeting.Members, meeting.Attendance }, cancel);
            return meeting;
        }, cancel);

    /// <summary>Puts a line before the council, whatever stood, until the list is passed.</summary>
    public Task<Result<Reopening>> ReopenAsync(CouncilPlace place, string reason, Person person, CancellationToken cancel) => ChangeAsync<Reopening>(place, Act.ReopenLine, CouncilStep.Reopen, person, async (context, sheet, line) =>
    {
        if (string.IsNullOrWhiteSpace(reason))
            return CouncilProblems.NoReason(CouncilProblems.Named(line));
        var change = ChangeOf(person, Act.ReopenLine, line.Aim);
        var reopening = new Reopening { BlockId = sheet.Block.Id, Unit = place.Unit, Criterion = place.Criterion, Reason = Tidy(reason), By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At };
        context.Reopenings.Add(reopening);
        await Trail.AppendAsync(context, Trail.OfRound(place.Round), change, "council.reopened", Subject(place), new { reopening.Id, reopening.Reason }, cancel);
        return reopening;
    }, cancel);

    /// <summary>Records what the council decided on a line, by which vote of which meeting. It counts once the list is passed.</summary>
    public Task<Result<SaveOutcome>> DecideAsync(CouncilPlace place, DecideLine input, Person person, DecimalMark mark, CancellationToken cancel) => ChangeAsync<SaveOutcome>(place, Act.RecordCouncil, CouncilStep.Decide, person, async (context, sheet, line) =>
    {
        var where = CouncilProblems.Named(line);
        var leaf = line.Node.Scoring!; // lines before the council are scored
        var read = EntryText.Parse(input.Entry.Trim(), leaf, mark, where);
        if (!read.TryGet(out var entry))
            return read.Problems;
        if (EntryChecks.Find(entry, leaf, line.Node.Max, where) is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(input.Reason))
            return CouncilProblems.NoReason(where);
        if (sheet.Meetings.FirstOrDefault(meeting => meeting.Id == input.Meeting) is not { } held)
            return CouncilProblems.NoMeeting(where);
        if (CouncilProblems.Of(where, sheet.Round, held, input.Votes) is { } refused)
            return refused;
        var saved = await TakeAsync(context, sheet, line, new(EngineJson.ToText(entry), Tidy(input.Reason), input.Seen), held, input.Votes, person, cancel);
        return saved.TryGet(out var outcome) && outcome is SaveOutcome.Clash ? CouncilProblems.Changed(line) : saved;
    }, cancel);

    /// <summary>Settles many lines by one vote, each as it was appraised, or as the unit handed it in where nobody appraised it. All of them are stored, or none and every reason is told.</summary>
    public Task<Result<ImmutableArray<SeenLine>>> AdoptAsync(CouncilList list, ImmutableArray<SeenLine> lines, AdoptLines input, Person person, CancellationToken cancel) => database.WriteAsync<Result<ImmutableArray<SeenLine>>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(list.Round), cancel);
            if (await councils.ReadAsync(context, list.Round, list.Block, cancel) is not { } sheet)
                return CouncilProblems.NoSuchList(list.Block);
            if (!person.May(Act.RecordCouncil, Recording))
                return CouncilProblems.NotAllowed(list.Block);
            if (sheet.Meetings.FirstOrDefault(meeting => meeting.Id == input.Meeting) is not { } held)
                return CouncilProblems.NoMeeting(list.Block);
            if (string.IsNullOrWhiteSpace(input.Reason))
                return CouncilProblems.NoReason(list.Block);
            if (CouncilProblems.Of(list.Block, sheet.Round, held, input.Votes) is { } refused)
                return refused;
            var found = lines.Distinct().Select(seen => (seen, line: sheet.Line(seen.Unit, seen.Criterion))).ToList();
            var problems = found.Select(pair => pair.line is null ? CouncilProblems.NoSuchList(pair.seen.Criterion.Value) : NotAdoptable(sheet, pair.line, pair.seen)).OfType<Problem>().ToImmutableArray();
            if (!problems.IsEmpty)
                return problems;

            foreach (var (seen, line) in found)
                await TakeAsync(context, sheet, line!, new((line!.Appraised ?? line.Claim)!.Entry, Tidy(input.Reason), seen.Seen), held, input.Votes, person, cancel); // what lacks a line or an entry was refused
            return lines;
        }, cancel);

    /// <summary>The council passes the block's list: every line before it is decided, and the decisions count from now on.</summary>
    public Task<Result<CouncilPass>> PassAsync(string round, string block, Guid meeting, Person person, CancellationToken cancel) => database.WriteAsync<Result<CouncilPass>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await councils.ReadAsync(context, round, block, cancel) is not { } sheet)
                return CouncilProblems.NoSuchList(block);
            if (!person.May(Act.RecordCouncil, Recording))
                return CouncilProblems.NotAllowed(block);
            if (sheet.Pass is { } passed)
                return passed;
            if (!IsOpen(sheet, ""))
                return CouncilProblems.StageClosed(block);
            if (sheet.Meetings.FirstOrDefault(one => one.Id == meeting) is not { IsQuorate: true } held)
                return CouncilProblems.NoQuorum(block);
            if (sheet.Lines.Where(line => line.State == CouncilState.Open).Select(CouncilProblems.NotDecided).ToImmutableArray() is { IsEmpty: false } open)
                return open;
            if (Unscanned(sheet, held) is { IsEmpty: false } unscanned)
                return unscanned;

            var change = ChangeOf(person, Act.RecordCouncil, Recording);
            var decided = sheet.Lines.Where(line => line.State == CouncilState.Decided).Select(line => line.Decision!).ToList(); // decided lines have a decision
            context.Positions.AttachRange(decided);
            foreach (var decision in decided)
                decision.HandIn(change.At);
            var pass = new CouncilPass { BlockId = sheet.Block.Id, MeetingId = held.Id, By = person.NameUnder(change.Mandate), At = change.At };
            context.CouncilPasses.Add(pass);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "council.passed", block,
                new { meeting = held.Id, lines = decided.Select(row => new { row.Unit, criterion = row.Criterion.Value, row.Sequence }) }, cancel);
            return pass;
        }, cancel);

    private static Aim Recording => new(Stage: StageKind.Council);

    /// <summary>Votes in writing behind the list whose papers were not scanned.</summary>
    private static ImmutableArray<Problem> Unscanned(CouncilSheet sheet, CouncilMeeting passing) =>
    [
        .. sheet.Meetings.Where(meeting => meeting.InWriting && (meeting.Id == passing.Id || sheet.DecidedAt(meeting).Any()))
            .Where(meeting => !sheet.Papers.Any(paper => paper.MeetingId == meeting.Id && paper.Kind == PaperKind.Ballots)).Select(CouncilProblems.NoScan),
    ];

    private Problem? NotAdoptable(CouncilSheet sheet, CouncilLine line, SeenLine seen) =>
        !IsOpen(sheet, line.Unit.Code) ? CouncilProblems.StageClosed(CouncilProblems.Named(line))
        : sheet.Pass is not null || !CouncilStates.Allows(line.State, CouncilStep.Decide) || (line.Appraised ?? line.Claim) is null || line.Seen != seen.Seen ? CouncilProblems.WrongStep(line)
        : null;

    private async Task<Result<SaveOutcome>> TakeAsync(ChiSoContext context, CouncilSheet sheet, CouncilLine line, Decided decided, CouncilMeeting held, Votes votes, Person person, CancellationToken cancel)
    {
        var saved = await PositionLog.TakeAsync(
            context,
            new(sheet.Round.Code, sheet.Block.Id, line.Unit.Code, line.Node.Code, Stages.Council, decided.Seen, decided.Entry, decided.Reason, held.Minutes, "council", LastReopened(line)),
            line.Decision, person, ChangeOf(person, Act.RecordCouncil, line.Aim), cancel);
        if (saved.TryGet(out var outcome) && outcome is SaveOutcome.Stored { Position: var position } && position.Id != line.Decision?.Id)
            context.CouncilVotes.Add(new() { PositionId = position.Id, MeetingId = held.Id, For = votes.For, Against = votes.Against, Abstained = votes.Abstained, ByCastingVote = votes.NeedsCasting(held) });
        return saved;
    }

    private Task<Result<T>> ChangeAsync<T>(CouncilPlace place, Act act, CouncilStep step, Person person, Func<ChiSoContext, CouncilSheet, CouncilLine, Task<Result<T>>> change, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(place.Round), cancel);
            if (await councils.ReadAsync(context, place.Round, place.Block, cancel) is not { } sheet || sheet.Line(place.Unit, place.Criterion) is not { } line)
                return CouncilProblems.NoSuchList(place.Block);
            return !person.May(act, line.Aim) ? CouncilProblems.NotAllowed(CouncilProblems.Named(line))
                : !IsOpen(sheet, place.Unit) ? CouncilProblems.StageClosed(CouncilProblems.Named(line))
                : sheet.Pass is not null || !CouncilStates.Allows(line.State, step) ? CouncilProblems.WrongStep(line)
                : await change(context, sheet, line);
        }, cancel);

    private bool IsOpen(CouncilSheet sheet, string unit) => sheet.Round.IsWorkable && sheet.Round.Clock.TurnOf(Stages.Council, unit, clock.GetUtcNow().UtcDateTime) == Turn.Open;

    private Change ChangeOf(Person person, Act act, Aim aim) => new(person.Id, person.MandateTo(act, aim)?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    private static DateTime LastReopened(CouncilLine line) => line.Reopenings.IsEmpty ? default : line.Reopenings[^1].At;

    private static string Subject(CouncilPlace place) => $"{place.Unit} {place.Criterion} {Stages.Council}";

    private static string Tidy(string text) => text.Trim().Normalize();

    private sealed record Decided(string Entry, string Reason, int Seen);
}

/// <summary>A block before the council.</summary>
public sealed record CouncilList(string Round, string Block);

/// <param name="Reason">The conclusion, the same on every line.</param>
public sealed record AdoptLines(Guid Meeting, Votes Votes, string Reason);

/// <summary>One line of one unit before the council.</summary>
public sealed record CouncilPlace(string Round, string Block, string Unit, CriterionCode Criterion);

/// <param name="Members">How many the council has.</param>
/// <param name="Attendance">Names of those present, one a line.</param>
/// <param name="Minutes">Their number and date.</param>
public sealed record RecordMeeting(DateOnly HeldOn, bool InWriting, int Members, string Attendance, string Minutes);

/// <param name="Seen">Sequence of the decision the secretary had on the page; 0 for none.</param>
/// <param name="Entry">In the form of <see cref="EntryText"/>.</param>
public sealed record DecideLine(int Seen, string Entry, string Reason, Guid Meeting, Votes Votes);

/// <summary>A count of votes.</summary>
/// <param name="ChairIsFor">Whether the chair voted for it, asked where halves are equal; <c>null</c> where the round gives the chair no casting vote or it was not needed.</param>
public sealed record Votes(int For, int Against, int Abstained, bool? ChairIsFor = null)
{
    public int Cast => For + Against + Abstained;

    /// <summary>Exactly half of those present are for it.</summary>
    internal bool NeedsCasting(CouncilMeeting meeting) => For * 2 == meeting.Present.Length;

    /// <summary>Over half of those present ("quá nửa số thành viên có mặt"), or half with the chair among them.</summary>
    internal bool Carry(CouncilMeeting meeting) => For * 2 > meeting.Present.Length || (NeedsCasting(meeting) && ChairIsFor == true);
}
