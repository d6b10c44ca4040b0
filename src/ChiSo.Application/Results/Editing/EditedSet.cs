using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results.Editing;

/// <summary>A block's criteria set as it is being changed.</summary>
/// <param name="Stored">The block with the set the round has.</param>
/// <param name="Tree">With every change so far.</param>
/// <param name="Draft">Who changed it last; <c>null</c> while nothing differs from the round's set.</param>
/// <param name="Problems">What stands in the way of taking the draft in, by column of a line: "CD_KH:max_points".</param>
/// <param name="IsStale">Whether the round's set was replaced in another way after the draft began.</param>
public sealed record EditedSet(Guid RoundId, RoundDocument Round, BlockDocument Stored, CriteriaSet Tree, SetDraft? Draft, ImmutableArray<Problem> Problems, bool IsStale)
{
    /// <summary>Names the tree as it was seen.</summary>
    public string Seen => PublishedSet.Of(Tree).Hash;

    public SetMapping Changes => SetMapping.Between(Stored.Criteria, Tree);

    public IEnumerable<Problem> ProblemsOf(CriteriaNode line) => Problems.Where(problem => problem.Where.StartsWith(line.Code.Value + ":", StringComparison.Ordinal));

    /// <summary>Problems of no single line: totals, gates, ties.</summary>
    public IEnumerable<Problem> ProblemsOfWhole => Problems.Where(problem => Tree.Nodes().All(line => !problem.Where.StartsWith(line.Code.Value + ":", StringComparison.Ordinal)));
}

/// <summary>A line as somebody typed it.</summary>
/// <param name="Line">The code of the line that is changed; <c>null</c> for a new one.</param>
/// <param name="Typed">By column of a criteria table.</param>
/// <param name="Seen">The mark of the line as it was shown.</param>
public sealed record EditLine(string? Line, IReadOnlyDictionary<string, string> Typed, DecimalMark Mark, string Seen);
