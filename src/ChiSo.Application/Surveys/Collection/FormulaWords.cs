using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>The formula of an index in words, beside every figure made by it.</summary>
public static class FormulaWords
{
    public static Words Of(Questionnaire form)
    {
        var pooled = form.Factors.Where(factor => factor.Pooling == IndexPooling.PooledAnswers).Select(factor => form.Say(factor.Label)).ToArray();
        var whole = Pooling(form.Formula.Pooling);
        var parts = pooled.Length == 0 ? Words.Same("") : new($" Gộp mọi câu trả lời hợp lệ trong: {string.Join("; ", pooled.Select(one => one.Vi))}.", $" All valid answers pooled in: {string.Join("; ", pooled.Select(one => one.En))}.");
        var (scoring, level) = (Scoring(form), Level(form.Formula.Level));
        return new($"Cách tính chỉ số: {scoring.Vi}; {whole.Vi}; {level.Vi}.{parts.Vi}", $"Formula of the index: {scoring.En}; {whole.En}; {level.En}.{parts.En}");
    }

    private static Words Scoring(Questionnaire form) => form.Formula.Scoring switch
    {
        AnswerScoring.TopShare => new("tỷ lệ câu trả lời ở hai mức tốt nhất (một mức nếu thang có ba mức trở xuống)", "the share of the two best answers (of the best one where a scale has three or fewer)"),
        AnswerScoring.WeightedOptions => new($"giá trị khai cho từng phương án ({Worths(form)})", $"the worth declared for each option ({Worths(form)})"),
        AnswerScoring.RescaledMean => new("điểm trung bình quy về 0–100: (trả lời − thấp nhất) ÷ (cao nhất − thấp nhất)", "the mean answer stretched to 0–100: (answer − lowest) ÷ (highest − lowest)"),
        AnswerScoring.ShareOfHighest => new("điểm trung bình ÷ mức cao nhất × 100", "the mean answer ÷ the highest × 100"),
        _ => throw new InvalidOperationException($"No such scoring: {form.Formula.Scoring}."),
    };

    private static string Worths(Questionnaire form) => string.Join("; ", form.Lists.Select(list => list.Choices.Where(choice => choice.Worth is not null).Select(choice => $"{choice.Name} = {choice.Worth!.Value.ToString("0.####", CultureInfo.InvariantCulture)}")).Where(list => list.Any()).Select(list => string.Join(", ", list)).Distinct()); // filtered just before

    private static Words Pooling(IndexPooling pooling) => pooling == IndexPooling.PooledAnswers
        ? new("chỉ số chung gộp mọi câu trả lời hợp lệ", "the whole pools all valid answers")
        : new("chỉ số chung là trung bình có trọng số của các phần", "the whole is the weighted mean of its parts");

    private static Words Level(LevelPooling level) => level == LevelPooling.PooledForms
        ? new("số của khối gộp mọi phiếu", "the figure of a block pools all forms")
        : new("số của khối là trung bình các đơn vị", "the figure of a block is the mean of its units");
}
