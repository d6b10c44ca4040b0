using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>A part of what a unit or an agency has to do at a stage.</summary>
/// <param name="Code">Of the unit or the agency.</param>
/// <param name="Done">Lines done since the stage began.</param>
/// <param name="Left">Lines not done yet.</param>
/// <param name="Closes">UTC; of the lines left.</param>
public sealed record StageWork(string Stage, string Code, Words Name, int Done, int Left, DateTime Closes);

/// <summary>The forecast of a unit or an agency at a stage.</summary>
public sealed record BodyForecast(string Stage, Words Name, Forecast Forecast);

/// <summary>Who would miss a deadline at the pace so far: each unit at the stages it fills, each agency at those it appraises, over all blocks together.</summary>
public static class RoundForecasts
{
    /// <summary>Those with something to say alone: late, at risk, and without a pace after a working day; most lines missed first.</summary>
    /// <param name="work">Of the stages that follow the self-assessment.</param>
    public static ImmutableArray<BodyForecast> Of(LiveRound round, IEnumerable<BoardRow> board, IEnumerable<StageWork> work, DateTime now) =>
        [.. from part in board.SelectMany(row => OfUnit(round, row, now)).Concat(work)
            group part by (part.Stage, part.Code) into parts
            let forecast = round.BeganAt(parts.Key.Stage) is { } began
                ? Forecast.Of(round.Clock.WorkingTimeOf(parts.Key.Stage), began, now, parts.Sum(part => part.Done), parts.Select(part => new LinesDue(part.Closes, part.Left)))
                : null
            where forecast is { Outlook: not Outlook.InTime }
            orderby forecast.Outlook == Outlook.NoPace, forecast.Missed descending, forecast.Closes
            select new BodyForecast(parts.Key.Stage, parts.First().Name, forecast)];

    private static IEnumerable<StageWork> OfUnit(LiveRound round, BoardRow row, DateTime now) =>
        row.State != SheetState.HandedIn && round.IsUnderWay(Stages.Self, row.Unit.Code, now) && round.Clock.ClosesFor(Stages.Self, row.Unit.Code) is { } closes
            ? [new(Stages.Self, row.Unit.Code, row.Unit.Name, row.Recent, row.Lines - row.Filled, closes)]
            : [];
}
