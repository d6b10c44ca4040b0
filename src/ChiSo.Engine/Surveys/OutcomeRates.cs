using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>What became of a person who was to be asked ("kết quả tiếp cận"), each in one of seven groups.</summary>
/// <remarks>Source: AAPOR, Standard Definitions (9th edition, 2016), final disposition codes.</remarks>
public enum Outcome
{
    /// <summary>I: a complete form.</summary>
    Complete,

    /// <summary>P: a partial one that counts.</summary>
    Partial,

    /// <summary>R: refused, or broke off.</summary>
    Refusal,

    /// <summary>NC: eligible, never reached.</summary>
    NonContact,

    /// <summary>O: eligible, reached and not asked for another reason: ill, absent, another language.</summary>
    Other,

    /// <summary>U: nobody knows whether they belong to the population, such as a letter that was never answered.</summary>
    Unknown,

    /// <summary>NE: does not belong to the population.</summary>
    NotEligible,
}

/// <summary>How many people came to each outcome.</summary>
/// <param name="Counts">0 or more, in the order of <see cref="Outcome"/>; a sum of weights may be a fraction.</param>
public sealed record OutcomeCounts(ImmutableArray<double> Counts)
{
    public double this[Outcome outcome] => Counts[(int)outcome];

    public double All => Counts.Sum();

    /// <summary>e: the share of eligible people among those of whom it is known; <c>null</c> where it is known of nobody.</summary>
    /// <remarks>The proportional allocation AAPOR names first; another source may give another e.</remarks>
    public double? Eligible
    {
        get
        {
            var eligible = Enum.GetValues<Outcome>().Where(outcome => outcome is not (Outcome.Unknown or Outcome.NotEligible)).Sum(outcome => this[outcome]);
            return eligible + this[Outcome.NotEligible] > 0 ? eligible / (eligible + this[Outcome.NotEligible]) : null;
        }
    }

    public static OutcomeCounts Of(IEnumerable<(Outcome Outcome, double Count)> counted)
    {
        var sums = new double[Enum.GetValues<Outcome>().Length];
        foreach (var (outcome, count) in counted)
            sums[(int)outcome] += count;
        return new(ImmutableArray.Create(sums));
    }
}

/// <summary>A rate of the fieldwork: outcomes that count above over outcomes that count below.</summary>
/// <param name="Code">As AAPOR names it: RR1 to RR6, COOP1 to COOP4, REF1 to REF3, CON1 to CON3.</param>
/// <param name="Unknown">How much of those of whom it isn't known stands below: 0, 1, or e where <c>null</c>.</param>
/// <remarks>Source: AAPOR, Standard Definitions (9th edition, 2016), "Calculating outcome rates from final disposition distributions".</remarks>
public sealed record OutcomeRate(string Code, ImmutableArray<Outcome> Above, ImmutableArray<Outcome> Below, double? Unknown)
{
    private static readonly ImmutableArray<Outcome> Asked = [Outcome.Complete, Outcome.Partial];
    private static readonly ImmutableArray<Outcome> Known = [.. Asked, Outcome.Refusal, Outcome.NonContact, Outcome.Other];
    private static readonly ImmutableArray<Outcome> Reached = [.. Asked, Outcome.Refusal, Outcome.Other];
    private static readonly ImmutableArray<Outcome> Willing = [.. Asked, Outcome.Refusal];

    /// <summary>Every rate, in the order of the source.</summary>
    public static ImmutableArray<OutcomeRate> All { get; } =
    [
        new("RR1", [Outcome.Complete], Known, 1), new("RR2", Asked, Known, 1), new("RR3", [Outcome.Complete], Known, null), new("RR4", Asked, Known, null), new("RR5", [Outcome.Complete], Known, 0), new("RR6", Asked, Known, 0),
        new("COOP1", [Outcome.Complete], Reached, 0), new("COOP2", Asked, Reached, 0), new("COOP3", [Outcome.Complete], Willing, 0), new("COOP4", Asked, Willing, 0),
        new("REF1", [Outcome.Refusal], Known, 1), new("REF2", [Outcome.Refusal], Known, null), new("REF3", [Outcome.Refusal], Known, 0),
        new("CON1", Reached, Known, 1), new("CON2", Reached, Known, null), new("CON3", Reached, Known, 0),
    ];

    /// <summary>The rate, 0 to 1; <c>null</c> where it is undefined: nobody stands below, or e is needed and not known.</summary>
    /// <param name="eligible">e, 0 to 1; <c>null</c>: <see cref="OutcomeCounts.Eligible"/>.</param>
    public double? Of(OutcomeCounts counts, double? eligible = null)
    {
        if ((Unknown ?? eligible ?? counts.Eligible) is not { } share)
            return null;
        var below = Below.Sum(outcome => counts[outcome]) + (share * counts[Outcome.Unknown]);
        return below > 0 ? Above.Sum(outcome => counts[outcome]) / below : null;
    }

    /// <summary>Whether the rate is the same however the sum of these outcomes is split among them: then it tells nothing of the parts.</summary>
    public bool IsBlindTo(IReadOnlyCollection<Outcome> together) =>
        together.Count < 2 || (together.Select(outcome => (Above.Contains(outcome), Weight(outcome))).Distinct().Count() == 1 && (Unknown is not null || !together.Contains(Outcome.NotEligible)));

    /// <summary>What one person of an outcome adds below; NaN for e, which is like nothing else.</summary>
    private double Weight(Outcome outcome) => Below.Contains(outcome) ? 1 : outcome == Outcome.Unknown ? Unknown ?? double.NaN : 0;
}
