using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>How what was entered becomes points. The set of rules is closed: a new kind is a new case here.</summary>
/// <remarks>M is the leaf's maximum. Formulas see the declared figures by their letters, and M.</remarks>
public abstract record ScoringRule
{
    private ScoringRule() { }

    /// <summary>Achieved gives <paramref name="Yes"/> (<c>null</c>: M), not achieved gives <paramref name="No"/>. Entered as answer 0 (yes) or 1 (no).</summary>
    public sealed record YesNo(Points? Yes, Points No) : ScoringRule;

    /// <summary>One of several answers, each with its points. Entered as the answer's place in the list.</summary>
    public sealed record Choice(ImmutableArray<Option> Options) : ScoringRule;

    /// <summary>The points of the first step, read from the left, whose bounds all hold; none gives <paramref name="Otherwise"/>.</summary>
    /// <param name="Measures">x alone, or x and y for a ladder with joint conditions.</param>
    public sealed record Ladder(ImmutableArray<Formula> Measures, ImmutableArray<Rung> Steps, Points Otherwise) : ScoringRule;

    /// <summary>min(x, T) ÷ T × M; 0 where x lies below <paramref name="ZeroBelow"/>.</summary>
    public sealed record Proportional(Formula X, decimal Target, decimal? ZeroBelow) : ScoringRule;

    /// <summary>x × M, kept between 0 and M.</summary>
    public sealed record Ratio(Formula X) : ScoringRule;

    /// <summary>(100 − x) ÷ 100 × M, kept between 0 and M.</summary>
    public sealed record Complement(Formula X) : ScoringRule;

    /// <summary>start + each × n, kept between <paramref name="Min"/> and <paramref name="Max"/>. One figure, n.</summary>
    public sealed record Count(Points Start, Points Each, Points Min, Points Max) : ScoringRule;

    /// <summary>Direct points on a step, between 0 and M.</summary>
    public sealed record Rubric(Points Step) : ScoringRule;

    /// <summary>x ÷ scale × M, x being a survey's result. With fewer than <paramref name="MinForms"/> valid forms the line is unknown until decided.</summary>
    /// <param name="Parameters">What the survey asks and how it is measured (instrument, item, measure), kept as written.</param>
    public sealed record Survey(decimal Scale, int MinForms, ImmutableSortedDictionary<string, string> Parameters) : ScoringRule
    {
        /// <summary>What is done, when a survey is fed, for a unit with fewer valid forms; <c>null</c>: nothing, the line waits for a decision.</summary>
        public BelowMinimum? Below { get; init; }
    }

    /// <summary>x ÷ scale × M, x being another published index.</summary>
    public sealed record Imported(string Index, decimal Scale) : ScoringRule;

    /// <summary>A ladder on another published index. One figure, x.</summary>
    public sealed record ImportedLadder(string Index, ImmutableArray<Rung> Steps, Points Otherwise) : ScoringRule;

    /// <summary>x ≤ T: M ÷ 2 × x ÷ T; the best of the block, if above T: M; between: M × (1/2 + 1/2 × (x − T) ÷ (best − T)). One figure, x.</summary>
    public sealed record RelativeToBest(decimal Target) : ScoringRule;

    /// <summary>Mean of <paramref name="Item"/> over the items entered, × M, kept between 0 and M. Formula over v, the value of one item.</summary>
    public sealed record MeanOverItems(Formula Item) : ScoringRule;

    /// <summary>Points by formula, kept between 0 and M.</summary>
    public sealed record Calculated(Formula Points) : ScoringRule;

    /// <summary>An answer with its points.</summary>
    public sealed record Option(string Label, Points Points);

    /// <summary>A rung of a ladder: all bounds must hold.</summary>
    public sealed record Rung(ImmutableArray<Bound> All, Points Points);

    /// <summary>A measure (0 = x, 1 = y) against a value.</summary>
    public sealed record Bound(int Measure, Comparison Is, decimal Value);
}

/// <summary>How two numbers compare.</summary>
public enum Comparison
{
    AtLeast,
    Above,
    AtMost,
    Below,
    Equal,
    NotEqual,
}

/// <summary>What a line declares for units with fewer valid forms than it asks for.</summary>
public enum BelowMinimum
{
    /// <summary>The line does not apply to the unit.</summary>
    NotApplicable,

    /// <summary>The answers of this year and of the year before together; last year's value alone where this year's are too few to be shown.</summary>
    LastYear,

    /// <summary>The mean of the units of the block that have enough.</summary>
    BlockMean,
}
