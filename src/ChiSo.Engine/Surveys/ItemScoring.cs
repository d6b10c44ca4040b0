using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>How the answer to one question becomes a score from 0 to 100. Answers are the codes of options.</summary>
public abstract record ItemScoring
{
    private ItemScoring() { }

    /// <summary>100 for the best answers, 0 for the others: the index is the percentage of people who gave them, as "hài lòng" and "rất hài lòng" of five levels.</summary>
    /// <param name="Best">Codes of the options that count, after the polarity is turned.</param>
    public sealed record TopShare(ImmutableArray<int> Best) : ItemScoring;

    /// <summary>Each option is worth a declared percentage, such as 100, 60, 20 and 0. Polarity is already in the worth.</summary>
    /// <param name="Worth">From the code of an option to 0..100.</param>
    public sealed record WeightedOptions(ImmutableDictionary<int, double> Worth) : ItemScoring;

    /// <summary>The answer moved to 0..100: (answer − lowest) ÷ (highest − lowest) × 100.</summary>
    public sealed record RescaledMean(int Lowest, int Highest) : ItemScoring;

    /// <summary>The mean answer ÷ the highest × 100, as some health surveys print it; the lowest answer is not 0.</summary>
    public sealed record ShareOfHighest(int Highest) : ItemScoring;
}

/// <summary>One question of an index.</summary>
/// <param name="Code">The same over the years.</param>
/// <param name="Lowest">The smallest code of the scale.</param>
/// <param name="Highest">The largest code of the scale.</param>
/// <param name="HigherIsBetter"><c>false</c> turns the scale around first: "were you asked for money beyond the fee?".</param>
/// <param name="NoOpinion">Codes outside the scale that leave the denominator: "don't know", "does not concern me".</param>
public sealed record IndexItem(string Code, ItemScoring Scoring, int Lowest, int Highest, bool HigherIsBetter, ImmutableArray<int> NoOpinion)
{
    /// <summary>Scores one a row, 0 to 100; NaN for no answer (NaN) and for no opinion.</summary>
    /// <returns>The scores, or the first answer that is neither on the scale nor declared as no opinion.</returns>
    public Result<ImmutableArray<double>> Score(ReadOnlySpan<double> answers)
    {
        var scores = new double[answers.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            var isCode = answers[row] == Math.Floor(answers[row]);
            if (double.IsNaN(answers[row]) || (isCode && NoOpinion.Contains((int)answers[row])))
                scores[row] = double.NaN;
            else if (!isCode || answers[row] < Lowest || answers[row] > Highest || Worth((int)answers[row]) is not { } worth)
                return OffScale(row, answers[row]);
            else
                scores[row] = worth;
        }

        return ImmutableArray.Create(scores);
    }

    /// <summary>What each answer of the scale is worth, by its code: the whole of the scoring in one table.</summary>
    public ImmutableArray<(int Answer, double Score)> Scores() => [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(answer => (answer, Worth(answer))).Where(pair => pair.Item2 is not null).Select(pair => (pair.answer, pair.Item2!.Value))]; // filtered just before

    private double? Worth(int answer)
    {
        var turned = HigherIsBetter ? answer : Lowest + Highest - answer;
        return Scoring switch
        {
            ItemScoring.TopShare top => top.Best.Contains(turned) ? 100 : 0,
            ItemScoring.WeightedOptions options => options.Worth.TryGetValue(answer, out var worth) ? worth : null,
            ItemScoring.RescaledMean scale => 100.0 * (turned - scale.Lowest) / (scale.Highest - scale.Lowest),
            ItemScoring.ShareOfHighest scale => 100.0 * turned / scale.Highest,
            _ => throw new InvalidOperationException($"No such scoring: {Scoring}."),
        };
    }

    private Problem OffScale(int row, double answer) =>
        new("survey.answer-off-scale", $"{Code}, row {NumberText.En(row + 1)}", new($"Câu trả lời là {NumberText.Vi(answer)}, ngoài thang {NumberText.Vi(Lowest)}–{NumberText.Vi(Highest)} và không được khai là “không có ý kiến”.", $"The answer is {NumberText.En(answer)}, outside the scale {NumberText.En(Lowest)} to {NumberText.En(Highest)} and not declared as “no opinion”."),
            new("Sửa câu trả lời, hoặc khai mã này là “không có ý kiến”.", "Correct the answer, or declare the code as no opinion."));
}
