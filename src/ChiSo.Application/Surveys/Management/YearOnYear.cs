using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Management;

/// <summary>A figure beside that of the survey before.</summary>
/// <param name="Before">Then, 0 to 100.</param>
/// <param name="Change">Now less then, in points.</param>
/// <param name="Margin">Half the width of the interval of the change at 95 %; <c>null</c> where there is none.</param>
/// <param name="IsBeyondError">Whether the two samples tell them apart: only then it is a rise or a fall.</param>
public sealed record FigureChange(double Before, double Change, double? Margin, bool IsBeyondError);

/// <summary>What a survey found beside what the one before found with the same questionnaire, whose questions keep their names over the years.</summary>
/// <param name="Before">The survey before.</param>
/// <param name="Changes">By unit and figure; those that are hidden, undefined or new in either aren't there.</param>
public sealed record YearOnYear(LiveSurvey Before, ImmutableDictionary<(string Unit, string Code), FigureChange> Changes)
{
    /// <summary>Whether the figures before are those that were released: the answers behind them are deleted.</summary>
    public bool IsOfRelease { get; init; }

    /// <remarks>Two samples drawn independently. Each figure is tested for all units at once, with Holm's adjustment at 5 %. See docs/method/survey-intervals-and-tests.md.</remarks>
    public static YearOnYear Of(LiveSurvey before, SurveyResults now, SurveyResults then) =>
        Of(before, now, FiguresOf(then).ToImmutableDictionary(one => (one.Unit, one.Figure.Code), one => one.Figure.Estimate!)); // those with an estimate alone

    /// <param name="earlier">By unit and figure.</param>
    public static YearOnYear Of(LiveSurvey before, SurveyResults now, ImmutableDictionary<(string Unit, string Code), Estimate> earlier)
    {
        var changes = ImmutableDictionary.CreateBuilder<(string, string), FigureChange>();
        foreach (var figure in FiguresOf(now).Where(one => earlier.ContainsKey((one.Unit, one.Figure.Code))).GroupBy(one => one.Figure.Code, StringComparer.Ordinal))
        {
            var pairs = figure.Select(one => (one.Unit, Now: one.Figure.Estimate!, Then: earlier[(one.Unit, figure.Key)])).ToArray(); // as above
            var tested = pairs.Select(pair => Difference.BetweenSamples(pair.Now, pair.Then).TryGet(out var difference) ? difference : null).ToArray();
            var adjusted = MultipleComparisons.Holm([.. tested.Select(difference => difference?.PValue ?? 1)]);
            foreach (var (at, (unit, after, first)) in pairs.Index())
                changes[(unit, figure.Key)] = new(first.Value, after.Value - first.Value, MarginOf(tested[at]), tested[at] is not null && adjusted[at] <= 1 - SurveyResults.Level);
        }

        return new(before, changes.ToImmutable());
    }

    private static double? MarginOf(Difference? difference) => difference?.Interval(SurveyResults.Level) is { } interval ? (interval.Upper - interval.Lower) / 2 : null;

    private static IEnumerable<(string Unit, ResultFigure Figure)> FiguresOf(SurveyResults results) =>
        results.Blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Where(figure => figure.Estimate is not null).Select(figure => (unit.Unit, figure)));
}
