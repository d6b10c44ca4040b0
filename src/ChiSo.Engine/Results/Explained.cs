using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>A score with the tree of reasons behind it.</summary>
/// <param name="Score">Unrounded points so far; <c>null</c> on a leaf that is unknown: unknown is not zero.</param>
/// <param name="Max">Applicable maximum after decisions.</param>
/// <param name="Unknown">How many leaves below, or this leaf, are unknown.</param>
public sealed record Explained(CriteriaNode Node, decimal? Score, decimal Max, int Unknown, Reason Because, ImmutableArray<Explained> Parts);

/// <summary>Why a figure is what it is. Put into words in both languages by the application, once for pages, terminal and documents.</summary>
public abstract record Reason
{
    private Reason() { }

    /// <summary>Nobody has entered anything yet.</summary>
    public sealed record NotScored : Reason;

    /// <summary>Sum of the parts.</summary>
    public sealed record SumOfParts : Reason;

    /// <summary>A decision settled the line.</summary>
    public sealed record Decided(Decision Decision) : Reason;

    /// <summary>The maximum was raised by weight moved from lines that do not apply; <paramref name="Own"/> is the line's own maximum.</summary>
    public sealed record WeightMoved(decimal Own, Reason Inner) : Reason;

    /// <summary>"No task arose" gives the maximum.</summary>
    public sealed record NoTask : Reason;

    /// <summary>The rule made points of the entry, in these steps.</summary>
    public sealed record ByRule(ScoringRule Rule, Entry Entry, ImmutableArray<RuleStep> Steps) : Reason;

    /// <summary>The entry can't be scored as it is: a figure divides by zero, too few forms. The line is unknown.</summary>
    public sealed record Unscorable(ScoringRule Rule, Entry Entry, Obstacle Obstacle) : Reason;
}

/// <summary>Why an entry can't be scored.</summary>
public enum Obstacle
{
    ZeroDenominator,
    TooFewForms,
    WrongKindOfEntry,
    OutOfRange,
    NoPeer,
}

/// <summary>One step from entry to points.</summary>
public abstract record RuleStep
{
    private RuleStep() { }

    /// <summary>A measure was computed by a formula: x = 100 × 36 ÷ 40 = 90.</summary>
    public sealed record Measured(string Name, Formula? Formula, decimal Value) : RuleStep;

    /// <summary>A rung of the ladder held; <c>null</c> when none did.</summary>
    public sealed record RungReached(ScoringRule.Rung? Rung, Points Points) : RuleStep;

    /// <summary>An answer was chosen.</summary>
    public sealed record Chose(string Label, Points Points) : RuleStep;

    /// <summary>The value was kept within a limit.</summary>
    public sealed record Kept(decimal Before, decimal After) : RuleStep;

    /// <summary>The best value of the block and who holds it.</summary>
    public sealed record Best(decimal Value, ImmutableArray<Words> Units) : RuleStep;

    /// <summary>Points before any move of weight.</summary>
    public sealed record Gave(decimal Points) : RuleStep;
}
