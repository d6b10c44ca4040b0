using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A line that gets a value or a ruling, or would.</summary>
internal sealed record FeedDraft(BlockDocument Block, string Unit, CriteriaNode Leaf, string Factor, FedValue Value)
{
    /// <summary>Who decided, where nobody did but the rule of the line.</summary>
    private const string ByRule = "Quy định của bộ tiêu chí (below=not_applicable)";

    /// <summary>Of what holds on the line: the latest decision on it or on any line above.</summary>
    private Decision? Ruled => Block.Decisions.LastOrDefault(decision => decision.Unit == Unit && Path().Any(node => node.Code == decision.Node));

    /// <summary>What counts on the line at this stage now.</summary>
    public Entry? Standing(RoundDocument round, string stage) => round.Stages.Contains(stage) ? Newest(stage, handedIn: true)?.Entry : null;

    /// <summary>Whether the line's own rule may take it out: no later stage has spoken, and whatever decision holds is the rule's own.</summary>
    public bool MayDecide(RoundDocument round, string stage) =>
        Ruled is null or { DecidedBy: ByRule } && !round.Stages.SkipWhile(one => one != stage).Skip(1).Any(later => Newest(later, handedIn: true) is not null);

    /// <summary>Whether the value rests on as many forms as the line asks for.</summary>
    private bool HasEnough => Leaf.Scoring?.Rule is ScoringRule.Survey rule && Value.Entry?.From?.Count >= rule.MinForms;

    /// <summary>What the rule of the line decides; <c>null</c> where nothing, where it stands, or where it is for others to say. A figure of enough forms lifts what the rule decided before.</summary>
    public Decision? Decide(RoundDocument round, string stage) => !MayDecide(round, stage) ? null : (Value, Ruled) switch
    {
        ({ By: BelowMinimum.NotApplicable, Why: { } why }, not { Ruling: Ruling.NotApplicable }) => new(Unit, Leaf.Code, new Ruling.NotApplicable(Effect()), why.Vi, ByRule),
        (_, { DecidedBy: ByRule, Ruling: Ruling.NotApplicable }) when HasEnough => new(Unit, Leaf.Code, new Ruling.Applies(), "Đã có số liệu khảo sát dùng được", ByRule),
        _ => null,
    };

    public PositionDocument Position(SurveyFigures survey, string stage) => new(
        Unit, Leaf.Code, stage, 0, (Newest(stage, handedIn: false)?.Sequence ?? 0) + 1, Value.Entry ?? throw new InvalidOperationException("Nothing to write on this line."), HandedIn: true,
        Value.By is null ? "" : Value.Why?.Vi ?? "", $"{survey.Source} ({survey.Survey.Code})", survey.Survey.By);

    private PositionDocument? Newest(string stage, bool handedIn) => Block.Positions
        .Where(position => position.Unit == Unit && position.Criterion == Leaf.Code && position.Stage == stage && position.Mark == 0 && (position.HandedIn || !handedIn)).MaxBy(position => position.Sequence);

    /// <summary>The line and those above it.</summary>
    private IEnumerable<CriteriaNode> Path() => Block.Criteria.Nodes().Where(node => node.SelfAndBelow().Any(one => one.Code == Leaf.Code));

    /// <summary>As the set says of the line or of the nearest line above; out of the maximum where it says nothing.</summary>
    private NotApplicableEffect Effect() => Path().Select(node => node.NotApplicable).LastOrDefault(policy => policy is not null)?.Effect ?? NotApplicableEffect.Rebase;
}
