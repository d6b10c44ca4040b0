using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Of which answers it is told that they were hurried: whoever reads the log of a proxy, or stands beside a machine, may know how fast one person was.</summary>
/// <remarks>
/// It is told of a closed survey alone, to those who clean, and of all answers of a cell together: the same unit, stratum, group of clusters, way of answering and language.
/// As many as the smallest group hurried in it and as many others did not, or nobody knows of them: neither those with the mark nor those without are few. Nothing in it depends on the order answers came in, or on what the program remembers.
/// </remarks>
public static class HurriedAnswers
{
    /// <param name="answers">Every answer of a closed survey, as it was handed in.</param>
    /// <param name="least">The smallest group.</param>
    /// <returns>In their order, whether it is told of each.</returns>
    public static ImmutableArray<bool> Told(ImmutableArray<Answer> answers, int least)
    {
        var told = answers.GroupBy(CellOf).Where(cell => cell.Count(answer => answer.IsHurried) >= least && cell.Count(answer => !answer.IsHurried) >= least).Select(cell => cell.Key).ToHashSet();
        return [.. answers.Select(answer => answer.IsHurried && told.Contains(CellOf(answer)))];
    }

    private static Cell CellOf(Answer answer) => new(answer.Unit, answer.Stratum, answer.ClusterGroup ?? "", answer.Mode, answer.Language);

    /// <summary>What stands beside answers that get the mark: within it they are alike.</summary>
    private sealed record Cell(string Unit, string Stratum, string ClusterGroup, AnswerMode Mode, string Language);
}
