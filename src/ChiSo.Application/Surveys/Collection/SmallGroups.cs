using System.Collections.Immutable;
using System.Security.Cryptography;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Which groups are put together, or left out, because somebody could be known in them.</summary>
/// <param name="Shown">Groups of the smallest size or more, by themselves or put together.</param>
/// <param name="Merged">Units some of whose strata were put together, by how many.</param>
/// <param name="LeftOut">Units with fewer answers than the smallest group, given here or imported.</param>
public sealed record SmallGroups(ImmutableArray<ShownGroup> Shown, ImmutableSortedDictionary<string, int> Merged, ImmutableArray<string> LeftOut)
{
    /// <summary>The name of what was put together.</summary>
    public const string Together = "~";

    /// <summary>How many answers are left.</summary>
    public int Answers => Shown.Sum(group => group.Answers);

    /// <summary>Strata of a unit below <paramref name="least"/> are put together, with the next smallest until together they are large enough, so that no small one comes out by subtraction. A unit below it as a whole is left out. Answers given here and imported ones are each large enough, or there are none: see <see cref="AnswerGroup.IsLarge"/>.</summary>
    public static SmallGroups Of(ImmutableArray<AnswerGroup> groups, int least)
    {
        var shown = ImmutableArray.CreateBuilder<ShownGroup>();
        var merged = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var unit in groups.GroupBy(group => group.Unit, StringComparer.Ordinal).OrderBy(unit => unit.Key, StringComparer.Ordinal))
        {
            if (!AnswerGroup.Sum([.. unit]).IsLarge(least))
            {
                leftOut.Add(unit.Key);
                continue;
            }

            var together = Small([.. unit], least);
            shown.AddRange(unit.Where(group => !together.Contains(group)).Select(group => new ShownGroup(unit.Key, group.Stratum, [group.Stratum], group.Answers)));
            if (together.Count == 0)
                continue;
            merged.Add(unit.Key, together.Count);
            shown.Add(new(unit.Key, Together, [.. together.Select(group => group.Stratum)], together.Sum(group => group.Answers)));
        }

        return new(shown.ToImmutable(), merged.ToImmutable(), leftOut.ToImmutable());
    }

    /// <summary>The answers that are left, a group after the other. Within what was put together their order means nothing.</summary>
    /// <param name="of">The answers of a unit and stratum.</param>
    public IEnumerable<Answer> Rows(Func<string, string, IEnumerable<Answer>> of)
    {
        foreach (var group in Shown)
        {
            if (group.IsAlone)
            {
                foreach (var answer in of(group.Unit, group.Stratum))
                    yield return answer;
                continue;
            }

            Answer[] mixed = [.. group.Strata.SelectMany(stratum => of(group.Unit, stratum)).Select(answer => answer with { Stratum = Together })];
            RandomNumberGenerator.Shuffle(mixed.AsSpan());
            foreach (var answer in mixed)
                yield return answer;
        }
    }

    /// <summary>The same from a place on, within a group in the order of <see cref="SteadyGroup"/>: whoever asks twice gets the same.</summary>
    /// <param name="of">The answers of a group as it is shown.</param>
    public IEnumerable<Answer> Steady(Func<ShownGroup, SteadyGroup> of, int from)
    {
        foreach (var group in Shown)
        {
            if (from >= group.Answers)
            {
                from -= group.Answers;
                continue;
            }

            foreach (var answer in of(group).From(from))
                yield return answer;
            from = 0;
        }
    }

    private static HashSet<AnswerGroup> Small(IReadOnlyCollection<AnswerGroup> strata, int least)
    {
        var together = strata.Where(group => !group.IsLarge(least)).ToHashSet();
        if (together.Count == 0)
            return together;

        // One small stratum alone would be known from the unit's total; two or more, and enough answers, hide each other.
        foreach (var group in strata.Where(group => group.IsLarge(least)).OrderBy(one => one.Answers).ThenBy(one => one.Stratum, StringComparer.Ordinal))
        {
            if (together.Count > 1 && AnswerGroup.Sum(together).IsLarge(least))
                break;
            together.Add(group);
        }

        return together;
    }
}

/// <summary>A group of answers that may be shown.</summary>
/// <param name="Stratum">As it is shown.</param>
/// <param name="Strata">What it is made of.</param>
public sealed record ShownGroup(string Unit, string Stratum, ImmutableArray<string> Strata, int Answers)
{
    /// <summary>Its answers, read once.</summary>
    /// <param name="of">The answers of a unit and stratum.</param>
    public SteadyGroup Steady(Func<string, string, IEnumerable<Answer>> of, string key) => SteadyGroup.Of(Strata.SelectMany(stratum => of(Unit, stratum)).Select(answer => answer with { Stratum = Stratum }), Answers, key);

    /// <summary>Whether nothing was put together.</summary>
    public bool IsAlone => Strata is [var alone] && alone == Stratum;
}
