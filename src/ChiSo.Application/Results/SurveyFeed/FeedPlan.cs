using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What feeding does to one line of one unit.</summary>
/// <param name="Before">The entry that is final without it; <c>null</c> for none.</param>
/// <param name="After">What the survey gives; <c>null</c> where it gives nothing and what stands stays.</param>
/// <param name="PointsBefore">Unrounded; <c>null</c> while unknown.</param>
/// <param name="PointsAfter">Likewise.</param>
public sealed record FedLine(string Block, string Unit, CriterionCode Criterion, string Factor, Entry? Before, Entry.Figures? After, decimal? PointsBefore, decimal? PointsAfter, FedState State)
{
    /// <summary>Half the width of the 95 % interval of <see cref="After"/>; <c>null</c> where it is unknown.</summary>
    public double? Margin { get; init; }

    /// <summary>The line's rule by which something else than the unit's own figure is taken; <c>null</c> where the figure is its own.</summary>
    public BelowMinimum? By { get; init; }

    /// <summary>What was done about too few forms, or why nothing could be; <c>null</c> where there are enough, or the line waits for a decision.</summary>
    public Words? Why { get; init; }
}

/// <summary>What becomes of a line.</summary>
public enum FedState
{
    /// <summary>A value that was not there, or was another.</summary>
    Written,

    /// <summary>The same stands already.</summary>
    Same,

    /// <summary>Written, but with fewer valid forms than the line asks for: unknown until it is decided.</summary>
    TooFewForms,

    /// <summary>Written, but a later stage has spoken and stays final.</summary>
    LaterStage,

    /// <summary>Written, but a decision takes the line out.</summary>
    LeftOut,

    /// <summary>By the line's own rule for too few forms it does not apply to the unit.</summary>
    NotApplicable,

    /// <summary>Nothing written: too few answers to be shown without telling who gave them, or no valid one.</summary>
    Nothing,
}

/// <summary>Everything feeding would do.</summary>
/// <param name="Lines">In the order of blocks, criteria and units.</param>
/// <param name="Positions">What is added, by the code of its block.</param>
/// <param name="Decisions">Likewise: lines that don't apply by their rule for too few forms, or apply again.</param>
/// <param name="After">The round with it.</param>
public sealed record FeedPlan(ImmutableArray<FedLine> Lines, ImmutableArray<(string Block, PositionDocument Position)> Positions, ImmutableArray<(string Block, Decision Decision)> Decisions, RoundDocument After)
{
    /// <summary>Decimals that values and errors keep: far below what any rule of rounding sees.</summary>
    public const int Decimals = 6;

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => Positions.IsEmpty && Decisions.IsEmpty;

    /// <summary>Names all that the plan says, so that whoever confirms it confirms what was shown.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', (IEnumerable<string>)
    [
        .. Lines.Select(line => $"{After.Code} {line.Block} {line.Unit} {line.Criterion} {line.State} {Written(line.Before)} {Written(line.After)} {line.Why?.Vi}"),
        .. Decisions.Select(one => $"{one.Block} {EngineJson.ToText(one.Decision)}"),
    ]))));

    /// <summary>The plan, or everything that is wrong with the table and the survey at once.</summary>
    public static Result<FeedPlan> Make(RoundDocument round, SurveyFigures survey, FeedMapping mapping, EarlierRounds earlier)
    {
        if (FeedChecks.Find(round, survey.Survey, mapping) is { IsEmpty: false } problems)
            return problems;
        var stage = round.Stages.FirstOrDefault(one => Stages.KindOf(one) == StageKind.Review) ?? round.Stages[0];
        var drafts = round.Blocks.SelectMany(block => DraftsOf(round, block, stage, survey, mapping, earlier)).ToList();
        ImmutableArray<(string Block, PositionDocument Position)> added = [.. drafts.Where(draft => draft.Value.Entry is { } after && after != draft.Standing(round, stage)).Select(draft => (draft.Block.Code, draft.Position(survey, stage)))];
        ImmutableArray<(string Block, Decision Decision)> decided = [.. drafts.Select(draft => (draft.Block.Code, Decision: draft.Decide(round, stage))).Where(one => one.Decision is not null).Select(one => (one.Code, one.Decision!))]; // kept just now
        var after = round with
        {
            Blocks = [.. round.Blocks.Select(block => block with
            {
                Positions = [.. block.Positions, .. added.Where(one => one.Block == block.Code).Select(one => one.Position)],
                Decisions = [.. block.Decisions, .. decided.Where(one => one.Block == block.Code).Select(one => one.Decision)],
            })],
        };
        return new FeedPlan([.. LinesOf(round, after, drafts, [.. added.Select(one => (one.Block, one.Position.Unit, one.Position.Criterion))])], added, decided, after);
    }

    private static string Written(Entry? entry) => entry is null ? "" : EngineJson.ToText(entry);

    private static IEnumerable<FeedDraft> DraftsOf(RoundDocument round, BlockDocument block, string stage, SurveyFigures survey, FeedMapping mapping, EarlierRounds earlier)
    {
        var rated = block.Units.Select(unit => (Unit: unit, From: survey.Survey.Units.FirstOrDefault(one => mapping.UnitOf(one) == unit.Code))).Where(pair => pair.From is not null).ToList();
        foreach (var leaf in block.Criteria.Leaves())
        {
            if (mapping.Lines.FirstOrDefault(line => line.To == leaf.Code.Value)?.From is not { } factor)
                continue;
            var found = survey.Figures.Where(figure => figure.Code == factor).ToDictionary(figure => figure.Unit);
            var values = new FeedStandIns(survey, block, leaf, rated.Where(pair => found.ContainsKey(pair.From!)).ToDictionary(pair => pair.Unit.Code, pair => found[pair.From!]), earlier); // those without were left out
            foreach (var (unit, _) in rated)
            {
                var draft = new FeedDraft(block, unit.Code, leaf, factor, new(null, null));
                yield return draft with { Value = values.ValueOf(unit, () => draft.MayDecide(round, stage)) };
            }
        }
    }

    private static IEnumerable<FedLine> LinesOf(RoundDocument before, RoundDocument after, List<FeedDraft> drafts, HashSet<(string, string, CriterionCode)> added)
    {
        foreach (var lines in drafts.GroupBy(draft => draft.Block.Code))
        {
            var (old, fresh) = (new ComputedLines(before, lines.Key), new ComputedLines(after, lines.Key));
            foreach (var draft in lines)
            {
                var (unit, line, value) = (draft.Unit, draft.Leaf.Code, draft.Value);
                var state = StateOf(draft, fresh, added.Contains((lines.Key, unit, line)));
                yield return new(lines.Key, unit, line, draft.Factor, old.EntryOf(unit, line), value.Entry, old.PointsOf(unit, line), fresh.PointsOf(unit, line), state) { Margin = value.Margin, By = value.By, Why = value.Why };
            }
        }
    }

    private static FedState StateOf(FeedDraft draft, ComputedLines fresh, bool isAdded) => draft.Value.Entry switch
    {
        null when draft.Value.By == BelowMinimum.NotApplicable => FedState.NotApplicable,
        null => FedState.Nothing,
        var after when fresh.EntryOf(draft.Unit, draft.Leaf.Code) != after => FedState.LaterStage,
        _ when fresh.IsLeftOut(draft.Unit, draft.Leaf.Code) => FedState.LeftOut,
        { From.Count: var count } when draft.Leaf.Scoring?.Rule is ScoringRule.Survey survey && (count ?? 0) < survey.MinForms => FedState.TooFewForms,
        _ => isAdded ? FedState.Written : FedState.Same,
    };
}
