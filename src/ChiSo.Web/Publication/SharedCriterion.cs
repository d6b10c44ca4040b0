using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>One line of the criteria as a block has it, with what each of its units reached.</summary>
/// <param name="Units">In official order: shares are set side by side, ranks of blocks never mix.</param>
/// <param name="MeanShare">Of ranked units with an applicable maximum, in percent; <c>null</c> when none has one.</param>
public sealed record CriterionInBlock(Published Published, CriteriaNode Node, ImmutableArray<CriterionOfUnit> Units, decimal? MeanShare);

/// <summary>What a unit reached on the line.</summary>
/// <param name="Max">Applicable maximum; zero when the line does not apply.</param>
public sealed record CriterionOfUnit(UnitInput Unit, decimal Score, decimal Max, int Unknowns)
{
    /// <summary>In percent; <c>null</c> while unknown or not applicable.</summary>
    public decimal? Share => Unknowns == 0 ? Percent.Of(Score, Max)?.Value : null;
}

/// <summary>A line that several blocks of a round share by its permanent code.</summary>
public static class SharedCriterion
{
    /// <summary>The blocks that have the line and let the public read so deep, in their order.</summary>
    public static ImmutableArray<CriterionInBlock> Find(PublishedRound round, CriterionCode code) =>
        [.. round.Blocks.Select(block => Find(block, code)).OfType<CriterionInBlock>()];

    /// <summary>Codes of lines that more than one block of a round has and shows.</summary>
    public static ImmutableHashSet<CriterionCode> CodesIn(PublishedRound round) =>
        [.. round.Blocks.SelectMany(block => Shown(block).Select(line => line.Node.Code)).CountBy(code => code).Where(pair => pair.Value > 1).Select(pair => pair.Key)];

    private static CriterionInBlock? Find(Published block, CriterionCode code)
    {
        if (Shown(block).FirstOrDefault(line => line.Node.Code == code) is not ({ } node, var place))
            return null;
        var (input, result) = (block.Block.Input, block.Block.Result);
        var units = Enumerable.Range(0, input.Units.Length).Select(unit => new CriterionOfUnit(input.Units[unit], result.ScoreOf(unit, place), result.MaxOf(unit, place), result.UnknownsOf(unit, place))).ToImmutableArray();
        var shares = units.Where((unit, at) => result.Units[at].Standing == Standing.Ranked).Select(unit => unit.Share).OfType<decimal>().ToList();
        return new(block, node, units, shares.Count == 0 ? null : shares.Average());
    }

    /// <summary>Lines the public may read, with their place among all nodes.</summary>
    private static IEnumerable<(CriteriaNode Node, int Place)> Shown(Published block)
    {
        var fields = block.Block.Input.Criteria.Roots.Select(root => root.Code).ToHashSet();
        return block.Block.Input.Criteria.Nodes().Select((node, place) => (node, place)).Where(line => block.Block.ShowsCriteria || (block.Block.ShowsFields && fields.Contains(line.node.Code)));
    }
}
