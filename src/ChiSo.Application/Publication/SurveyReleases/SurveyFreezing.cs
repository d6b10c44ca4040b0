using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>Results of a survey as they are frozen: units, parts and factors. Questions stay at the desk.</summary>
internal static class SurveyFreezing
{
    private const int Decimals = 4;
    private const int ErrorDecimals = 6;

    /// <param name="results">Of the whole index, small groups hidden.</param>
    public static FrozenSurvey Of(LiveSurvey survey, SurveyResults results, Words response, bool isIllustrative, DateTime at) => new()
    {
        Code = survey.Code,
        Version = 0,
        Reason = "",
        Title = survey.Title,
        Asker = Said(survey.Declaration.Asker),
        Decision = survey.Declaration.Decision,
        Purpose = Said(survey.Declaration.Purpose),
        Opens = survey.Declaration.Opens,
        Closes = survey.Declaration.Closes,
        Questionnaire = $"{survey.Form.Code} {survey.Form.Version}".Trim(),
        ContentHash = survey.Hash,
        Illustrative = isIllustrative,
        Formula = FormulaWords.Of(survey.Form),
        Counted = results.Counted,
        Response = response,
        MinimumCell = survey.Declaration.MinimumCell,
        OwnIndexFrom = survey.Declaration.OwnIndexFrom ?? survey.Declaration.MinimumCell,
        CautionAbove = survey.Declaration.CautionAbove,
        WithholdAbove = survey.Declaration.WithholdAbove,
        Figures = [new(survey.Form.Code, new("Chỉ số hài lòng chung", "Overall satisfaction index")), .. survey.Form.Factors.Select(factor => new ReleasedName(factor.Code, survey.Form.Say(factor.Label)))],
        Blocks = [.. results.Blocks.Select(block => Block(survey, block))],
        LeftOut = [.. results.LeftOut.Select(code => NameOf(survey, code))],
        EngineVersion = Computation.EngineVersion,
        TrailHead = "",
        FrozenAt = at,
    };

    private static ReleasedBlock Block(LiveSurvey survey, ResultBlock block) =>
        new(block.Name, Figure(block.Mean), block.IsCompared, [.. block.Units.Select(unit => new ReleasedUnit(unit.Unit, NameOf(survey, unit.Unit), unit.Place, [.. unit.Figures.Where(figure => figure.Level != ResultLevel.Question).Select(Figure)]))]);

    private static ReleasedFigure Figure(ResultFigure figure) => new(figure.Code, Rounded(figure.Value), Rounded(figure.Lower), Rounded(figure.Upper), figure.Answers, figure.IsHidden)
    {
        StandardError = Rounded(figure.Estimate?.StandardError, ErrorDecimals),
        DegreesOfFreedom = figure.Estimate?.DegreesOfFreedom,
        IsWeak = figure.IsWeak,
    };

    private static decimal? Rounded(double? value, int decimals = Decimals) => value is { } number ? decimal.Round((decimal)number, decimals) : null;

    private static string NameOf(LiveSurvey survey, string code) => survey.Declaration.Unit(code)?.Name ?? code;

    private static Words Said(ImmutableSortedDictionary<string, string> said)
    {
        var vietnamese = said.GetValueOrDefault("vi") ?? said.Values.FirstOrDefault() ?? "";
        return new(vietnamese, said.GetValueOrDefault("en") ?? vietnamese);
    }
}
