using System.Text.Encodings.Web;
using System.Text.Json;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The index of a survey as data, for whoever computes it again: its tree with weights, what each answer is worth, units and blocks. Described in <c>docs/how-to/survey.md</c>.</summary>
internal static class HandedIndex
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="tree">Of the survey.</param>
    public static void Write(Stream stream, SurveyArchive archive, IndexNode.Group tree)
    {
        var (survey, form) = (archive.Survey, archive.Survey.Form);
        JsonSerializer.Serialize(stream, new
        {
            survey = survey.Code,
            illustrative = archive.Files.IsIllustrative,
            questionnaire = new { form.Code, form.Version, survey.Hash },
            formula = FormulaWords.Of(form),
            counted = archive.Files.Notes.Counted.Said,
            level = SurveyResults.Level,
            weights = archive.Design.WeighsPeople ? "people" : "equal",
            minimumCell = survey.Declaration.MinimumCell,
            ownIndexFrom = survey.Declaration.OwnIndexFrom ?? survey.Declaration.MinimumCell,
            blockMean = form.Formula.Level == LevelPooling.PooledForms ? "pooledForms" : "meanOfUnits",
            units = survey.Declaration.Units.Select(unit => new { unit.Code, unit.Name }),
            blocks = archive.Blocks.Select(block => new { block.Name, block.Units }),
            index = Told(survey, tree),
        }, Options);
    }

    private static object Told(LiveSurvey survey, IndexNode node) => node switch
    {
        IndexNode.Group group => new { group.Code, group.Weight, label = LabelOf(survey, group.Code), pooling = group.Pooling == IndexPooling.PooledAnswers ? "pooledAnswers" : "meanOfParts", parts = group.Parts.Select(part => Told(survey, part)) },
        IndexNode.Question { Item: var item } question => new
        {
            column = item.Code,
            question.Weight,
            label = survey.Form.Questions().Where(one => one.Name == item.Code).Select(one => survey.Form.Say(one.Label)).First(),
            scores = item.Scores().Select(score => new { score.Answer, score.Score }),
            noOpinion = item.NoOpinion,
        },
        _ => throw new System.Diagnostics.UnreachableException($"No index here has {node}."),
    };

    private static Words LabelOf(LiveSurvey survey, string code) =>
        survey.Form.Factors.Where(factor => factor.Code == code).Select(factor => survey.Form.Say(factor.Label)).DefaultIfEmpty(survey.Form.Say(survey.Form.Title)).First();
}
