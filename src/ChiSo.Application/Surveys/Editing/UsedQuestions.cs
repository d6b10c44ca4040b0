using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>What surveys that were opened with a questionnaire hold it to: answers are compared over the years by the names of questions and choices.</summary>
public sealed class UsedQuestions
{
    private readonly Dictionary<string, Use> questions = new(StringComparer.Ordinal);

    /// <param name="surveys">All there are.</param>
    /// <param name="code">Of the questionnaire.</param>
    public UsedQuestions(IEnumerable<LiveSurvey> surveys, string code)
    {
        foreach (var survey in surveys.Where(survey => survey.Form.Code == code).OrderBy(survey => survey.Declaration.Opens))
        {
            foreach (var question in survey.Form.Questions().Where(question => question.Kind != QuestionKind.Note))
                questions[question.Name] = new(survey.Code, QuestionKinds.Codes.CodeOf(question.Kind), [.. survey.Form.List(question.List)?.Choices.Select(choice => choice.Name) ?? []]);
        }
    }

    /// <summary>Whether any survey was opened with it.</summary>
    public bool Any => questions.Count > 0;

    /// <summary>The survey that used a question last; <c>null</c> for a new one.</summary>
    public string? SurveyOf(string question) => questions.GetValueOrDefault(question)?.Survey;

    /// <summary>Names that were asked for and are gone from the draft.</summary>
    public IEnumerable<string> Missing(FormDraft draft) => questions.Keys.Except(DraftTree.All(draft.Rows).Select(row => row.Name)).Order(StringComparer.Ordinal);

    /// <summary>What forbids that a row takes another name, or another type.</summary>
    /// <param name="before"><c>null</c> for a new row.</param>
    internal IEnumerable<Problem> Refusals(DraftRow? before, DraftRow after)
    {
        if (before is not null && before.Name != after.Name && questions.TryGetValue(before.Name, out var used))
            yield return DraftProblems.Renamed(before.Name, used.Survey);
        else if (questions.TryGetValue(after.Name, out used) && used.Type != after.Type)
            yield return DraftProblems.TypeKept(after.Name, used.Type, used.Survey);
    }

    /// <summary>The survey in which a choice of this list was used; <c>null</c> for none.</summary>
    internal string? SurveyOf(FormDraft draft, string list, string choice) => DraftTree.All(draft.Rows).Where(row => row.List == list)
        .Select(row => questions.GetValueOrDefault(row.Name)).FirstOrDefault(use => use?.Choices.Contains(choice) == true)?.Survey;

    /// <param name="Survey">The newest that asked it.</param>
    /// <param name="Type">As a file writes it.</param>
    private sealed record Use(string Survey, string Type, ImmutableHashSet<string> Choices);
}
