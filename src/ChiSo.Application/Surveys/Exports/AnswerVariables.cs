using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A variable of the answers, made of the questionnaire and never of the answers, so that it is the same every year.</summary>
/// <param name="Text">The value as it stands in tables of text; empty for no answer.</param>
internal sealed record AnswerVariable(Variable Variable, Func<Answer, string> Text)
{
    private readonly ImmutableDictionary<string, int> codes = ImmutableDictionary<string, int>.Empty;

    /// <summary>Whether it stands beside the index: no figure rests on it, and it tells of the person.</summary>
    public bool IsAside { get; init; }

    /// <summary>Numbers of answers that are words, and of "no opinion".</summary>
    public ImmutableDictionary<string, int> Codes
    {
        get => codes;
        init => codes = value;
    }

    public Datum Of(Answer answer)
    {
        var text = Text(answer);
        if (Variable.Kind == VariableKind.Text)
            return Datum.Of(text);
        return Datum.Of(codes.TryGetValue(text, out var code) ? code : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null);
    }
}

/// <summary>Every variable of a survey's answers, in the order of the questions.</summary>
internal static class AnswerVariables
{
    /// <summary>"I have no opinion": an answer, but no number.</summary>
    public const string NoOpinion = "NA";

    /// <summary>The variable that says so in illustrative data.</summary>
    public const string Illustrative = "illustrative";

    private const int DateWidth = 10;
    private const int TimeWidth = 8;
    private const int Decimals = 2;

    /// <param name="outline">Of the answers; tells widths of texts and turns of repeats.</param>
    public static ImmutableArray<AnswerVariable> Of(LiveSurvey survey, AnswerOutline outline, bool isIllustrative) =>
    [
        Text("unit", "Đơn vị được đánh giá", outline.Groups.Select(group => group.Unit), answer => answer.Unit),
        Text("stratum", "Tầng của mẫu", outline.Groups.Select(group => group.Stratum), answer => answer.Stratum),
        .. outline.HasClusters ? [Text("cluster", "Nhóm cụm của mẫu", ["999"], answer => answer.ClusterGroup ?? "")] : ImmutableArray<AnswerVariable>.Empty,
        Coded(new("mode", "Cách trả lời", VariableKind.Nominal), [.. Enum.GetValues<AnswerMode>().Select((mode, at) => (Word(mode), new ValueLabel(at + 1, AnswerModeWords.NameOf(mode).Vi)))], answer => Word(answer.Mode)) with { IsAside = true },
        Text("language", "Ngôn ngữ của câu hỏi", survey.Form.Languages.Select(CodeOf), answer => CodeOf(answer.Language)) with { IsAside = true },
        Text("consent", "Phiên bản lời đồng ý", [survey.Declaration.Consent.Version], answer => answer.Consent),
        .. survey.Form.Questions().Where(question => question.IsAsked && !question.IsFree).SelectMany(question => Keys(question, outline).SelectMany(key => Of(survey.Form, question, key)).Select(variable => variable with { IsAside = question.Factor is null })),
        .. isIllustrative ? (ImmutableArray<AnswerVariable>)[Text(Illustrative, "Ghi chú", [ExportNotes.Illustrative.Vi], _ => ExportNotes.Illustrative.Vi)] : [],
    ];

    private static IEnumerable<AnswerVariable> Of(Questionnaire form, Question question, string key)
    {
        var label = question.Label.In(form.DefaultLanguage);
        switch (question.Kind)
        {
            case QuestionKind.SelectMultiple:
                return (form.List(question.List)?.Choices ?? []).Select(choice => Coded(
                    new($"{key}.{choice.Name}", $"{label}: {choice.Label.In(form.DefaultLanguage)}", VariableKind.Nominal), [("0", new(0, "Không chọn")), ("1", new(1, "Chọn"))],
                    answer => !answer.Values.TryGetValue(key, out var chosen) ? "" : chosen.Split(' ').Contains(choice.Name, StringComparer.Ordinal) ? "1" : "0"));
            case QuestionKind.SelectOne:
                return [Choice(form, question, key, label)];
            case QuestionKind.Date or QuestionKind.Time:
                return [new(new(key, label, VariableKind.Text) { Width = question.Kind == QuestionKind.Date ? DateWidth : TimeWidth }, answer => answer.Values.GetValueOrDefault(key, ""))];
            case QuestionKind.Acknowledge:
                return [Coded(new(key, label, VariableKind.Nominal), [("OK", new(1, "Đã đọc"))], answer => answer.Values.GetValueOrDefault(key, ""))];
            default:
                return [new(new(key, label, VariableKind.Scale) { Decimals = question.Kind == QuestionKind.Whole ? 0 : Decimals }, answer => answer.Values.GetValueOrDefault(key, ""))];
        }
    }

    /// <summary>Choices that are whole numbers keep them; words are numbered in their order.</summary>
    private static AnswerVariable Choice(Questionnaire form, Question question, string key, string label)
    {
        var choices = form.List(question.List)?.Choices ?? [];
        var numbers = choices.Select(choice => int.TryParse(choice.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).ToList();
        var numbered = choices.Select((choice, at) => (choice, Value: numbers.TrueForAll(number => number is not null) ? numbers[at]!.Value : at + 1)).ToList(); // none is null then
        var silent = numbered.Where(pair => pair.choice.IsNoOpinion).Select(pair => pair.choice.Name).ToHashSet(StringComparer.Ordinal);
        var values = numbered.Select(pair => (pair.choice.Name, new ValueLabel(pair.Value, pair.choice.Label.In(form.DefaultLanguage), pair.choice.IsNoOpinion))).ToList();
        if (numbered.Find(pair => pair.choice.IsNoOpinion) is { choice: not null } first)
            values.Add((NoOpinion, new(first.Value, "")));
        return Coded(new(key, label, numbers.TrueForAll(number => number is not null) ? VariableKind.Ordinal : VariableKind.Nominal), values,
            answer => !answer.Values.TryGetValue(key, out var value) ? "" : silent.Contains(value) ? NoOpinion : value);
    }

    private static AnswerVariable Coded(Variable variable, IReadOnlyList<(string Word, ValueLabel Value)> values, Func<Answer, string> text) =>
        new(variable with { Values = [.. values.Select(pair => pair.Value).Where(value => value.Label.Length > 0)] }, text) { Codes = values.ToImmutableDictionary(pair => pair.Word, pair => pair.Value.Value, StringComparer.Ordinal) };

    private static AnswerVariable Text(string name, string label, IEnumerable<string> known, Func<Answer, string> text) =>
        new(new(name, label, VariableKind.Text) { Width = known.Select(System.Text.Encoding.UTF8.GetByteCount).DefaultIfEmpty(1).Max() }, text);

    /// <summary>The question's own key, or those of its turns that anybody answered.</summary>
    private static List<string> Keys(Question question, AnswerOutline outline)
    {
        var turns = outline.Turns.Where(key => key.StartsWith($"{question.Name}~", StringComparison.Ordinal)).OrderBy(key => key.Length).ThenBy(key => key, StringComparer.Ordinal).ToList();
        return turns.Count > 0 ? turns : [question.Name];
    }

    private static string Word(AnswerMode mode) => mode.ToString().ToLowerInvariant();

    private static string CodeOf(string language) => language is [.., ')'] && language.LastIndexOf('(') is >= 0 and var at ? language[(at + 1)..^1] : language;
}
