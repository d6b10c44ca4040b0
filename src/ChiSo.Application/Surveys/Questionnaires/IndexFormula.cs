using ChiSo.Application.Spreadsheets;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>How an answer counts in the index; each is a case of <see cref="ItemScoring"/>.</summary>
public enum AnswerScoring
{
    /// <summary>The share of the two best answers; of the best one where the scale has three or fewer.</summary>
    TopShare,

    /// <summary>Each choice is worth what its list declares.</summary>
    WeightedOptions,

    /// <summary>The scale stretched to 0 … 100.</summary>
    RescaledMean,

    /// <summary>The answer ÷ the highest.</summary>
    ShareOfHighest,
}

/// <summary>The formula of a questionnaire's index, as its settings declare it.</summary>
/// <param name="Pooling">How parts become the whole; each factor says the same of what is below it.</param>
/// <param name="Level">How units become the figure of their block.</param>
public sealed record IndexFormula(AnswerScoring Scoring, IndexPooling Pooling, LevelPooling Level)
{
    /// <summary>Of a questionnaire that declares nothing.</summary>
    public static IndexFormula Plain { get; } = new(AnswerScoring.TopShare, IndexPooling.MeanOfParts, LevelPooling.MeanOfUnits);

    internal static CodeList<AnswerScoring> Scorings { get; } = new(("top_share", AnswerScoring.TopShare), ("weighted_options", AnswerScoring.WeightedOptions), ("rescaled_mean", AnswerScoring.RescaledMean), ("share_of_highest", AnswerScoring.ShareOfHighest));

    internal static CodeList<IndexPooling> Poolings { get; } = new(("mean_of_parts", IndexPooling.MeanOfParts), ("pooled_answers", IndexPooling.PooledAnswers));

    internal static CodeList<LevelPooling> Levels { get; } = new(("mean_of_units", LevelPooling.MeanOfUnits), ("pooled_forms", LevelPooling.PooledForms));

    /// <summary>What a cell that names a part of the formula may hold, as files write it; none for another column.</summary>
    public static IEnumerable<string> Codes(string column) => column switch
    {
        "scoring" => Scorings.Pairs.Select(pair => pair.Code),
        "pooling" => Poolings.Pairs.Select(pair => pair.Code),
        "level" => Levels.Pairs.Select(pair => pair.Code),
        _ => [],
    };
}
