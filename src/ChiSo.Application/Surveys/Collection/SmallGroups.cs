using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Answers with the groups put together, or left out, in which somebody could be known.</summary>
/// <param name="Answers">Each in a group of the smallest size or more.</param>
/// <param name="Merged">Units some of whose strata were put together, by how many.</param>
/// <param name="LeftOut">Units with fewer answers than the smallest group.</param>
public sealed record SmallGroups(ImmutableArray<Answer> Answers, ImmutableSortedDictionary<string, int> Merged, ImmutableArray<string> LeftOut)
{
    /// <summary>The name of what was put together.</summary>
    public const string Together = "~";

    /// <summary>Strata of a unit below <paramref name="least"/> are put together, with the next smallest until together they are large enough, so that no small one comes out by subtraction. A unit below it as a whole is left out.</summary>
    public static SmallGroups Hide(ImmutableArray<Answer> answers, int least)
    {
        var kept = ImmutableArray.CreateBuilder<Answer>(answers.Length);
        var merged = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var unit in answers.GroupBy(answer => answer.Unit, StringComparer.Ordinal).OrderBy(unit => unit.Key, StringComparer.Ordinal))
        {
            if (unit.Count() < least)
            {
                leftOut.Add(unit.Key);
                continue;
            }

            var together = Small([.. unit.GroupBy(answer => answer.Stratum, StringComparer.Ordinal).Select(stratum => (stratum.Key, stratum.Count()))], least);
            if (together.Count > 0)
                merged.Add(unit.Key, together.Count);
            kept.AddRange(unit.Select(answer => together.Contains(answer.Stratum) ? answer with { Stratum = Together } : answer));
        }

        return new(kept.ToImmutable(), merged.ToImmutable(), leftOut.ToImmutable());
    }

    private static HashSet<string> Small(List<(string Stratum, int Answers)> strata, int least)
    {
        var (together, sum) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var (stratum, count) in strata.OrderBy(one => one.Answers).ThenBy(one => one.Stratum, StringComparer.Ordinal))
        {
            // One small stratum alone would be known from the unit's total; two or more, and enough answers, hide each other.
            if (count >= least && (together.Count == 0 || (together.Count > 1 && sum >= least)))
                break;
            together.Add(stratum);
            sum += count;
        }

        return together;
    }
}
