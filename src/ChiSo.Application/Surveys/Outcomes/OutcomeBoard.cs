using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>Outcomes and rates of a closed survey as far as they may be told: whoever wrote down what became of somebody must not learn from a count whether that person answered after all.</summary>
/// <param name="Cells">Each outcome by itself, or several small ones put together.</param>
/// <param name="Eligible">e; <c>null</c> where it isn't known or may not be told.</param>
/// <param name="Rates">Every rate; one that may not be told has no value.</param>
public sealed record OutcomeBoard(int Invited, ImmutableArray<OutcomeCell> Cells, double? Eligible, ImmutableArray<ToldRate> Rates)
{
    private static readonly ImmutableArray<Outcome> Recorded = [Outcome.Refusal, Outcome.NonContact, Outcome.Other, Outcome.Unknown, Outcome.NotEligible];

    /// <param name="counts">Of everybody invited: those whose link served are complete, whatever was written down of them.</param>
    /// <param name="written">How many were written down under each outcome, answered or not.</param>
    /// <param name="least">The smallest group that may be told.</param>
    public static OutcomeBoard Of(OutcomeCounts counts, OutcomeCounts written, int least)
    {
        var (invited, answered) = ((int)counts.All, counts[Outcome.Complete]);
        if (answered < least || invited - answered < least)
            return new(invited, [.. Enum.GetValues<Outcome>().Where(outcome => outcome != Outcome.Partial).Select(outcome => new OutcomeCell([outcome], null))], null, [.. OutcomeRate.All.Select(rate => new ToldRate(rate.Code, null, IsHidden: true))]);
        var together = Together(counts, written, least);
        ImmutableArray<OutcomeCell> cells =
        [
            .. Enum.GetValues<Outcome>().Where(outcome => outcome != Outcome.Partial && !together.Contains(outcome)).Select(outcome => new OutcomeCell([outcome], (int)counts[outcome])),
            .. together.IsEmpty ? Enumerable.Empty<OutcomeCell>() : [new(together, (int)together.Sum(outcome => counts[outcome]))],
        ];
        var isShareTold = !together.Contains(Outcome.Unknown) && !together.Contains(Outcome.NotEligible);
        return new(invited, cells, isShareTold ? counts.Eligible : null, [.. OutcomeRate.All.Select(rate => rate.IsBlindTo(together) ? new ToldRate(rate.Code, rate.Of(counts), IsHidden: false) : new ToldRate(rate.Code, null, IsHidden: true))]);
    }

    /// <summary>Outcomes that are too small, with the next smallest until they are large enough; none, or two and more.</summary>
    private static ImmutableArray<Outcome> Together(OutcomeCounts counts, OutcomeCounts written, int least)
    {
        bool IsSmall(Outcome outcome) => counts[outcome] < least && (counts[outcome] > 0 || written[outcome] > 0); // also nobody, where somebody was written down: they all answered
        var (together, sum) = (ImmutableArray.CreateBuilder<Outcome>(), 0.0);
        foreach (var outcome in Recorded.Where(outcome => IsSmall(outcome) || counts[outcome] > 0).OrderByDescending(IsSmall).ThenBy(Kind).ThenBy(outcome => counts[outcome]))
        {
            if (!IsSmall(outcome) && (together.Count == 0 || (together.Count > 1 && sum >= least)))
                break;
            together.Add(outcome);
            sum += counts[outcome];
        }

        return [.. together.Order()];

        // Those known to be eligible first: most rates treat them alike.
        static int Kind(Outcome outcome) => outcome switch { Outcome.NotEligible => 2, Outcome.Unknown => 1, _ => 0 };
    }
}

/// <param name="Outcomes">One, or those put together.</param>
/// <param name="Count"><c>null</c> where it may not be told.</param>
public sealed record OutcomeCell(ImmutableArray<Outcome> Outcomes, int? Count);

/// <param name="Value">0 to 1; <c>null</c> where it is undefined or may not be told.</param>
public sealed record ToldRate(string Code, double? Value, bool IsHidden);
