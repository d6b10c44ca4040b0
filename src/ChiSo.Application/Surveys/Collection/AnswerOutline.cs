using System.Collections.Immutable;
using System.Text.Json.Serialization;

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
        var (groups, turns) = (new Dictionary<(string Unit, string Stratum), AnswerGroup>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var answer in answers)
        {
            var before = groups.GetValueOrDefault((answer.Unit, answer.Stratum)) ?? new(answer.Unit, answer.Stratum, 0);
            groups[(answer.Unit, answer.Stratum)] = before with { Answers = before.Answers + 1, Imported = before.Imported + (answer.Mode == AnswerMode.Imported ? 1 : 0) };
            turns.UnionWith(answer.Values.Keys.Where(key => key.Contains('~', StringComparison.Ordinal)));
        }

        return new([.. groups.Values.OrderBy(group => group.Unit, StringComparer.Ordinal).ThenBy(group => group.Stratum, StringComparer.Ordinal)], [.. turns]);
    }
}

/// <summary>The answers about a unit from one stratum.</summary>
public sealed record AnswerGroup(string Unit, string Stratum, int Answers)
{
    /// <summary>How many of them come from files of surveys run elsewhere: whoever handed the file in knows each.</summary>
    public int Imported { get; init; }

    /// <summary>How many were given here.</summary>
    [JsonIgnore]
    public int Own => Answers - Imported;

    /// <summary>Whether nobody can be known in it: neither in our own answers by taking off the imported ones, nor the other way round.</summary>
    public bool IsLarge(int least) => Answers >= least && (Own == 0 || Own >= least) && (Imported == 0 || Imported >= least);

    /// <summary>Groups of a unit as one.</summary>
    public static AnswerGroup Sum(IReadOnlyCollection<AnswerGroup> groups) => new("", "", groups.Sum(group => group.Answers)) { Imported = groups.Sum(group => group.Imported) };
}
