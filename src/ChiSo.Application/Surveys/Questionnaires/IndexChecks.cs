using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>What must hold between the formula of an index and the choices it is computed from.</summary>
internal static class IndexChecks
{
    private const decimal Most = 100;

    public static IEnumerable<Problem> Check(Questionnaire form)
    {
        var isWeighted = form.Formula.Scoring == AnswerScoring.WeightedOptions;
        var feeding = form.Questions().Where(question => question.Factor is not null).ToList();
        var lists = feeding.Select(question => question.List).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (list, choice) in form.Lists.SelectMany(list => list.Choices.Select(choice => (list.Name, choice))))
        {
            if (choice.Worth is not null && (!isWeighted || choice.IsNoOpinion))
                yield return QuestionnaireProblems.IdleWorth(choice.Where, choice.Name);
            else if (choice.Worth is < 0 or > Most || (choice.Worth is null && isWeighted && !choice.IsNoOpinion && lists.Contains(list)))
                yield return QuestionnaireProblems.NoWorth(choice.Where, choice.Name);
        }

        if (!isWeighted)
            yield break;
        foreach (var question in feeding)
        {
            if (question.Kind == QuestionKind.Range)
                yield return QuestionnaireProblems.WeightedRange(question.Where, question.Name);
            if (!question.HigherIsBetter)
                yield return QuestionnaireProblems.WeightedPolarity(question.Where, question.Name);
        }
    }
}
