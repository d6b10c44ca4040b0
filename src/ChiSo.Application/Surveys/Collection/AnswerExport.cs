using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Answers as a table for estimates: one row an answer, a column a question, no row that tells whose it is.</summary>
/// <remarks>Answers of a group below the smallest never stand by themselves: see <see cref="SmallGroups"/>. Free texts are kept out, because they may name people: see <see cref="Texts"/>.</remarks>
public static class AnswerExport
{
    /// <summary>"I have no opinion": an answer, but no number.</summary>
    public const string NoOpinion = "NA";

    private static readonly ImmutableArray<string> First = ["unit", "stratum", "mode", "language", "consent"];

    /// <summary>Columns unit, stratum, mode, language, consent, then each question by its name; a question of several choices has a column of 0 and 1 for each.</summary>
    /// <param name="answers">After <see cref="SmallGroups"/>.</param>
    public static TableRows Table(LiveSurvey survey, ImmutableArray<Answer> answers)
    {
        var columns = survey.Form.Questions().Where(question => question.IsAsked && question.Kind != QuestionKind.Text).SelectMany(question => Columns(survey.Form, question, answers)).ToImmutableArray();
        return new("answers", [.. First, .. columns.Select(column => column.Name)], answers.Select(answer => (ImmutableArray<TableCell>)
        [
            TableCell.Of(answer.Unit), TableCell.Of(answer.Stratum), TableCell.Of(answer.Mode.ToString().ToLowerInvariant()), TableCell.Of(AnswerLanguage(answer)), TableCell.Of(answer.Consent),
            .. columns.Select(column => TableCell.Of(column.Of(answer))),
        ]));
    }

    /// <summary>The free texts of each question, in an order of their own and with nothing beside them.</summary>
    public static TableRows Texts(LiveSurvey survey, ImmutableArray<Answer> answers) => new("texts", ["question", "text"],
        survey.Form.Questions().Where(question => question.Kind == QuestionKind.Text).SelectMany(question => Shuffled(answers.SelectMany(answer => Values(answer, question)))
            .Select(text => (ImmutableArray<TableCell>)[TableCell.Of(question.Name), TableCell.Of(text)])));

    private static IEnumerable<Column> Columns(Questionnaire form, Question question, ImmutableArray<Answer> answers)
    {
        foreach (var key in Keys(question, answers))
        {
            if (question.Kind == QuestionKind.SelectMultiple)
            {
                foreach (var choice in form.List(question.List)?.Choices ?? [])
                    yield return new($"{key}.{choice.Name}", answer => !answer.Values.TryGetValue(key, out var chosen) ? "" : chosen.Split(' ').Contains(choice.Name, StringComparer.Ordinal) ? "1" : "0");
                continue;
            }

            var silent = form.List(question.List)?.Choices.Where(choice => choice.IsNoOpinion).Select(choice => choice.Name).ToHashSet(StringComparer.Ordinal) ?? [];
            yield return new(key, answer => !answer.Values.TryGetValue(key, out var value) ? "" : silent.Contains(value) ? NoOpinion : value);
        }
    }

    /// <summary>The question's own key, or those of its turns that anybody answered.</summary>
    private static List<string> Keys(Question question, ImmutableArray<Answer> answers)
    {
        var turns = answers.SelectMany(answer => answer.Values.Keys).Where(key => key.StartsWith($"{question.Name}~", StringComparison.Ordinal)).Distinct().OrderBy(key => key.Length).ThenBy(key => key, StringComparer.Ordinal).ToList();
        return turns.Count > 0 ? turns : [question.Name];
    }

    private static IEnumerable<string> Values(Answer answer, Question question) =>
        answer.Values.Where(pair => pair.Key == question.Name || pair.Key.StartsWith($"{question.Name}~", StringComparison.Ordinal)).Select(pair => pair.Value);

    private static string AnswerLanguage(Answer answer) => answer.Language is [.., ')'] && answer.Language.LastIndexOf('(') is >= 0 and var at ? answer.Language[(at + 1)..^1] : answer.Language;

    private static string[] Shuffled(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return all;
    }

    private sealed record Column(string Name, Func<Answer, string> Of);
}
