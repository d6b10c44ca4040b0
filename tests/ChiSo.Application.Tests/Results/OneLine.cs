using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results;

/// <summary>A round of one line and one unit, for tests about what is said of a line.</summary>
internal static class OneLine
{
    /// <param name="letters">The letters of the figures the line declares.</param>
    public static Explained Of(ScoringRule rule, decimal max, Entry? entry, params ImmutableArray<string> letters)
    {
        var leaf = new Leaf { SuppliedBy = Supplier.Unit, Rule = rule, NoTaskGivesMax = true, Figures = [.. letters.Select(letter => new Figure(letter, "số liệu"))] };
        var node = new CriteriaNode { Code = new("L"), Number = new("1"), Name = Words.Same("dòng"), Max = new(max), Scoring = leaf };
        return Explanation.Of(Round(node, entry), unit: 0)[0];
    }

    /// <summary>A formula over the variables named, in their order.</summary>
    public static Formula Formula(string text, params ReadOnlySpan<string> variables) =>
        Engine.Formula.Parse(text, variables.ToArray(), "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));

    private static BlockInput Round(CriteriaNode node, Entry? entry) => new()
    {
        RoundCode = "vong",
        BlockCode = "khoi",
        Period = "2023",
        Criteria = new() { Code = "set", Version = 1, Name = Words.Same("bộ tiêu chí"), Roots = [node] },
        Method = new() { Classes = [new(Words.Same("mọi đơn vị"), 0)] },
        Units = [new("u", new("đơn vị", "unit"), null, [], [])],
        Entries = [entry],
    };
}
