using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>Lists of people as units hand them in, put together: whoever stands in several rows is asked once about a unit.</summary>
/// <param name="People">To be invited, in the order of the lists.</param>
/// <param name="Twice">Rows left out because the same person stands in another for the same unit.</param>
/// <param name="Before">Rows left out because that person was invited before.</param>
public sealed record MergedLists(ImmutableArray<Invitee> People, int Twice, int Before)
{
    /// <summary>Of those invited before, whoever the lists say how to find.</summary>
    public ImmutableArray<Invitee> Known { get; init; } = [];

    /// <param name="lists">Each row with its place.</param>
    /// <param name="invited">Who has a link.</param>
    /// <returns>A problem for every row that puts somebody into another stratum or cluster than a row before it.</returns>
    public static Result<MergedLists> Of(IEnumerable<Invitee> lists, IEnumerable<Invitee> invited)
    {
        var known = invited.Select(KeyOf).ToHashSet();
        var (first, problems) = (new Dictionary<(string, string), Invitee>(), ImmutableArray.CreateBuilder<Problem>());
        var (order, again, twice, before) = (new List<(string, string)>(), new List<Invitee>(), 0, 0);
        foreach (var person in lists.Select(Tidy))
        {
            if (known.Contains(KeyOf(person)))
            {
                before++;
                again.Add(person);
            }
            else if (first.TryAdd(KeyOf(person), person))
                order.Add(KeyOf(person));
            else if ((first[KeyOf(person)].Stratum, first[KeyOf(person)].Cluster) != (person.Stratum, person.Cluster))
                problems.Add(SurveyProblems.TwoStrata(person.Where, person.Reference, first[KeyOf(person)].Where));
            else
                (twice, first[KeyOf(person)]) = (twice + 1, first[KeyOf(person)] with { Whereabouts = first[KeyOf(person)].Whereabouts ?? person.Whereabouts });
        }

        return problems.Count > 0 ? problems.ToImmutable() : new MergedLists([.. order.Select(key => first[key])], twice, before) { Known = [.. again.Where(person => person.Whereabouts is not null)] };
    }

    /// <summary>Lists of several units write the same number with other spaces and capitals.</summary>
    internal static (string Reference, string Unit) KeyOf(Invitee person) => (Tidy(person.Reference).ToUpperInvariant(), person.Unit);

    internal static Invitee Tidy(Invitee person) => person with { Reference = Tidy(person.Reference), Stratum = Tidy(person.Stratum), Cluster = Tidy(person.Cluster) };

    /// <summary>One space between words, none around.</summary>
    internal static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
