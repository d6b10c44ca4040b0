using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>The satisfaction index of one unit, one of its parts or factors.</summary>
/// <param name="Code">Of the factor; the code of the questionnaire for the whole.</param>
/// <param name="Value">0 to 100; <c>null</c> where it is undefined or hidden.</param>
/// <param name="StandardError">In points of the index; <c>null</c> where <paramref name="Value"/> is.</param>
/// <param name="Margin">Half the width of the 95 % interval.</param>
/// <param name="Answers">Behind it; 0 where it is undefined or hidden.</param>
public sealed record UnitIndex(string Unit, string Code, double? Value, double? StandardError, double? Margin, int Answers, ImmutableArray<Problem> Problems)
{
    /// <summary>Whether it is told nowhere, because of <see cref="HiddenFigures"/>.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Answers collected here as an index with its margin of error, by the formula and the weights of the questionnaire.</summary>
/// <remarks>Without sizes answers weigh alike within their unit: every one a simple random choice from the stratum it was invited in, drawn with replacement. With sizes it is one of the people of its stratum, drawn without replacement. With groups of clusters these were drawn with replacement, and an answer weighs people ÷ answers of its stratum, or as all others. Another design goes by export and a design file.</remarks>
public static class CollectedIndex
{
    private const double Level = 0.95;

    /// <param name="answers">After <see cref="SmallGroups"/>.</param>
    /// <param name="sizes">People by unit and stratum; <c>null</c> for equal weights.</param>
    /// <returns>By unit with an index of its own, the whole first, then its parts and factors, small ones hidden; a problem when no question feeds an index, or a scale is not one of numbers.</returns>
    public static Result<ImmutableArray<UnitIndex>> Compute(LiveSurvey survey, ImmutableArray<Answer> answers, GroupSizes? sizes = null)
    {
        var own = Own(survey, answers);
        var built = Build(survey, own, sizes);
        if (!built.TryGet(out var collected))
            return built.Problems;
        return UnitsOf(own).OrderBy(unit => unit.Name, StringComparer.Ordinal)
            .SelectMany(unit => Told(survey, collected, own, unit)).ToImmutableArray();
    }

    /// <summary>Answers about units that have enough of them for an index of their own.</summary>
    internal static ImmutableArray<Answer> Own(LiveSurvey survey, ImmutableArray<Answer> answers)
    {
        var least = survey.Declaration.OwnIndexFrom ?? survey.Declaration.MinimumCell;
        var counts = answers.CountBy(answer => answer.Unit).ToDictionary(StringComparer.Ordinal);
        return [.. answers.Where(answer => counts[answer.Unit] >= least)];
    }

    /// <summary>The index over a design of these answers, for figures beyond those of <see cref="Compute"/>.</summary>
    internal static Result<(SurveyDesign Design, SurveyIndex Index)> Build(LiveSurvey survey, ImmutableArray<Answer> answers, GroupSizes? sizes = null)
    {
        if (answers.IsEmpty)
            return SurveyProblems.NoIndex(survey.Code);
        var built = IndexTree.Of(survey);
        if (!built.TryGet(out var tree))
            return built.Problems;

        var created = Design(answers, sizes);
        if (!created.TryGet(out var design))
            return created.Problems;
        var values = IndexTree.Items(survey.Form).ToDictionary(item => item.Name, item => answers.Select(answer => Number(answer, item)).ToImmutableArray(), StringComparer.Ordinal);
        var made = SurveyIndex.Create(design, tree, values);
        return made.TryGet(out var index) ? (design, index) : made.Problems;
    }

    /// <summary>The units answers are about, in the order they come.</summary>
    internal static IEnumerable<Domain> UnitsOf(ImmutableArray<Answer> answers) => Grouping.Of(answers.Select(answer => answer.Unit)).Domains();

    private static Result<SurveyDesign> Design(ImmutableArray<Answer> answers, GroupSizes? sizes)
    {
        var strata = Grouping.Of(answers.Select(answer => $"{answer.Unit}/{answer.Stratum}"));
        var clusters = answers.Any(answer => answer.ClusterGroup is not null) ? Grouping.Of(answers.Select((answer, at) => answer.ClusterGroup is { } group ? $"{answer.Unit}/{answer.Stratum}\n{group}" : $"{at}")) : null;
        if (sizes is null)
            return SurveyDesign.Create(answers.Length, [new(strata, clusters, new FinitePopulation.WithReplacement())], [.. Enumerable.Repeat(1.0, answers.Length)]);
        var people = sizes.Of(answers);
        if (!people.TryGet(out var known))
            return people.Problems;
        if (clusters is null)
            return SurveyDesign.Create(answers.Length, [new(strata, null, new FinitePopulation.Sizes(known))]);
        var counts = answers.CountBy(answer => (answer.Unit, answer.Stratum)).ToDictionary();
        return SurveyDesign.Create(answers.Length, [new(strata, clusters, new FinitePopulation.WithReplacement())], [.. answers.Select((answer, at) => known[at] / counts[(answer.Unit, answer.Stratum)])]);
    }

    /// <summary>The whole, its parts and factors; questions are figures of results alone.</summary>
    private static IEnumerable<UnitIndex> Told(LiveSurvey survey, (SurveyDesign Design, SurveyIndex Index) collected, ImmutableArray<Answer> answers, Domain unit)
    {
        var top = collected.Index.Of(unit);
        var hidden = HiddenFigures.Of(top, answers, survey.Declaration.MinimumCell);
        return top.All().Where(figure => !figure.Parts.IsEmpty).Select(figure => hidden.Contains(figure.Code) ? new(unit.Name, figure.Code, null, null, null, 0, []) { IsHidden = true } : Of(unit.Name, figure, collected.Design));
    }

    private static UnitIndex Of(string unit, IndexFigure figure, SurveyDesign design)
    {
        var estimated = figure.Estimate(design);
        if (!estimated.TryGet(out var estimate))
            return new(unit, figure.Code, null, null, null, 0, estimated.Problems);
        var margin = estimate.MarginOfError(Level);
        return new(unit, figure.Code, estimate.Value, estimate.StandardError, margin.TryGet(out var half) ? half : null, estimate.Respondents, margin.Problems);
    }

    private static double Number(Answer answer, Question item) =>
        answer.Values.TryGetValue(item.Name, out var value) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : double.NaN;
}
