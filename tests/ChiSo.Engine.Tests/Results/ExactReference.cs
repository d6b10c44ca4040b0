namespace ChiSo.Engine.Tests.Results;

/// <summary>The method once more, in exact fractions and in the plainest way: recursive, unit by unit, without arrays. Only for blocks of <see cref="Gens"/>.</summary>
internal sealed class ExactReference(BlockInput input)
{
    private readonly CriteriaNode[] leaves = [.. input.Criteria.Leaves()];

    /// <summary>The exact index; <c>null</c> while a line is unknown or nothing applies.</summary>
    public Fraction? IndexOf(int unit)
    {
        var (points, max) = (new Dictionary<CriteriaPart, Fraction>(), new Dictionary<CriteriaPart, Fraction>());
        foreach (var roots in input.Criteria.Roots.GroupBy(root => root.Part))
        {
            Fraction left = roots.Aggregate((Fraction)0, (sum, root) => sum + Left(unit, root));
            Fraction lent = roots.Aggregate((Fraction)0, (sum, root) => sum + Lent(unit, root));
            max[roots.Key] = left == 0 ? 0 : left + lent;
            var sum = (Fraction)0;
            foreach (var root in roots)
            {
                if (Points(unit, root, left == 0 ? 1 : (left + lent) / left) is not { } given)
                    return null;
                sum += given;
            }

            points[roots.Key] = sum;
        }

        var bonus = points.GetValueOrDefault(CriteriaPart.Bonus);
        var deduction = points.GetValueOrDefault(CriteriaPart.Deduction);
        if (input.Criteria.BonusCap is { } most)
            bonus = Fraction.Min(bonus, most.Value);
        if (input.Criteria.DeductionCap is { } least)
            deduction = Fraction.Max(deduction, least.Value);
        var applicable = max.GetValueOrDefault(CriteriaPart.Base);
        return applicable == 0 ? null : (points.GetValueOrDefault(CriteriaPart.Base) + bonus + deduction) * 100 / applicable;
    }

    /// <summary>Points below a node whose lines are multiplied by <paramref name="factor"/> for weight moved in from above; <c>null</c> while one is unknown.</summary>
    public Fraction? Points(int unit, CriteriaNode node, Fraction factor)
    {
        if (node.IsLeaf)
            return LeafPoints(unit, node, factor);

        var left = node.Children.Aggregate((Fraction)0, (sum, child) => sum + Left(unit, child));
        var lent = node.Children.Aggregate((Fraction)0, (sum, child) => sum + Lent(unit, child));
        var inner = left == 0 ? factor : factor * (left + lent) / left;
        return node.Children.Aggregate((Fraction?)0, (sum, child) => Points(unit, child, inner) is { } points ? sum + points : null);
    }

    /// <summary>Weight that stays at or below a node, with what was lent and taken up inside it.</summary>
    private Fraction Left(int unit, CriteriaNode node)
    {
        if (node.IsLeaf)
            return RulingOn(unit, node) is Ruling.NotApplicable { Effect: not NotApplicableEffect.Award } ? 0 : node.Max.Value;

        var left = node.Children.Aggregate((Fraction)0, (sum, child) => sum + Left(unit, child));
        return left == 0 ? 0 : left + node.Children.Aggregate((Fraction)0, (sum, child) => sum + Lent(unit, child));
    }

    /// <summary>Weight a node could not place inside itself.</summary>
    private Fraction Lent(int unit, CriteriaNode node)
    {
        if (node.IsLeaf)
            return RulingOn(unit, node) is Ruling.NotApplicable { Effect: NotApplicableEffect.Siblings } ? node.Max.Value : 0;

        return Left(unit, node) == 0 ? node.Children.Aggregate((Fraction)0, (sum, child) => sum + Lent(unit, child)) : 0;
    }

    private Fraction? LeafPoints(int unit, CriteriaNode leaf, Fraction factor) => RulingOn(unit, leaf) switch
    {
        Ruling.NotApplicable { Effect: NotApplicableEffect.Award } => leaf.Max.Value < 0 ? 0 : leaf.Max.Value * factor,
        Ruling.NotApplicable => 0,
        var ruling => OwnPoints(leaf, EntryOf(unit, leaf)) is { } own ? own * factor : ruling is Ruling.Zero && EntryOf(unit, leaf) is null ? 0 : null,
    };

    private Fraction? OwnPoints(CriteriaNode leaf, Entry? entry) => (leaf.Scoring!.Rule, entry) switch
    {
        (_, null) => null,
        (ScoringRule.Rubric, Entry.Direct { Points: var points }) => points.Value,
        (ScoringRule.YesNo, Entry.Answer { Option: var option }) => option == 0 ? leaf.Max.Value : 0,
        (ScoringRule.Choice { Options: var options }, Entry.Answer { Option: var option }) => options[option].Points.Value,
        (ScoringRule.Count count, Entry.Figures { Values: [var n] }) =>
            Fraction.Max(count.Min.Value, Fraction.Min(count.Max.Value, count.Start.Value + ((Fraction)count.Each.Value * n))),
        (ScoringRule.Imported { Scale: var scale }, Entry.Figures { Values: [var x] }) => (Fraction)x / scale * leaf.Max.Value,
        (ScoringRule.RelativeToBest { Target: var target }, Entry.Figures { Values: [var x] }) => Relative(leaf, x, target),
        _ => throw new NotSupportedException(),
    };

    private Fraction? Relative(CriteriaNode leaf, decimal x, decimal target)
    {
        if (x <= target)
            return (Fraction)leaf.Max.Value / 2 * x / target;

        decimal? best = null;
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            if (input.Units[unit].Excluded is not null || RulingOn(unit, leaf) is Ruling.NotApplicable)
                continue;
            if (EntryOf(unit, leaf) is Entry.Figures { Values: [var value] })
                best = value < best ? best : value;
            else if (RulingOn(unit, leaf) is not Ruling.Zero)
                return null; // a peer may still report
        }

        var half = new Fraction(1, 2);
        return best is not { } top ? null
            : x >= top ? leaf.Max.Value
            : leaf.Max.Value * (half + (half * ((Fraction)x - target) / ((Fraction)top - target)));
    }

    private Entry? EntryOf(int unit, CriteriaNode leaf) => input.Entries[(unit * leaves.Length) + Array.IndexOf(leaves, leaf)];

    private Ruling? RulingOn(int unit, CriteriaNode leaf) =>
        input.Decisions.LastOrDefault(decision => decision.Unit == input.Units[unit].Code && Find(decision.Node).SelfAndBelow().Contains(leaf))?.Ruling;

    private CriteriaNode Find(CriterionCode code) => input.Criteria.Nodes().First(node => node.Code == code);
}
