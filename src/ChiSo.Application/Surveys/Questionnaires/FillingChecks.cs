using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Own">What the questionnaire itself says to it; empty for nothing.</param>
public sealed record AnswerFault(AnswerKey Key, Problem Problem, Translated Own);

/// <summary>Whether a questionnaire that was filled in can be taken.</summary>
public static class FillingChecks
{
    /// <summary>Every fault at once, in the order of the questions; none when it can be taken.</summary>
    public static ImmutableArray<AnswerFault> Faults(Filling filling) => [.. filling.Asked().Select(asked => Fault(filling, asked.Question, asked.Turn)).OfType<AnswerFault>()];

    /// <summary>What is stored: answers to what is asked and what is computed from them, by key; nothing for no answer.</summary>
    public static ImmutableSortedDictionary<string, string> Kept(Filling filling) => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, filling.Asked()
        .Select(asked => KeyValuePair.Create(new AnswerKey(asked.Question.Name, asked.Turn).ToString(), filling.Value(asked.Question, asked.Turn))).Where(pair => pair.Value.Length > 0));

    private static AnswerFault? Fault(Filling filling, Question question, int turn)
    {
        if (!question.IsAsked)
            return null;

        var key = new AnswerKey(question.Name, turn);
        var value = filling.Value(question, turn);
        if (value.Length == 0)
            return filling.IsRequired(question, turn) ? new(key, Missing(key), question.RequiredMessage) : null;
        if (AnswerReading.Read(question, value, key.ToString()) is { Problems: { IsEmpty: false } problems })
            return new(key, problems[0], Translated.None);
        if (!IsOffered(filling, question, turn, value))
            return new(key, NotOffered(key), Translated.None);
        return filling.MeetsConstraint(question, turn) ? null : new(key, NotAllowed(key), question.ConstraintMessage);
    }

    private static bool IsOffered(Filling filling, Question question, int turn, string value)
    {
        if (question.Kind == QuestionKind.Acknowledge)
            return value == "OK";
        if (question.List is null)
            return true;
        var offered = filling.Choices(question, turn).Select(choice => choice.Name).ToHashSet(StringComparer.Ordinal);
        return question.Kind == QuestionKind.SelectMultiple ? value.Split(' ').All(offered.Contains) : offered.Contains(value);
    }

    private static Problem Missing(AnswerKey key) => new("answer.missing", key.ToString(),
        new("Câu này chưa được trả lời.", "This question is not answered yet."), new("Trả lời câu này.", "Answer it."));

    private static Problem NotOffered(AnswerKey key) => new("answer.not-offered", key.ToString(),
        new("Câu trả lời không nằm trong các lựa chọn.", "The answer is not among the choices."), new("Chọn lại.", "Choose again."));

    private static Problem NotAllowed(AnswerKey key) => new("answer.not-allowed", key.ToString(),
        new("Câu trả lời không đúng với yêu cầu của câu hỏi.", "The answer does not meet what the question asks."), new("Xem lại câu trả lời.", "Look at it again."));
}
