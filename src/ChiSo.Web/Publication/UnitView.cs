using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>A line of the criteria set with what a unit reached on it.</summary>
/// <param name="Depth">0 for a field.</param>
/// <param name="Score">Points so far.</param>
/// <param name="Max">Applicable maximum; zero when the line does not apply.</param>
/// <param name="Unknowns">Leaves below without an entry.</param>
/// <param name="MeanShare">Mean of the ranked units' shares, in percent; <c>null</c> when none has a maximum.</param>
public sealed record UnitLine(CriteriaNode Node, int Depth, decimal Score, decimal Max, int Unknowns, decimal? MeanShare)
{
    public decimal? Share => Percent.Of(Score, Max)?.Value;

    public decimal Lost => Max - Score;
}

/// <summary>A result of a unit in one period.</summary>
/// <param name="ClassName">As published, or empty.</param>
/// <param name="IsThis">Whether it is the round shown.</param>
public sealed record UnitYear(string Period, decimal? Index, int? Rank, string ClassName, string Source, bool IsThis);

/// <summary>One unit of a block, as far as its round lets the public read.</summary>
public sealed class UnitView(Published published, int place)
{
    private readonly BlockInput input = published.Block.Input;
    private readonly BlockResult result = published.Block.Result;

    public Published Published => published;

    public int Place => place;

    public UnitInput Unit => input.Units[place];

    public UnitResult Result => result.Units[place];

    public RankedUnit Row => new(place, Unit, Result);

    /// <summary><c>null</c> when the block has no unit of this code.</summary>
    public static UnitView? Of(Published published, string unit)
    {
        var units = published.Block.Input.Units;
        for (var i = 0; i < units.Length; i++)
        {
            if (units[i].Code == unit)
                return new(published, i);
        }

        return null;
    }

    /// <summary>The fields in printed order; empty unless the round shows fields.</summary>
    public ImmutableArray<UnitLine> Fields() => published.Block.ShowsFields ? Lines(line => line.Depth == 0, MeanShare) : [];

    /// <summary>The fields without the block's means, for files of many units.</summary>
    public ImmutableArray<UnitLine> FieldScores() => published.Block.ShowsFields ? Lines(line => line.Depth == 0, _ => null) : [];

    /// <summary>Every line the round shows, in printed order.</summary>
    public ImmutableArray<UnitLine> VisibleScores() => published.Block.ShowsFields ? Lines(line => line.Depth == 0 || published.Block.ShowsCriteria, _ => null) : [];

    /// <summary>Every line below the fields; empty unless the round shows criteria.</summary>
    public ImmutableArray<UnitLine> CriterionScores() => published.Block.ShowsCriteria ? Lines(line => line.Depth > 0, _ => null) : [];

    /// <summary>Where points were lost, most first: sub-criteria, or fields where the round shows no more. Lines outside the base, lines that do not apply and unknown lines lose nothing.</summary>
    public ImmutableArray<UnitLine> Losses() => !published.Block.ShowsFields ? [] :
        [.. Lines(line => published.Block.ShowsCriteria ? line.Node.IsLeaf : line.Depth == 0, _ => null)
            .Where(line => line.Node.Part == CriteriaPart.Base && line.Unknowns == 0 && line.Lost > 0)
            .OrderByDescending(line => line.Lost)
            .ThenBy(line => line.Node.Number)];

    /// <summary>Results of earlier periods as published, then this one.</summary>
    public ImmutableArray<UnitYear> Years() =>
        [.. input.History.Where(row => row.Unit == Unit.Code && row.Period != input.Period)
            .Select(row => new UnitYear(row.Period, row.Index, row.Rank, row.Class, row.Source, IsThis: false))
            .Append(new(input.Period, Result.Published, Result.Rank?.Value, "", published.Block.Source, IsThis: true))];

    /// <summary>One tree per field; empty unless the round shows reasons.</summary>
    public ImmutableArray<Explained> Reasons() => published.Block.ShowsReasons ? Explanation.Of(input, place) : [];

    private ImmutableArray<UnitLine> Lines(Func<(CriteriaNode Node, int Depth), bool> wanted, Func<int, decimal?> mean)
    {
        var lines = ImmutableArray.CreateBuilder<UnitLine>();
        var at = 0;
        foreach (var root in input.Criteria.Roots)
            Walk(root, 0);
        return lines.ToImmutable();

        void Walk(CriteriaNode node, int depth)
        {
            var index = at++;
            if (wanted((node, depth)))
                lines.Add(new(node, depth, result.ScoreOf(place, index), result.MaxOf(place, index), result.UnknownsOf(place, index), mean(index)));
            foreach (var child in node.Children)
                Walk(child, depth + 1);
        }
    }

    private decimal? MeanShare(int node)
    {
        var (sum, count) = (0m, 0);
        for (var unit = 0; unit < result.Units.Length; unit++)
        {
            if (result.Units[unit].Standing != Standing.Ranked || Percent.Of(result.ScoreOf(unit, node), result.MaxOf(unit, node)) is not { } share)
                continue;
            sum += share.Value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }
}
