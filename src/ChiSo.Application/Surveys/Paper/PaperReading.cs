using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>A paper form as somebody types it.</summary>
/// <param name="Number">As printed on it.</param>
/// <param name="Typed">Codes and texts by the key of the question; the name of a repeat holds how many turns were shown.</param>
/// <param name="AsOnPaper">Whether the person has looked again: questions left open, and answered though they should not be, stand so on the paper.</param>
public sealed record TypedForm(string Number, string Unit, string Stratum, ImmutableSortedDictionary<string, string> Typed, bool AsOnPaper = false);

/// <summary>A typed form read: what it says and everything that is wrong with it.</summary>
/// <param name="Form">What was typed, in the stored form as far as it can be read.</param>
/// <param name="Problems">Each names <c>form</c>, <c>unit</c>, <c>stratum</c> or the key of a question.</param>
/// <param name="OnPaper">Whether all that is wrong may stand so on the paper.</param>
public sealed record PaperReading(KeyedForm Form, Filling Filling, ImmutableArray<Problem> Problems, bool OnPaper)
{
    /// <summary>The longest number of a form, in letters.</summary>
    public const int MostLetters = 40;

    /// <summary>The fields of a form in the order of the paper: questions asked or not, each turn of a repeat.</summary>
    public static IEnumerable<(Question Question, int Turn)> Fields(Filling filling) => Fields(filling, filling.Form.Items, turn: 0);

    /// <param name="strata">Known ones; none where the survey has none.</param>
    public static PaperReading Of(LiveSurvey survey, TypedForm typed, ImmutableArray<string> strata, DateOnly today)
    {
        var number = typed.Number.Trim();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!IsNumber(number))
            problems.Add(PaperProblems.NoNumber("form"));
        if (!survey.Declaration.MayRate(typed.Stratum, typed.Unit))
            problems.Add(SurveyProblems.NoUnit("unit", typed.Unit));
        if (typed.Stratum.Length > 0 && !strata.Contains(typed.Stratum, StringComparer.Ordinal))
            problems.Add(PaperProblems.NoStratum("stratum", typed.Stratum));

        var filling = Filled(survey.Form, Names(survey.Form, typed.Typed, problems), today);
        var read = Fields(filling).Select(field => (field.Question, Key: new AnswerKey(field.Question.Name, field.Turn).ToString())).Select(field => KeyValuePair.Create(field.Key, Canonical(filling, field.Question, field.Key))).Where(pair => pair.Value.Length > 0);
        var form = new KeyedForm(number, typed.Unit, typed.Stratum, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, read), number);
        if (Fields(filling).Any(field => field.Turn > 0 && !typed.Typed.ContainsKey(new AnswerKey(field.Question.Name, field.Turn).ToString())))
            problems.Add(PaperProblems.MoreFields("form"));
        ImmutableArray<Problem> odd = [.. Odd(filling, form)];
        var wrong = problems.Count > 0 ? problems.ToImmutable() : [];
        var faults = wrong.AddRange(FillingChecks.Faults(filling).Select(fault => fault.Problem).Where(problem => problem.Code != "answer.missing" && wrong.All(other => other.Where != problem.Where)));
        return new(form, filling, faults.AddRange(typed.AsOnPaper ? [] : odd), faults.IsEmpty && !odd.IsEmpty);
    }

    /// <summary>The answer a form gives: what is asked by its own answers, and what follows from them.</summary>
    internal static Answer Answer(LiveSurvey survey, KeyedForm form, DateOnly today) =>
        new(form.Unit, form.Stratum, AnswerMode.Paper, survey.Form.DefaultLanguage, survey.Declaration.Consent.Version, FillingChecks.Kept(Filled(survey.Form, form.Values, today)));

    /// <summary>A filling in which every repeat has the turns its answers have.</summary>
    internal static Filling Filled(Questionnaire form, ImmutableSortedDictionary<string, string> values, DateOnly today) => new(form, RepeatTurns.With(form, values), today);

    internal static bool IsNumber(string number) => number.Length is > 0 and <= MostLetters && number.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.') && number.Any(char.IsAsciiLetterOrDigit);

    /// <summary>What the questionnaire would not have: open questions that must be answered, answers to questions that are not asked.</summary>
    private static IEnumerable<Problem> Odd(Filling filling, KeyedForm form)
    {
        var asked = filling.Asked().Select(one => new AnswerKey(one.Question.Name, one.Turn).ToString()).ToHashSet(StringComparer.Ordinal);
        return FillingChecks.Faults(filling).Select(fault => fault.Problem).Where(problem => problem.Code == "answer.missing").Concat(form.Values.Keys.Where(key => !asked.Contains(key)).Select(SurveyProblems.NotAsked));
    }

    /// <summary>What is typed with names for codes; a code that is none is told and left as it is.</summary>
    private static ImmutableSortedDictionary<string, string> Names(Questionnaire form, ImmutableSortedDictionary<string, string> typed, ImmutableArray<Problem>.Builder problems)
    {
        var questions = form.Questions().Where(question => question.IsTyped).ToDictionary(question => question.Name, StringComparer.Ordinal);
        var names = typed.ToBuilder();
        foreach (var (key, value) in typed)
        {
            if (value.Trim().Length == 0 || !questions.TryGetValue(key.Split('~')[0], out var question) || (question.List is null && question.Kind != QuestionKind.Acknowledge))
                continue;
            if (PaperCodes.Read(form, question, value.Trim()) is { } read)
                names[key] = read;
            else
                problems.Add(PaperProblems.NoCode(key, value));
        }

        return names.ToImmutable();
    }

    private static string Canonical(Filling filling, Question question, string key)
    {
        var typed = filling.Typed(key).Trim();
        return typed.Length == 0 ? "" : AnswerReading.Read(question, typed, key).TryGet(out var read) ? read : typed;
    }

    private static IEnumerable<(Question Question, int Turn)> Fields(Filling filling, IEnumerable<FormItem> items, int turn) => items.SelectMany(item => item switch
    {
        Section { Repeat: not null } repeat => Enumerable.Range(1, Math.Max(filling.TurnsOf(repeat), repeat.Repeat.Count is null ? 1 : 0)).SelectMany(number => Fields(filling, repeat.Items, number)),
        Section group => Fields(filling, group.Items, turn),
        Question { IsTyped: true } question => [(question, turn)],
        _ => [],
    });
}
