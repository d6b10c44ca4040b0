using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Answers as a table for estimates: one row an answer, a column a question, no row that tells whose it is.</summary>
/// <remarks>Answers of a group below the smallest never stand by themselves: see <see cref="SmallGroups"/>; nor do values few people of a unit share: see <see cref="SharedValues"/>. Free texts are kept out, because they may name people: see <see cref="Texts"/>.</remarks>
public static class AnswerExport
{
    /// <summary>Columns unit, stratum, cluster where the sample was drawn by clusters, mode, language, consent, then each question by its name; a question of several choices has a column of 0 and 1 for each.</summary>
    /// <param name="outline">Of the answers.</param>
    /// <param name="shared">What of them is told.</param>
    /// <param name="answers">After <see cref="SmallGroups"/>.</param>
    /// <param name="isIllustrative">Whether every row says so.</param>
    /// <param name="design">Its columns come last; <c>null</c> for none.</param>
    public static TableRows Table(LiveSurvey survey, AnswerOutline outline, SharedValues shared, IEnumerable<Answer> answers, bool isIllustrative = false, CarriedDesign? design = null)
    {
        ImmutableArray<AnswerVariable> variables = [.. AnswerVariables.Of(survey, outline, isIllustrative).Select(shared.Only)];
        return new("answers", [.. variables.Select(variable => variable.Variable.Name), .. design?.Variables.Select(variable => variable.Name) ?? []],
            answers.Select((answer, row) => (ImmutableArray<TableCell>)[.. variables.Select(variable => TableCell.Of(variable.Text(answer))), .. design?.Cells(answer, row) ?? []]));
    }

    /// <summary>The same with numbers for choices, and labels: for programs of statistics.</summary>
    public static LabelledTable Labelled(LiveSurvey survey, AnswerOutline outline, SharedValues shared, IEnumerable<Answer> answers, bool isIllustrative = false)
    {
        ImmutableArray<AnswerVariable> variables = [.. AnswerVariables.Of(survey, outline, isIllustrative).Select(shared.Only)];
        return new(survey.Form.Title.In(survey.Form.DefaultLanguage) + (isIllustrative ? $" ({ExportNotes.Illustrative.Vi})" : ""), [.. variables.Select(variable => variable.Variable)], answers.Select(answer => (ImmutableArray<Datum>)[.. variables.Select(variable => variable.Of(answer))]));
    }

    /// <summary>What each number of each variable stands for, as a table.</summary>
    public static TableRows Codes(LabelledTable table) => new("codes", ["variable", "label", "value", "meaning", "missing"], table.Variables.SelectMany(variable => variable.Values.Select(value => (ImmutableArray<TableCell>)
    [
        TableCell.Of(variable.Name), TableCell.Of(variable.Label), TableCell.Of((decimal)value.Value), TableCell.Of(value.Label), TableCell.Of(value.IsMissing ? "1" : ""),
    ]).DefaultIfEmpty([TableCell.Of(variable.Name), TableCell.Of(variable.Label), TableCell.Of(""), TableCell.Of(""), TableCell.Of("")])));

    /// <summary>The free texts of each question, in an order of their own and with nothing beside them.</summary>
    public static TableRows Texts(LiveSurvey survey, IEnumerable<Answer> answers, bool isIllustrative = false)
    {
        var questions = survey.Form.Questions().Where(question => question.Kind == QuestionKind.Text).ToList();
        var texts = questions.ToDictionary(question => question, _ => new List<string>());
        foreach (var answer in answers)
            questions.ForEach(question => texts[question].AddRange(Values(answer, question)));
        ImmutableArray<TableCell> mark = isIllustrative ? [TableCell.Of(ExportNotes.Illustrative.Vi)] : [];
        return new("texts", ["question", "text", .. mark.Select(_ => AnswerVariables.Illustrative)], questions.SelectMany(question => Shuffled(texts[question]).Select(text => (ImmutableArray<TableCell>)[TableCell.Of(question.Name), TableCell.Of(text), .. mark])));
    }

    private static IEnumerable<string> Values(Answer answer, Question question) =>
        answer.Values.Where(pair => pair.Key == question.Name || pair.Key.StartsWith($"{question.Name}~", StringComparison.Ordinal)).Select(pair => pair.Value);

    private static string[] Shuffled(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return all;
    }
}
