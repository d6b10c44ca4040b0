using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>A round from files with what the engine made of it.</summary>
internal sealed record ComputedRound(RoundDocument Round, ImmutableArray<ComputedBlock> Blocks)
{
    public static ComputedRound Of(RoundDocument round) => new(round, [.. round.Blocks.Select(block => ComputedBlock.Of(round, block))]);
}

/// <summary>One block of it.</summary>
internal sealed record ComputedBlock(BlockDocument Block, BlockInput Input, BlockResult Result)
{
    public Method Method => Input.Method;

    public static ComputedBlock Of(RoundDocument round, BlockDocument block)
    {
        var input = RoundSnapshot.ToInput(round, block);
        return new(block, input, Computation.Compute(input));
    }

    /// <summary>Ranked units by rank, then the others; equals in official order.</summary>
    public IEnumerable<(UnitInput Unit, UnitResult Result)> InOrderOfRank() =>
        Input.Units.Zip(Result.Units).OrderBy(pair => pair.Second.Rank?.Value ?? int.MaxValue);

    /// <summary>The name of the unit's class; <c>null</c> without one.</summary>
    public Words? ClassOf(UnitResult unit) => unit.Class is { } place ? Method.Classes[place].Name : null;
}
