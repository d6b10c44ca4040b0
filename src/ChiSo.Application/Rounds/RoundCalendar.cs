using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>Opens a round and keeps its dates. Whoever proposes an opening, an extension or a pause never approves it.</summary>
public sealed class RoundCalendar(LiveRounds rounds)
{
    /// <summary>Replaces the dates of every stage named; all of them are checked together. In an open round only whoever runs the command line on the server may: people propose, see <see cref="DateChanges"/>. Each change is then recorded like an approved one.</summary>
    public Task<Result<RoundClock>> SetAsync(string code, ImmutableArray<SetWindow> dates, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<RoundClock>(code, async (context, round) =>
    {
        var problems = dates.Where(one => !round.Stages.Contains(one.Stage) || one.Closes <= one.Opens).Select(one => CalendarProblems.WrongDates(one.Stage)).ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;

        if (round.OpenedAt is not null && change.By != Guid.Empty)
            return dates.Select(one => CalendarProblems.DatesHeld(one.Stage)).ToImmutableArray();
        if (round.OpenedAt is not null)
        {
            foreach (var one in dates)
            {
                if (round.Clock.DatesOf(one.Stage) is { } now && now != one.Dates)
                    context.DateChanges.Add(DateChange.Made(round, one.Stage, one.Dates, now, change));
            }
        }

        await SetWindowsAsync(context, round, dates, change, cancel);
        return round.Clock with { Windows = [.. dates.Select(one => Window(round, one))] };
    }, cancel);

    /// <summary>The first step of opening: the dates must be set and every criteria set published.</summary>
    public Task<Result<LiveRound>> ProposeOpeningAsync(string code, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<LiveRound>(code, async (context, round) =>
    {
        if (round.OpenedAt is not null)
            return CalendarProblems.OpenAlready(code);
        if (round.Clock.Windows.IsEmpty)
            return CalendarProblems.NoDates(code);
        if (await SetPublishing.ObstacleAsync(context, round, cancel) is { } unpublished)
            return unpublished;

        (await TrackedAsync(context, round, cancel)).ProposeOpening(change.By);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.opening-proposed", code, new { }, cancel);
        return round with { OpeningProposedBy = change.By };
    }, cancel);

    /// <summary>The second step, by another person.</summary>
    public Task<Result<LiveRound>> OpenAsync(string code, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<LiveRound>(code, async (context, round) =>
    {
        if (round.OpenedAt is not null)
            return CalendarProblems.OpenAlready(code);
        if (round.OpeningProposedBy is not { } proposer)
            return CalendarProblems.NotProposed(code);
        if (await RoundProposalStates.RefuseAsync(context, RoundProposalState.Proposed, RoundProposalStep.Approve, proposer, null, change, code, cancel) is { } refused)
            return refused;
        if (await SetPublishing.ObstacleAsync(context, round, cancel) is { } unpublished)
            return unpublished;

        (await TrackedAsync(context, round, cancel)).Open(change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.opened", code, new { proposedBy = proposer }, cancel);
        return round with { OpenedAt = change.At };
    }, cancel);

    /// <summary>Declares until when requests for review are taken; a day declared before is moved in an open round as <see cref="SetAsync"/> says.</summary>
    /// <param name="until">UTC, exclusive.</param>
    public Task<Result<RoundClock>> SetRequestDeadlineAsync(string code, DateTime until, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<RoundClock>(code, async (context, round) =>
    {
        if (round.Clock.RequestsUntil == until)
            return round.Clock;
        if (round.OpenedAt is not null && round.Clock.DatesOf(DateChange.Requests) is { } now)
        {
            if (change.By != Guid.Empty)
                return CalendarProblems.DatesHeld(DateChange.Requests);
            context.DateChanges.Add(DateChange.Made(round, DateChange.Requests, new(null, until), now, change));
        }

        await SetDeadlineAsync(context, round, until, change, cancel);
        return round.Clock with { RequestsUntil = until };
    }, cancel);

    public Task<Result<Extension>> ProposeExtensionAsync(string code, ProposeExtension input, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<Extension>(code, async (context, round) =>
    {
        if (round.Blocks.All(block => block.Unit(input.Unit) is null))
            return CalendarProblems.NoUnit(input.Unit);
        if (round.Clock.ClosesFor(input.Stage, input.Unit) is not { } closes)
            return CalendarProblems.NoDates(input.Stage);
        if (input.Until <= closes)
            return CalendarProblems.NoMoreTime(closes);
        if (string.IsNullOrWhiteSpace(input.Ground))
            return CalendarProblems.NoGround();

        var extension = new Extension { RoundId = round.Id, Unit = input.Unit, Stage = input.Stage, Until = input.Until, Ground = input.Ground.Trim(), ProposedBy = change.By, ProposedAt = change.At };
        context.Extensions.Add(extension);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "extension.proposed", input.Unit, new { extension.Id, input.Stage, input.Until, extension.Ground }, cancel);
        return extension;
    }, cancel);

    /// <summary>The second step, by another person; only while it still gives more time.</summary>
    public Task<Result<Extension>> ApproveExtensionAsync(string code, Guid id, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<Extension>(code, async (context, round) =>
    {
        if (await context.Extensions.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } extension)
            return CalendarProblems.NoUnit(id.ToString("D"));
        if (extension.ApprovedAt is not null)
            return extension;
        if (await RoundProposalStates.RefuseAsync(context, RoundProposalState.Proposed, RoundProposalStep.Approve, extension.ProposedBy, extension.ProposedAt, change, extension.Unit, cancel) is { } refused)
            return refused;
        if (!round.Clock.GivesMoreTime(extension))
            return CalendarProblems.NoMoreTime(round.Clock.ClosesFor(extension.Stage, extension.Unit) ?? extension.Until);

        extension.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "extension.approved", extension.Unit, new { extension.Id, extension.Stage, extension.Until, extension.Ground }, cancel);
        return extension;
    }, cancel);

    public Task<Result<Pause>> ProposePauseAsync(string code, ProposePause input, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<Pause>(code, async (context, round) =>
    {
        if (input.Until <= input.From)
            return CalendarProblems.PauseOrder();
        if (!round.Clock.Windows.Any(window => (input.Stage.Length == 0 || window.Stage == input.Stage) && input.Until > window.Opens && input.From < round.Clock.ClosesFor(window.Stage, "")))
            return CalendarProblems.PauseOutside();
        if (string.IsNullOrWhiteSpace(input.Ground))
            return CalendarProblems.NoPauseGround();

        var pause = new Pause { RoundId = round.Id, Stage = input.Stage, From = input.From, Until = input.Until, Ground = input.Ground.Trim(), ProposedBy = change.By, ProposedAt = change.At };
        context.Pauses.Add(pause);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.proposed", code, new { pause.Id, input.Stage, input.From, input.Until, pause.Ground }, cancel);
        return pause;
    }, cancel);

    public Task<Result<Pause>> ApprovePauseAsync(string code, Guid id, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<Pause>(code, async (context, round) =>
    {
        if (await context.Pauses.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } pause)
            return CalendarProblems.NoUnit(id.ToString("D"));
        if (pause.ApprovedAt is not null)
            return pause;
        if (await RoundProposalStates.RefuseAsync(context, RoundProposalState.Proposed, RoundProposalStep.Approve, pause.ProposedBy, pause.ProposedAt, change, code, cancel) is { } refused)
            return refused;

        pause.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.approved", code, new { pause.Id, pause.Stage, pause.From, pause.Until, pause.Ground }, cancel);
        return pause;
    }, cancel);

    /// <summary>Puts other dates in the place of those of the stages named.</summary>
    internal static Task SetWindowsAsync(ChiSoContext context, LiveRound round, ImmutableArray<SetWindow> dates, Change change, CancellationToken cancel) =>
        ReplaceWindowsAsync(context, round, [.. round.Clock.Windows.Where(window => dates.All(one => one.Stage != window.Stage)).Select(window => new SetWindow(window.Stage, window.Opens, window.Closes)), .. dates], dates, change, cancel);

    /// <summary>Puts these dates in the place of all the round has.</summary>
    /// <param name="told">Those the trail tells: what somebody set.</param>
    internal static async Task ReplaceWindowsAsync(ChiSoContext context, LiveRound round, ImmutableArray<SetWindow> dates, ImmutableArray<SetWindow> told, Change change, CancellationToken cancel)
    {
        var before = await context.StageWindows.Where(window => window.RoundId == round.Id).ToListAsync(cancel);
        context.StageWindows.RemoveRange(before);
        await context.SaveChangesAsync(cancel);
        context.StageWindows.AddRange(dates.Select(one => Window(round, one)));
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.dates-set", round.Code,
            new { before = before.Select(window => new SetWindow(window.Stage, window.Opens, window.Closes)), after = told }, cancel);
    }

    /// <param name="until">UTC, exclusive; <c>null</c> for none.</param>
    internal static async Task SetDeadlineAsync(ChiSoContext context, LiveRound round, DateTime? until, Change change, CancellationToken cancel)
    {
        await context.RequestDeadlines.Where(deadline => deadline.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        if (until is { } end)
            context.RequestDeadlines.Add(new() { RoundId = round.Id, Until = end });
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.request-deadline-set", round.Code, new { before = round.Clock.RequestsUntil, after = until }, cancel);
    }

    private static Task<Round> TrackedAsync(ChiSoContext context, LiveRound round, CancellationToken cancel) => context.Rounds.SingleAsync(known => known.Id == round.Id, cancel);

    private static StageWindow Window(LiveRound round, SetWindow one) => new() { RoundId = round.Id, Stage = one.Stage, Opens = one.Opens, Closes = one.Closes };
}

/// <summary>The dates of one stage, UTC; the end is exclusive.</summary>
public sealed record SetWindow(string Stage, DateTime Opens, DateTime Closes)
{
    [JsonIgnore]
    public StageDates Dates => new(Opens, Closes);
}

/// <summary>A time in which the clock of a stage, or of every stage, stands still.</summary>
/// <param name="Stage">Empty for every stage.</param>
public sealed record ProposePause(string Stage, DateTime From, DateTime Until, string Ground);

/// <summary>More time for one unit.</summary>
public sealed record ProposeExtension(string Unit, string Stage, DateTime Until, string Ground);
