using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What must be known of answers before the first of them is written.</summary>
/// <param name="Groups">In the order of units and strata.</param>
/// <param name="Turns">Keys of questions inside repeats that anybody answered.</param>
public sealed record AnswerOutline(ImmutableArray<AnswerGroup> Groups, ImmutableArray<string> Turns)
{
    /// <summary>Whether answers have the group of clusters they were drawn in.</summary>
    public bool HasClusters { get; init; }

    public static AnswerOutline Of(IEnumerable<Answer> answers)
    {
        var (groups, turns) = (new SortedDictionary<(string Unit, string Stratum), int>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var answer in answers)
        {
            groups[(answer.Unit, answer.Stratum)] = groups.GetValueOrDefault((answer.Unit, answer.Stratum)) + 1;
            turns.UnionWith(answer.Values.Keys.Where(key => key.Contains('~', StringComparison.Ordinal)));
        }

        return new([.. groups.OrderBy(group => group.Key.Unit, StringComparer.Ordinal).ThenBy(group => group.Key.Stratum, StringComparer.Ordinal).Select(group => new AnswerGroup(group.Key.Unit, group.Key.Stratum, group.Value))], [.. turns]);
    }
}

/// <summary>The answers about a unit from one stratum.</summary>
public sealed record AnswerGroup(string Unit, string Stratum, int Answers);
