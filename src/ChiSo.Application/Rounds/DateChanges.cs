using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>The dates of a stage as people write them on the round's page: set at once while the round isn't open, proposed to a second person afterwards; <see cref="RoundProposals"/> ends what nobody approved.</summary>
public sealed class DateChanges(LiveRounds rounds)
{
    /// <summary>Sets the first dates of a stage, and any as long as the round isn't open. Afterwards others are proposed, with a ground.</summary>
    public Task<Result<DatesTaken>> WriteAsync(string code, NewDates input, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<DatesTaken>(code, async (context, round) =>
    {
        if ((input.Stage != DateChange.Requests && !round.Stages.Contains(input.Stage)) || input.Dates.Closes <= input.Dates.Opens)
            return CalendarProblems.WrongDates(input.Stage);
        var now = round.Clock.DatesOf(input.Stage);
        if (now is not null && now.Written.SequenceEqual(input.Dates.Written))
            return DatesTaken.Same; // a double click
        if (!(now?.Written ?? []).SequenceEqual(input.Seen?.Written ?? []))
            return CalendarProblems.DatesChanged(input.Stage, now);
        if (round.OpenedAt is null || now is null)
        {
            await SetAsync(context, round, input.Stage, input.Dates, change, cancel);
            return DatesTaken.Set;
        }

        return await ProposeAsync(context, round, input, now, change, cancel);
    }, cancel);

    /// <summary>The second step, by another person; only while what stood then still stands.</summary>
    public Task<Result<DateChange>> ApproveAsync(string code, Guid id, Change change, CancellationToken cancel) => rounds.ChangeCalendarAsync<DateChange>(code, async (context, round) =>
    {
        if (await context.DateChanges.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } asked)
            return CalendarProblems.NoUnit(id.ToString("D"));
        if (asked.ApprovedAt is not null)
            return asked; // a double click
        if (await RoundProposalStates.RefuseAsync(context, RoundProposalState.Proposed, RoundProposalStep.Approve, asked.ProposedBy, asked.ProposedAt, change, asked.Stage, cancel) is { } refused)
            return refused;
        if (!round.Clock.StillApplies(asked))
            return CalendarProblems.DatesChanged(asked.Stage, round.Clock.DatesOf(asked.Stage));

        asked.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.dates-change-approved", asked.Stage, new { asked.Id, asked.Ground }, cancel);
        await SetAsync(context, round, asked.Stage, asked.Dates, change, cancel);
        return asked;
    }, cancel);

    private static async Task<Result<DatesTaken>> ProposeAsync(ChiSoContext context, LiveRound round, NewDates input, StageDates now, Change change, CancellationToken cancel)
    {
        var ground = input.Ground.Trim().Normalize();
        if (ground.Length == 0)
            return CalendarProblems.NoDatesGround(input.Stage);
        if (round.Clock.DateChanges.Any(one => one.ApprovedAt is null && one.Stage == input.Stage && round.Clock.StillApplies(one) && one.Dates.Written.SequenceEqual(input.Dates.Written)))
            return DatesTaken.Proposed; // a double click, or somebody else's same wish
        var asked = DateChange.Of(round, input.Stage, input.Dates, now, ground, change);
        context.DateChanges.Add(asked);
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.dates-change-proposed", input.Stage, new { asked.Id, before = now, after = input.Dates, asked.Ground }, cancel);
        return DatesTaken.Proposed;
    }

    private static Task SetAsync(ChiSoContext context, LiveRound round, string stage, StageDates dates, Change change, CancellationToken cancel) => dates.Opens is { } opens
        ? RoundCalendar.SetWindowsAsync(context, round, [new(stage, opens, dates.Closes)], change, cancel)
        : RoundCalendar.SetDeadlineAsync(context, round, dates.Closes, change, cancel);
}

/// <summary>Dates for one stage, or for the requests for review.</summary>
/// <param name="Seen">What the page showed; <c>null</c> for none.</param>
/// <param name="Ground">Needed once the round is open.</param>
public sealed record NewDates(string Stage, StageDates Dates, StageDates? Seen, string Ground);

/// <summary>What became of dates somebody wrote.</summary>
public enum DatesTaken
{
    /// <summary>They stood already.</summary>
    Same,

    Set,

    /// <summary>A second person must approve them.</summary>
    Proposed,
}
