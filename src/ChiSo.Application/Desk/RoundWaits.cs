using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What somebody has to do before lines of a unit go on.</summary>
public enum WaitKind
{
    /// <summary>The agency appraises.</summary>
    Appraise,

    /// <summary>The agency's leader confirms.</summary>
    Confirm,

    /// <summary>The unit answers what it was asked.</summary>
    Answer,

    /// <summary>The unit mends what was returned.</summary>
    Mend,

    /// <summary>The unit says whether it agrees, and sends its explanation.</summary>
    Explain,

    /// <summary>The unit's leader looks the explanation through.</summary>
    LookThrough,

    /// <summary>The council decides.</summary>
    Decide,

    /// <summary>The council decides lines with a case about a pre-filled figure that nobody of the agency may decide.</summary>
    DecideCase,

    /// <summary>The council passes the list with the lines it decided.</summary>
    Pass,

    /// <summary>The council's secretary admits a request for review, or doesn't.</summary>
    Admit,

    /// <summary>The panel concludes on a request for review.</summary>
    Conclude,
}

/// <summary>Lines of a unit that wait for somebody.</summary>
/// <param name="Agency">Whom they wait for; <c>null</c> where the kind says it: the unit itself, the council, a panel.</param>
/// <param name="Lines">How many; 0 where every line is answered and the explanation is still to be sent.</param>
/// <param name="Since">UTC, of the oldest among them; <c>null</c> where nothing tells.</param>
/// <param name="Due">UTC; <c>null</c> without a date.</param>
public sealed record Wait(WaitKind Kind, string Block, string Unit, string Stage, Agency? Agency, int Lines, DateTime? Since, DateTime? Due);

/// <summary>How a round stands after the self-assessment.</summary>
/// <param name="Waits">What has waited longest first.</param>
/// <param name="Work">What units and agencies have done of the stages under way, and what is left.</param>
public sealed record RoundStanding(ImmutableArray<Wait> Waits, ImmutableArray<StageWork> Work);

/// <summary>Who waits on whom after the self-assessment, stage by stage while each is under way: appraisal and questions, explanation, council, requests for review.</summary>
public sealed class RoundWaits(ChiSoDatabase database, Sheets sheets, Reviews reviews, Councils councils, TimeProvider clock)
{
    public async Task<RoundStanding> OfAsync(LiveRound round, CancellationToken cancel)
    {
        var (found, work) = (new List<Wait>(), new List<StageWork>());
        if (!round.IsWorkable)
            return new([], []);
        await using var context = database.Open();
        foreach (var block in round.Blocks)
        {
            foreach (var stage in round.Stages.Where(stage => (IsOfAgencies(stage) ? round.Blocks : [block]).Any(one => one.Units.Any(unit => IsUnderWay(round, stage, unit.Code))))) // an agency's pace is that of all blocks, those that are over too
            {
                var (waits, parts) = Stages.KindOf(stage) switch
                {
                    StageKind.FirstLevel or StageKind.Review => await ReviewAsync(context, round, block, stage, cancel),
                    StageKind.Explanation => await ExplanationAsync(context, round, block, stage, cancel),
                    StageKind.Council => (await CouncilAsync(context, round, block, cancel), []),
                    _ => ([], []),
                };
                found.AddRange(waits);
                work.AddRange(parts);
            }

            found.AddRange(await RequestsAsync(context, block, cancel));
        }

        return new([.. found.OrderBy(wait => wait.Since ?? DateTime.MaxValue)], [.. work]);
    }

