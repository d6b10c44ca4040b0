using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results.RandomRounds;

/// <summary>Criteria trees whose sums are right: fields of a base of 100, and sometimes bonus and deduction lines.</summary>
internal sealed class RandomTree(RandomTexts texts, RandomLeaf leaves)
{
    private const int QuartersOfBase = 400;

    private Queue<string> codes = [];
    private Queue<string> numbers = [];

    public CriteriaSet Next()
    {
        (codes, numbers) = (new(texts.Codes(60)), new(texts.Distinct(60, number => number)));
        var fields = Shares(QuartersOfBase, texts.Random.Next(1, 4)).Select(share => Inner(share, texts.Random.Next(1, 3))).ToList();
        if (texts.Sometimes())
            fields.Add(Leaf(new(texts.Random.Next(1, 9)), CriteriaPart.Bonus));
        if (texts.Sometimes())
            fields.Add(Leaf(new(-texts.Random.Next(1, 9)), CriteriaPart.Deduction));
        return new()
        {
            Code = texts.Text(),
            Version = texts.Random.Next(1, 9),
            Name = texts.Words(),
            Roots = [.. fields],
            BonusCap = texts.Sometimes() ? null : texts.Points(),
            DeductionCap = texts.Sometimes() ? null : new(-texts.Points().Value),
        };
    }

    /// <summary>Parts of the base that hold for the set, or none.</summary>
    public ImmutableArray<BasePart> Base(CriteriaSet set)
    {
        if (texts.Sometimes())
            return [];
        var parts = Enum.GetValues<Supplier>().GroupBy(_ => texts.Random.Next(2));
        var all = set.Roots.Where(root => root.Part == CriteriaPart.Base).SelectMany(root => root.SelfAndBelow()).Where(node => node.Scoring is not null).ToList();
        return [.. parts.Select(part => new BasePart(texts.Words(), new(all.Where(leaf => part.Contains(leaf.Scoring!.SuppliedBy)).Sum(leaf => leaf.Max.Value)), [.. part]))];
    }

    private CriteriaNode Inner(int quarters, int depth)
    {
        var shares = Shares(quarters, texts.Random.Next(1, 4));
        return Named(new(quarters / 4m), CriteriaPart.Base) with
        {
            Children = [.. shares.Select(share => depth > 1 && texts.Sometimes() ? Inner(share, depth - 1) : Leaf(new(share / 4m), CriteriaPart.Base))],
        };
    }

    private CriteriaNode Leaf(Points max, CriteriaPart part) => Named(max, part) with
    {
        Scoring = leaves.Next(max, simple: part != CriteriaPart.Base),
        Continues = [.. Enumerable.Range(0, texts.Random.Next(3)).Select(_ => new CriterionCode(texts.Text()))],
    };

    private CriteriaNode Named(Points max, CriteriaPart part) => new()
    {
        Code = new(codes.Dequeue()),
        Number = new(texts.Sometimes() ? "" : numbers.Dequeue()),
        Name = texts.Words(),
        Max = max,
        Part = part,
        NotApplicable = texts.Sometimes() ? null : new(texts.Enum<NotApplicableEffect>(), texts.Text()),
    };

    /// <summary>Cuts a whole into so many parts of at least one, as far as it goes.</summary>
    private List<int> Shares(int whole, int parts)
    {
        var shares = new List<int>();
        for (var left = Math.Min(parts, whole); left > 1; left--)
        {
            shares.Add(texts.Random.Next(1, whole - left + 2));
            whole -= shares[^1];
        }

        return [.. shares, whole];
    }
}
