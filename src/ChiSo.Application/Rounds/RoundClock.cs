using System.Collections.Immutable;

namespace ChiSo.Application.Rounds;

/// <summary>Whether a stage is open for a unit.</summary>
public enum Turn
{
    /// <summary>The stage has no dates yet.</summary>
    NotSet,

    NotYet,

    Open,

    /// <summary>Its clock stands still for a time.</summary>
    Paused,

    Over,
}

/// <summary>The dates of a round as they hold for each unit: windows, and the extensions and pauses that were approved.</summary>
public sealed record RoundClock(ImmutableArray<StageWindow> Windows, ImmutableArray<Extension> Extensions)
{
    /// <summary>UTC, exclusive; until when requests for review are taken. <c>null</c> until the results are approved.</summary>
    public DateTime? RequestsUntil { get; init; }

    /// <summary>What follows from handing in late, in the blocks that say so.</summary>
    public ImmutableArray<LateRule> LateRules { get; init; } = [];

    /// <summary>Which days people work.</summary>
    public WorkDays Days { get; init; } = WorkDays.Usual;

    /// <summary>In the order of time.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];

    /// <summary>Changes of dates in the open round, proposed and approved, in the order they were proposed.</summary>
    public ImmutableArray<DateChange> DateChanges { get; init; } = [];

    /// <summary>Whether a request for review still comes in time; one filed before is dealt with afterwards.</summary>
    public bool TakesRequests(DateTime now) => RequestsUntil is not { } until || now < until;

    /// <summary>The dates of a stage, or of the requests for review, as they stand; <c>null</c> for none.</summary>
    public StageDates? DatesOf(string stage) => stage == DateChange.Requests
        ? RequestsUntil is { } until ? new(null, until) : null
        : Windows.FirstOrDefault(window => window.Stage == stage) is { } found ? new(found.Opens, found.Closes) : null;

    /// <summary>Whether a change of dates could still be approved: what it was to replace still stands, and nobody moved the stage since. One that was overtaken stays so when the dates come back.</summary>
    public bool StillApplies(DateChange change) => DatesOf(change.Stage) == change.Before && !DateChanges.Any(other => other.Stage == change.Stage && other.ApprovedAt > change.ProposedAt);

    /// <summary><c>null</c> for a block that takes nothing late.</summary>
    public LateRule? LateRuleOf(Guid block) => LateRules.FirstOrDefault(rule => rule.BlockId == block);

    /// <summary>Whether the self-assessment of a unit is over, and still taken as a late one.</summary>
    public bool TakesLate(Guid block, string stage, string unit, DateTime now) =>
        stage == Stages.Self && LateRuleOf(block) is { } rule && ClosesFor(stage, unit) is { } closes && now >= closes && now < closes.AddDays(rule.Days);

    public Turn TurnOf(string stage, string unit, DateTime now) => Windows.FirstOrDefault(window => window.Stage == stage) switch
    {
        null => Turn.NotSet,
        { } window when now < window.Opens => Turn.NotYet,
        { } window when now >= ClosesFor(window, unit) => Turn.Over,
        _ when Pauses.Any(pause => pause.Stops(stage) && pause.From <= now && now < pause.Ends) => Turn.Paused,
        _ => Turn.Open,
    };

    /// <summary>The time in which a stage can be worked at.</summary>
    public WorkingTime WorkingTimeOf(string stage) => new(Days, [.. Pauses.Where(pause => pause.Stops(stage)).OrderBy(pause => pause.From).Select(pause => (pause.From, pause.Ends))]);

    /// <summary>UTC, exclusive, with what pauses add; <c>null</c> without dates.</summary>
    public DateTime? ClosesFor(string stage, string unit) =>
        Windows.FirstOrDefault(window => window.Stage == stage) is { } window ? ClosesFor(window, unit) : null;

    /// <summary>Whether an extension that isn't approved ends later than the unit's deadline as it is.</summary>
    public bool GivesMoreTime(Extension extension) =>
        Windows.FirstOrDefault(window => window.Stage == extension.Stage) is { } window && UntilOf(extension, window) > ClosesFor(window, extension.Unit);

    // An extension never makes a window shorter. It names a day that was chosen with the pauses known then: only later ones move it.
    private DateTime ClosesFor(StageWindow window, string unit) => Extensions
        .Where(extension => extension.ApprovedAt is not null && extension.Unit == unit && extension.Stage == window.Stage)
        .Select(extension => UntilOf(extension, window))
        .Append(Moved(window.Closes, window, Pauses))
        .Max();

    private DateTime UntilOf(Extension extension, StageWindow window) => Moved(extension.Until, window, Pauses.Where(pause => pause.ApprovedAt > extension.ProposedAt));

    /// <summary>A deadline later by the time the clock stood still before it; where pauses overlap, that time counts once.</summary>
    private static DateTime Moved(DateTime closes, StageWindow window, IEnumerable<Pause> pauses)
    {
        var counted = window.Opens;
        foreach (var pause in pauses.Where(pause => pause.Stops(window.Stage)).OrderBy(pause => pause.From))
        {
            var from = pause.From > counted ? pause.From : counted;
            if (pause.Ends <= from || from >= closes)
                continue;
            closes += pause.Ends - from;
            counted = pause.Ends;
        }

        return closes;
    }
}
