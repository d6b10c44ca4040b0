using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A new year's round made from last year's: criteria, method, guidance and units are copied, and last year's results join the history. No entry, decision or state is.</summary>
public static class RollOver
{
    public static RoundDocument From(RoundDocument last, NextRound next) => last with
    {
        Code = next.Code,
        Name = next.Name,
        Period = next.Period,
        DataFrom = next.DataFrom,
        DataTo = next.DataTo,
        CutOff = next.DataTo,
        Note = next.Note,
        Source = next.Source,
        Blocks = [.. last.Blocks.Select(block => From(last, block))],
    };

    private static BlockDocument From(RoundDocument last, BlockDocument block) => block with
    {
        Positions = [],
        Decisions = [],
        Announced = [],
        Units = [.. block.Units.Select(unit => unit with { Marks = [], Excluded = null, Changed = false })],
        History = [.. block.History, .. KeptResults.Of(last, block, Computation.Compute(RoundSnapshot.ToInput(last, block)))],
    };
}

/// <summary>What is new about a round made from last year's.</summary>
/// <param name="Note">What readers must know; empty when nothing.</param>
public sealed record NextRound(string Code, Words Name, string Period, DateOnly DataFrom, DateOnly DataTo, Words Note, string Source);
