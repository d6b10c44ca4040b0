using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>A part of what a unit or an agency has to do at a stage.</summary>
/// <param name="Code">Of the unit or the agency.</param>
/// <param name="Done">Lines done since the stage began; of an agency, those its leader confirmed.</param>
/// <param name="Left">Lines not done yet.</param>
/// <param name="Closes">UTC; of the lines left.</param>
public sealed record StageWork(string Stage, string Code, Words Name, int Done, int Left, DateTime Closes)
{
    /// <summary><c>null</c> of a unit.</summary>
    public AppraisedLines? Appraised { get; init; }
}

/// <summary>How far an agency is with lines it can appraise by now, whenever that was done. A score counts once it is confirmed.</summary>
/// <param name="Appraised">Those its leader confirmed among them.</param>
public sealed record AppraisedLines(int Appraised, int Confirmed, int All)
{
    public static AppraisedLines operator +(AppraisedLines left, AppraisedLines right) => new(left.Appraised + right.Appraised, left.Confirmed + right.Confirmed, left.All + right.All);
}

/// <summary>The forecast of a unit or an agency at a stage.</summary>
/// <param name="Appraised"><c>null</c> of a unit.</param>
public sealed record BodyForecast(string Stage, Words Name, Forecast Forecast, AppraisedLines? Appraised = null);

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
            select new BodyForecast(parts.Key.Stage, parts.First().Name, forecast, parts.Select(part => part.Appraised).OfType<AppraisedLines>().Aggregate((AppraisedLines?)null, (sum, part) => sum is null ? part : sum + part))];

    private static IEnumerable<StageWork> OfUnit(LiveRound round, BoardRow row, DateTime now) =>
        row.State != SheetState.HandedIn && round.IsUnderWay(Stages.Self, row.Unit.Code, now) && round.Clock.ClosesFor(Stages.Self, row.Unit.Code) is { } closes
            ? [new(Stages.Self, row.Unit.Code, row.Unit.Name, row.Recent, row.Lines - row.Filled, closes)]
            : [];
}
