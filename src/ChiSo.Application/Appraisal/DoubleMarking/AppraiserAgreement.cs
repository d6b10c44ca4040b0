using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>How far the appraisers of a block agree where lines are marked twice, told inside the round alone.</summary>
/// <param name="Measured"><c>null</c> while no line has two marks with points.</param>
/// <param name="Names">What each appraiser's newest mark names them.</param>
/// <param name="Unscored">Lines with two marks whose points wait for other units.</param>
public sealed record AppraiserAgreement(MarkAgreement? Measured, ImmutableDictionary<Guid, string> Names, int Unscored)
{
    /// <param name="review">The first appraisal of the whole block.</param>
    public static AppraiserAgreement Of(Review review)
    {
        var marked = review.Lines.Where(line => line.Marks is { IsComplete: true } && line.Node.Max.Value != 0).Select(line => (line.Node, First: line.Marks!.First!, Second: line.Marks.Second!)).ToList(); // both are there once complete
        var pairs = marked.Select(line => PairOf(line.Node, line.First, line.Second)).OfType<MarkPair>().ToList();
        var names = marked.SelectMany(line => new[] { line.First, line.Second }).OrderBy(mark => mark.At).GroupBy(mark => mark.Person).ToImmutableDictionary(marks => marks.Key, marks => marks.Last().By);
        return new(MarkAgreement.Of(pairs), names, marked.Count - pairs.Count);
    }

    private static MarkPair? PairOf(CriteriaNode node, Position first, Position second) =>
        SheetPoints.Of(node, first) is { } one && SheetPoints.Of(node, second) is { } other ? new(first.Person, Share(node, one), second.Person, Share(node, other)) : null;

    private static double Share(CriteriaNode node, decimal points) => (double)(100 * points / Math.Abs(node.Max.Value));
}
