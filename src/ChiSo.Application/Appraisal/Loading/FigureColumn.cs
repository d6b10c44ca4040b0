using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>The columns of an agency's sheet of figures: one for a line of the criteria, or for each figure of it.</summary>
internal static class FigureColumn
{
    /// <summary>The lines of a review this person appraises, in printed order, each with its columns.</summary>
    public static ImmutableArray<ImmutableArray<EntryColumn>> Of(Review review, Person person) =>
        [.. review.Lines.Where(line => person.May(Act.Appraise, line.Aim)).Select(line => line.Node).DistinctBy(node => node.Code).Select(node => EntryColumn.Of(node, (letter, _) => KeyOf(node, letter)))];

    public static string HeadingOf(EntryColumn column) => $"{column.Key}: {TitleOf(column)}";

    /// <summary>What the column counts or answers, without its key.</summary>
    public static string TitleOf(EntryColumn column) => column.Letter.Length > 0 ? column.Meaning : $"{column.Node.Name.Vi} ({column.Meaning})";

    /// <summary>The key a heading begins with, whatever people made of the rest.</summary>
    public static string KeyOf(string heading) => heading.Split(':')[0].Trim();

    /// <summary>"2.1.1 a", or "2.1.1".</summary>
    private static string KeyOf(CriteriaNode node, string letter) => string.Join(' ', new[] { node.Number.Value.Length > 0 ? node.Number.Value : node.Code.Value, letter }.Where(part => part.Length > 0));
}