    private async Task<(IEnumerable<Wait>, IEnumerable<StageWork>)> ReviewAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, CancellationToken cancel)
    {
        if (await reviews.ReadAsync(context, new(round.Code, block.Code, stage), cancel) is not { } review)
            return ([], []);
        var opens = round.Clock.DatesOf(stage)?.Opens ?? DateTime.MinValue;
        var waits = from line in review.Lines
                    where IsUnderWay(round, stage, line.Unit.Code) && KindOf(line) is not null
                    let kind = KindOf(line).GetValueOrDefault() // asked just above
                    group kind == WaitKind.DecideCase ? CaseSince(line) : Since(line, opens) by (Unit: line.Unit.Code, Kind: kind, Agency: kind switch { WaitKind.Appraise => line.WaitsFor, WaitKind.Confirm => line.Assigned.Agency, _ => null }) into same
                    let at = same.Key.Kind == WaitKind.DecideCase ? Stages.Council : stage
                    select new Wait(same.Key.Kind, block.Code, same.Key.Unit, at, same.Key.Agency is { } agency ? new(agency, review.Agencies.NameOf(agency)) : null, same.Count(), same.Min(), round.Clock.ClosesFor(at, same.Key.Unit));
        return (waits, WorkOf(round, review));
    }

    /// <summary>Of each agency, by unit, on the lines people appraise: what is fed, imported or computed is nobody's work. A line is done once the agency's leader confirmed it, for a score counts only then; one that waits for its unit's answer comes back, so it is left. Nothing is left of a line nobody could appraise yet or the council decides, or of a unit whose turn is over.</summary>
    private IEnumerable<StageWork> WorkOf(LiveRound round, Review review) =>
        from line in review.Lines
        where DoubleDraw.IsDrawnFrom(line.Node)
        group line by (line.Assigned.Agency, Unit: line.Unit.Code) into lines
        let ready = lines.Where(line => line.State != ReviewState.Waiting && !line.IsForCouncil).ToList()
        let confirmed = ready.Count(line => line.State == ReviewState.Confirmed)
        let undone = IsUnderWay(round, review.Stage, lines.Key.Unit) ? ready.Count - confirmed : 0
        let done = ready.Count(line => line.Current?.HandedIn >= round.BeganAt(review.Stage))
        select new StageWork(review.Stage, lines.Key.Agency, review.Agencies.NameOf(lines.Key.Agency), done, undone, round.Clock.ClosesFor(review.Stage, lines.Key.Unit) ?? DateTime.MaxValue)
        {
            Appraised = new(ready.Count(line => line.State is ReviewState.Appraised or ReviewState.Confirmed), confirmed, ready.Count),
        };

    private static bool IsOfAgencies(string stage) => Stages.KindOf(stage) is StageKind.FirstLevel or StageKind.Review;

    private async Task<(IEnumerable<Wait>, IEnumerable<StageWork>)> ExplanationAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, CancellationToken cancel)
    {
        var open = (from sheet in await sheets.ReadAllAsync(context, round, block, stage, cancel)
                    where sheet.State != SheetState.HandedIn && IsUnderWay(round, stage, sheet.Unit.Code)
                    let own = sheet.Own().ToList()
                    where own.Count > 0
                    select (Sheet: sheet, Own: own, Left: own.Count - sheet.Filled(own), Closes: round.Clock.ClosesFor(stage, sheet.Unit.Code))).ToList();
        var waits = from one in open
                    let isUp = one.Sheet.State == SheetState.WithLeader
                    select new Wait(isUp ? WaitKind.LookThrough : WaitKind.Explain, block.Code, one.Sheet.Unit.Code, stage, null, isUp ? one.Own.Count : one.Left, one.Sheet.LastMove?.At ?? round.Clock.DatesOf(stage)?.Opens, one.Closes);
        var work = from one in open
                   let done = one.Own.Count(node => one.Sheet.Positions.GetValueOrDefault(node.Code)?.At >= round.BeganAt(stage))
                   select new StageWork(stage, one.Sheet.Unit.Code, one.Sheet.Unit.Name, done, one.Left, one.Closes ?? DateTime.MaxValue);
        return (waits, work);
    }

    private async Task<IEnumerable<Wait>> CouncilAsync(ChiSoContext context, LiveRound round, LiveBlock block, CancellationToken cancel)
    {
        if (await councils.ReadAsync(context, round.Code, block.Code, cancel) is not { Pass: null } sheet)
            return [];
        var opens = round.Clock.DatesOf(Stages.Council)?.Opens;
        return from line in sheet.Lines
               where line.State is CouncilState.Open or CouncilState.Decided
               group line.State == CouncilState.Decided ? line.Decision?.At : line.Reopenings.Select(reopening => (DateTime?)reopening.At).LastOrDefault() ?? opens by (line.Unit.Code, line.State) into same
               select new Wait(same.Key.State == CouncilState.Open ? WaitKind.Decide : WaitKind.Pass, block.Code, same.Key.Code, Stages.Council, null, same.Count(), same.Min(), round.Clock.ClosesFor(Stages.Council, ""));
    }

    /// <summary>One of each request: every one is looked at by itself.</summary>
    private static async Task<IEnumerable<Wait>> RequestsAsync(ChiSoContext context, LiveBlock block, CancellationToken cancel) =>
        from request in await context.ReviewRequests.AsNoTracking().Where(request => request.BlockId == block.Id && RequestStates.Open.Contains(request.State)).ToListAsync(cancel)
        select request.State == RequestState.Filed
            ? new Wait(WaitKind.Admit, block.Code, request.Unit, Stages.Council, null, 1, request.FiledAt, null)
            : new Wait(WaitKind.Conclude, block.Code, request.Unit, Stages.Council, null, 1, request.JudgedAt, request.Due is { } day ? VietnamTime.Utc(day.AddDays(1)) : null);

    private static WaitKind? KindOf(ReviewLine line) => line.State switch
    {
        ReviewState.Open or ReviewState.Appraised when line.IsForCouncil => WaitKind.DecideCase,
        ReviewState.Open => WaitKind.Appraise,
        ReviewState.Appraised => WaitKind.Confirm,
        ReviewState.Asked => WaitKind.Answer,
        ReviewState.Returned => WaitKind.Mend,
        _ => null,
    };

    /// <summary>Since when the oldest case waits that the council decides.</summary>
    private static DateTime CaseSince(ReviewLine line) => line.Prefilled.Where(figure => figure.IsUndecided).Min(figure => figure.Dispute!.OpenedAt); // an undecided figure has a case

    /// <summary>Since when a line waits where it is: asked, appraised, or there to be appraised.</summary>
    private static DateTime Since(ReviewLine line, DateTime opens) => line.State switch
    {
        ReviewState.Asked or ReviewState.Returned => line.Asks.First(ask => ask.IsOpen).AskedAt, // that makes the state
        ReviewState.Appraised => line.Current?.At ?? opens,
        _ => new[] { opens, line.Offered?.HandedIn ?? opens, ReviewStates.LastClosed(line.Asks) }.Max(),
    };

    private bool IsUnderWay(LiveRound round, string stage, string unit) => round.IsUnderWay(stage, unit, clock.GetUtcNow().UtcDateTime);
}
