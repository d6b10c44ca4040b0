using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>The designs of <c>tests/r</c> by their names there.</summary>
internal static class DesignKinds
{
    private static readonly FinitePopulation Replaced = new FinitePopulation.WithReplacement();

    public static readonly string[] Names =
    [
        "srs", "srs-fpc", "stratified", "stratified-sizes", "stratified-fractions", "cluster", "cluster-fpc", "stratified-cluster", "stratified-cluster-fpc",
        "two-stage", "three-stage", "two-stage-derived", "lonely-certainty", "lonely-adjust", "lonely-average",
    ];

    public static SurveyDesign Of(string kind, SyntheticSurvey survey)
    {
        var (weights, strata, communes) = (survey.Weights, survey.Strata, survey.Communes);
        var first = new SamplingStage(strata, communes, new FinitePopulation.Sizes(survey.CommunesOfStratum));
        var second = new SamplingStage(null, survey.Villages, new FinitePopulation.Sizes(survey.VillagesOfCommune));
        var result = kind switch
        {
            "srs" => SurveyDesign.Create(survey.Count, [new(null, null, Replaced)], weights),
            "srs-fpc" => SurveyDesign.Create(survey.Count, [new(null, null, new FinitePopulation.Sizes(survey.Population))]),
            "stratified" => SurveyDesign.Create(survey.Count, [new(strata, null, Replaced)], weights),
            "stratified-sizes" => SurveyDesign.Create(survey.Count, [new(strata, null, new FinitePopulation.Sizes(survey.People))]),
            "stratified-fractions" => SurveyDesign.Create(survey.Count, [new(strata, null, new FinitePopulation.Fractions(survey.Share))], weights),
            "cluster" => SurveyDesign.Create(survey.Count, [new(null, communes, Replaced)], weights),
            "cluster-fpc" => SurveyDesign.Create(survey.Count, [new(null, communes, new FinitePopulation.Sizes(survey.Communes60))], weights),
            "stratified-cluster" => SurveyDesign.Create(survey.Count, [new(strata, communes, Replaced)], weights),
            "stratified-cluster-fpc" => SurveyDesign.Create(survey.Count, [first], weights),
            "two-stage" => SurveyDesign.Create(survey.Count, [first, second], weights),
            "three-stage" => SurveyDesign.Create(survey.Count, [first, second, new(null, null, new FinitePopulation.Sizes(survey.PeopleOfVillage))], weights),
            "two-stage-derived" => SurveyDesign.Create(survey.Count, [first, new(null, null, new FinitePopulation.Sizes(survey.PeopleOfCommune))]),
            _ => SurveyDesign.Create(survey.Count, [new(survey.Regions, communes, Replaced)], weights, Enum.Parse<LonelyUnits>(kind["lonely-".Length..], ignoreCase: true)),
        };
        return result.Known();
    }
}

internal static class KnownResult
{
    /// <summary>The value, or a failed test that shows the problems.</summary>
    public static T Known<T>(this Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join("; ", result.Problems));
}
