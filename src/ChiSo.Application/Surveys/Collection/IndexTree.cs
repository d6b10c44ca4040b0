using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>The index a questionnaire declares, as the engine computes it.</summary>
internal static class IndexTree
{
    /// <summary>Scales of so many answers or fewer have one best answer, longer ones two.</summary>
    private const int OneBest = 3;

    /// <summary>How questions become factors, parts and the whole; a problem when none does, or a scale is not one of numbers.</summary>
    public static Result<IndexNode.Group> Of(LiveSurvey survey)
    {
        var items = Items(survey.Form);
        if (items.Count == 0)
            return SurveyProblems.NoIndex(survey.Code);
        var scales = items.ToDictionary(item => item.Name, item => Scale(survey.Form, item), StringComparer.Ordinal);
        if (scales.FirstOrDefault(scale => scale.Value is null) is { Key: { } wordy })
            return SurveyProblems.NoScale(wordy);
        return new IndexNode.Group(survey.Form.Code, Parts(survey.Form, above: null, items, scales!), survey.Form.Formula.Pooling); // none is null
    }

    /// <summary>The questions that feed it.</summary>
    public static List<Question> Items(Questionnaire form) => [.. form.Questions().Where(question => question is { Factor: not null, Kind: QuestionKind.SelectOne or QuestionKind.Range })];

    private static ImmutableArray<IndexNode> Parts(Questionnaire form, string? above, List<Question> items, Dictionary<string, IndexItem> scales)
    {
        var groups = form.Factors.Where(factor => factor.Parent == above).Select(factor => (IndexNode)new IndexNode.Group(factor.Code, Parts(form, factor.Code, items, scales), factor.Pooling, (double)factor.Weight)).Where(node => node is IndexNode.Group { Parts.IsEmpty: false });
        var own = items.Where(item => item.Factor == above).Select(item => (IndexNode)new IndexNode.Question(scales[item.Name], (double)item.Weight));
        return [.. groups, .. own];
    }

    /// <summary>A scale of whole numbers with its scoring; <c>null</c> for a list of words.</summary>
    private static IndexItem? Scale(Questionnaire form, Question item)
    {
        if (item.Range is { } range)
            return range.Scale() is { IsEmpty: false } steps ? Scale(form, item, steps, []) : null;
        var choices = form.List(item.List)?.Choices ?? [];
        var codes = choices.Select(choice => (choice.IsNoOpinion, IsNumber: int.TryParse(choice.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var code), Code: code)).ToList();
        var scale = codes.Where(code => !code.IsNoOpinion).Select(code => code.Code).Order().ToList();
        return codes.All(code => code.IsNumber) && scale.Count > 1 ? Scale(form, item, [.. scale], [.. codes.Where(code => code.IsNoOpinion).Select(code => code.Code)]) : null;
    }

    /// <param name="scale">Rising.</param>
    private static IndexItem Scale(Questionnaire form, Question item, ImmutableArray<int> scale, ImmutableArray<int> noOpinion) =>
        new(item.Name, Scoring(form, item, scale), scale[0], scale[^1], item.HigherIsBetter, noOpinion);

    private static ItemScoring Scoring(Questionnaire form, Question item, ImmutableArray<int> scale) => form.Formula.Scoring switch
    {
        AnswerScoring.TopShare => new ItemScoring.TopShare([.. scale.TakeLast(scale.Length > OneBest ? 2 : 1)]),
        AnswerScoring.WeightedOptions => new ItemScoring.WeightedOptions((form.List(item.List)?.Choices ?? []).Where(choice => choice.Worth is not null).ToImmutableDictionary(choice => int.Parse(choice.Name, CultureInfo.InvariantCulture), choice => (double)choice.Worth!.Value)), // filtered just before
        AnswerScoring.RescaledMean => new ItemScoring.RescaledMean(scale[0], scale[^1]),
        AnswerScoring.ShareOfHighest => new ItemScoring.ShareOfHighest(scale[^1]),
        _ => throw new InvalidOperationException($"No such scoring: {form.Formula.Scoring}."),
    };
}
