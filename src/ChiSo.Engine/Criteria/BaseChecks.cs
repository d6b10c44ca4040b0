using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine;

/// <summary>Whether the maxima of the base add up to what the method declares: 100, or parts such as 68.5 appraised and 31.5 by survey.</summary>
internal static class BaseChecks
{
    private static readonly Points Hundred = new(100);

    public static ImmutableArray<Problem> Find(CriteriaSet set, Method method)
    {
        CriteriaNode[] leaves = [.. set.Roots.Where(root => root.Part == CriteriaPart.Base).SelectMany(root => root.SelfAndBelow()).Where(node => node.IsLeaf)];
        if (method.Base.IsEmpty)
            return [.. OfTotal(set, leaves)];
        return leaves.Any(leaf => leaf.Scoring is null)
            ? [] // told of already; which part such a leaf belongs to is not known
            : [.. method.Base.SelectMany(part => OfPart(set, part, leaves)), .. leaves.SelectMany(leaf => OfSupplier(leaf, method))];
    }

    private static IEnumerable<Problem> OfTotal(CriteriaSet set, CriteriaNode[] leaves)
    {
        var sum = leaves.Sum(leaf => leaf.Max.Value);
        if (sum != Hundred.Value)
            yield return new("criteria.base-total", set.Code,
                new($"Tổng điểm tối đa là {Vi(sum)}, không phải 100.", $"The maxima add up to {En(sum)}, not to 100."),
                new("Sửa điểm tối đa, hoặc khai thang điểm khác trong cách tính.", "Change the maxima, or declare another base in the method."));
    }

    private static IEnumerable<Problem> OfPart(CriteriaSet set, BasePart part, CriteriaNode[] leaves)
    {
        var sum = leaves.Where(leaf => part.Suppliers.Contains(leaf.Scoring!.SuppliedBy)).Sum(leaf => leaf.Max.Value); // no leaf is without a rule here
        if (sum != part.Max.Value)
            yield return new("criteria.base-part", set.Code,
                new($"Phần “{part.Name.Vi}” khai {Vi(part.Max.Value)} điểm nhưng các tiêu chí cộng lại được {Vi(sum)}.", $"Part “{part.Name.En}” is declared as {En(part.Max.Value)} points but its lines add up to {En(sum)}."),
                new("Sửa điểm tối đa của các tiêu chí hoặc của phần này.", "Change the maxima of the lines or of the part."));
    }

    private static IEnumerable<Problem> OfSupplier(CriteriaNode leaf, Method method)
    {
        var parts = method.Base.Count(part => part.Suppliers.Contains(leaf.Scoring!.SuppliedBy)); // no leaf is without a rule here
        if (parts != 1)
            yield return new("criteria.base-supplier", CriteriaChecks.Named(leaf),
                parts == 0
                    ? new("Nguồn điểm của dòng này không thuộc phần nào của thang điểm.", "The supplier of this line belongs to no part of the base.")
                    : new("Nguồn điểm của dòng này thuộc hơn một phần của thang điểm.", "The supplier of this line belongs to more than one part of the base."),
                new("Khai mỗi nguồn điểm vào đúng một phần.", "Put each supplier into exactly one part."));
    }
}
