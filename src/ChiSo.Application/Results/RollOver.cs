using System.Collections.Immutable;
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
        Illustrative = next.Illustrative ?? last.Illustrative,
        Blocks = [.. last.Blocks.Where(block => next.Takes is null || next.Takes.ContainsKey(block.Code)).Select(block => From(last, block, next))],
    };

    private static BlockDocument From(RoundDocument last, BlockDocument block, NextRound next)
    {
        var units = block.Units.Where(unit => next.Takes is null || next.Takes[block.Code].Contains(unit.Code)).ToImmutableArray();
        var known = units.SelectMany(unit => unit.Predecessors.Append(unit.Code)).ToHashSet();
        ImmutableArray<PublishedResult> history = next.KeepsResults
            ? [.. block.History, .. KeptResults.Of(last, block, Computation.Compute(RoundSnapshot.ToInput(last, block))).Select(Writable)]
            : block.History;
        return block with
        {
            Positions = [],
            Decisions = [],
            Announced = [],
            Units = [.. units.Select(unit => unit with { Marks = [], Excluded = null, Changed = false })],
            FirstLevel = block.FirstLevel is { } rows ? [.. rows.Where(row => units.Any(unit => unit.Code == row.Unit))] : null,
            History = [.. history.Where(result => known.Contains(result.Unit))],
        };
    }

    /// <summary>With as many decimals as are compared: thirds have more digits than a file holds.</summary>
    private static PublishedResult Writable(PublishedResult result) => result with
    {
        Scores = [.. result.Scores.Select(score => score with { Points = Rounder.Compared(score.Points), Max = Rounder.Compared(score.Max) })],
    };
}

/// <summary>What is new about a round made from last year's.</summary>
/// <param name="Note">What readers must know; empty when nothing.</param>
public sealed record NextRound(string Code, Words Name, string Period, DateOnly DataFrom, DateOnly DataTo, Words Note, string Source)
{
    /// <summary>The blocks to take along, each with its units; <c>null</c> for all of them.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>>? Takes { get; init; }

    /// <summary>Whether last year's results join the history: only results that are final do.</summary>
    public bool KeepsResults { get; init; } = true;

    /// <summary><c>null</c> for as last year.</summary>
    public bool? Illustrative { get; init; }
}
