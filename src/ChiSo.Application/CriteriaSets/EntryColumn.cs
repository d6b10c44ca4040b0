using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>One cell of an entry in a workbook that people fill: the whole answer, or one of its figures.</summary>
/// <param name="Key">What its column is found by.</param>
/// <param name="Letter">Of the figure; empty where the entry is one cell.</param>
/// <param name="Meaning">What is to be written.</param>
internal sealed record EntryColumn(CriteriaNode Node, string Key, string Letter, string Meaning)
{
    /// <summary>The cells of a scored line, in the order of its figures.</summary>
    /// <param name="keyOf">The key of the cell with a letter, at a place from 0.</param>
    public static ImmutableArray<EntryColumn> Of(CriteriaNode node, Func<string, int, string> keyOf)
    {
        var leaf = node.Scoring!; // only scored lines are filled
        return leaf.Rule switch
        {
            ScoringRule.YesNo => [new(node, keyOf("", 0), "", $"{EntryCells.Achieved} / {EntryCells.NotAchieved}")],
            ScoringRule.Choice choice => [new(node, keyOf("", 0), "", string.Join(" / ", choice.Options.Select(option => option.Label)))],
            ScoringRule.Rubric => [new(node, keyOf("", 0), "", "điểm")],
            ScoringRule.MeanOverItems => [new(node, keyOf("", 0), "", "giá trị từng mục, cách nhau bằng dấu /")],
            _ => [.. FigureText.LettersOf(leaf.Figures).Select((letter, place) => new EntryColumn(node, keyOf(letter, place), letter, leaf.Figures.First(figure => figure.Name == letter).Meaning))],
        };
    }
}
