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

    /// <summary>Nothing written: too few answers to be shown without telling who gave them, or no valid one.</summary>
    Nothing,
}

/// <summary>Everything feeding would do.</summary>
/// <param name="Lines">In the order of blocks, criteria and units.</param>
/// <param name="Positions">What is added, by the code of its block.</param>
/// <param name="After">The round with it.</param>
public sealed record FeedPlan(ImmutableArray<FedLine> Lines, ImmutableArray<(string Block, PositionDocument Position)> Positions, RoundDocument After)
{
    /// <summary>Decimals that values and errors keep: far below what any rule of rounding sees.</summary>
    public const int Decimals = 6;

    /// <summary>Names all that the plan says, so that whoever confirms it confirms what was shown.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines.Select(line =>
        $"{After.Code} {line.Block} {line.Unit} {line.Criterion} {line.State} {Written(line.Before)} {Written(line.After)}")))));

    /// <summary>The plan, or everything that is wrong with the table and the survey at once.</summary>
    public static Result<FeedPlan> Make(RoundDocument round, SurveyFigures survey, FeedMapping mapping)
    {
        if (FeedChecks.Find(round, survey.Survey, mapping) is { IsEmpty: false } problems)
            return problems;
        var stage = round.Stages.FirstOrDefault(one => Stages.KindOf(one) == StageKind.Review) ?? round.Stages[0];
        var figures = survey.Figures.ToDictionary(figure => (figure.Unit, figure.Code));
        var drafts = new List<Draft>();
        foreach (var block in round.Blocks)
            drafts.AddRange(DraftsOf(round, block, survey, mapping, figures));

        ImmutableArray<(string Block, PositionDocument Position)> added = [.. drafts.Where(draft => draft is { After: { } after } && after != draft.Standing(round, stage)).Select(draft => (draft.Block.Code, draft.Position(survey, stage)))];
        var after = round with { Blocks = [.. round.Blocks.Select(block => block with { Positions = [.. block.Positions, .. added.Where(one => one.Block == block.Code).Select(one => one.Position)] })] };
        return new FeedPlan([.. LinesOf(round, after, drafts, [.. added.Select(one => (one.Block, one.Position.Unit, one.Position.Criterion))])], added, after);
    }

    private static string Written(Entry? entry) => entry is null ? "" : EngineJson.ToText(entry);

    private static IEnumerable<Draft> DraftsOf(RoundDocument round, BlockDocument block, SurveyFigures survey, FeedMapping mapping, Dictionary<(string, string), FedFigure> figures) =>
        from leaf in block.Criteria.Leaves()
        let factor = mapping.Lines.FirstOrDefault(line => line.To == leaf.Code.Value)?.From
        where factor is not null
        from unit in block.Units
        let rated = survey.Survey.Units.FirstOrDefault(one => mapping.UnitOf(one) == unit.Code)
        where rated is not null
        let figure = figures.GetValueOrDefault((rated, factor))
        select new Draft(block, unit.Code, leaf, factor, EntryOf(figure, survey)) { Margin = figure?.Margin };

    /// <summary><c>null</c> where the survey has no figure to give.</summary>
    private static Entry.Figures? EntryOf(FedFigure? figure, SurveyFigures survey) => figure is { Value: { } value }
        ? new([Decimal(value)]) { From = new(survey.Source, survey.Survey.LastDay, figure.Forms, figure.StandardError is { } error ? Decimal(error) : null) }
        : null;

    private static decimal Decimal(double value) => decimal.Round((decimal)value, Decimals) / 1.000000000000m; // without zeros at the end, as files write it

    private static IEnumerable<FedLine> LinesOf(RoundDocument before, RoundDocument after, List<Draft> drafts, HashSet<(string, string, CriterionCode)> added)
    {
        foreach (var lines in drafts.GroupBy(draft => draft.Block.Code))
        {
            var (old, fresh) = (new ComputedLines(before, lines.Key), new ComputedLines(after, lines.Key));
            foreach (var draft in lines)
            {
                var state = StateOf(draft, fresh, added.Contains((lines.Key, draft.Unit, draft.Leaf.Code)));
                yield return new(lines.Key, draft.Unit, draft.Leaf.Code, draft.Factor, old.EntryOf(draft.Unit, draft.Leaf.Code), draft.After, old.PointsOf(draft.Unit, draft.Leaf.Code), fresh.PointsOf(draft.Unit, draft.Leaf.Code), state) { Margin = draft.Margin };
            }
        }
    }

    private static FedState StateOf(Draft draft, ComputedLines fresh, bool isAdded) => draft.After switch
    {
        null => FedState.Nothing,
        var after when fresh.EntryOf(draft.Unit, draft.Leaf.Code) != after => FedState.LaterStage,
        _ when fresh.IsLeftOut(draft.Unit, draft.Leaf.Code) => FedState.LeftOut,
        { From.Count: var count } when draft.Leaf.Scoring?.Rule is ScoringRule.Survey survey && (count ?? 0) < survey.MinForms => FedState.TooFewForms,
        _ => isAdded ? FedState.Written : FedState.Same,
    };

    /// <summary>A line that gets a value, or would.</summary>
    private sealed record Draft(BlockDocument Block, string Unit, CriteriaNode Leaf, string Factor, Entry.Figures? After)
    {
        public double? Margin { get; init; }

        private PositionDocument? Newest(string stage, bool handedIn) => Block.Positions
            .Where(position => position.Unit == Unit && position.Criterion == Leaf.Code && position.Stage == stage && position.Mark == 0 && (position.HandedIn || !handedIn)).MaxBy(position => position.Sequence);

        /// <summary>What counts on the line at this stage now.</summary>
        public Entry? Standing(RoundDocument round, string stage) => round.Stages.Contains(stage) ? Newest(stage, handedIn: true)?.Entry : null;

        public PositionDocument Position(SurveyFigures survey, string stage) => new(
            Unit, Leaf.Code, stage, 0, (Newest(stage, handedIn: false)?.Sequence ?? 0) + 1, After ?? throw new InvalidOperationException("Nothing to write on this line."), HandedIn: true,
            "", $"{survey.Source} ({survey.Survey.Code})", survey.Survey.By);
    }
}
