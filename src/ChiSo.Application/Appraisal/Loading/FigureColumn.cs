using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>One column of an agency's sheet of figures: a line of the criteria, or one figure of it.</summary>
/// <param name="Letter">Of the figure; empty where the line has one column.</param>
/// <param name="Meaning">What is to be written, below its key.</param>
internal sealed record FigureColumn(CriteriaNode Node, string Letter, string Meaning)
{
    /// <summary>Begins the heading and is what a column is found by: "2.1.1 a", or "2.1.1".</summary>
    public string Key => string.Join(' ', new[] { Node.Number.Value.Length > 0 ? Node.Number.Value : Node.Code.Value, Letter }.Where(part => part.Length > 0));

    public string Heading => $"{Key}: {Meaning}";

    /// <summary>The key a heading begins with, whatever people made of the rest.</summary>
    public static string KeyOf(string heading) => heading.Split(':')[0].Trim();

    /// <summary>The lines of a review this person appraises, in printed order, each with its columns.</summary>
    public static ImmutableArray<ImmutableArray<FigureColumn>> Of(Review review, Person person) =>
        [.. review.Lines.Where(line => person.May(Act.Appraise, line.Aim)).Select(line => line.Node).DistinctBy(node => node.Code).Select(Of)];

    private static ImmutableArray<FigureColumn> Of(CriteriaNode node)
    {
        var leaf = node.Scoring!; // a review has scored lines only
        return leaf.Rule switch
        {
            ScoringRule.YesNo => [new(node, "", $"{node.Name.Vi} ({FigureCells.Achieved} / {FigureCells.NotAchieved})")],
            ScoringRule.Choice choice => [new(node, "", $"{node.Name.Vi} ({string.Join(" / ", choice.Options.Select(option => option.Label))})")],
            ScoringRule.Rubric => [new(node, "", $"{node.Name.Vi} (điểm)")],
            ScoringRule.MeanOverItems => [new(node, "", $"{node.Name.Vi} (giá trị từng mục, cách nhau bằng dấu /)")],
            _ => [.. EntryText.LettersOf(leaf).Select(letter => new FigureColumn(node, letter, leaf.Figures.First(figure => figure.Name == letter).Meaning))],
        };
    }
}
