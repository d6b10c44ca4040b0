using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys.Cleaning;

/// <summary>Answers that say the same as another one, exactly or nearly. Whoever gives the same answer to everything is no duplicate of the next who does: the rule on straight lines tells of both.</summary>
internal static class DuplicateAnswers
{
    /// <summary>Pairs grow with the square: above so many answers in a group only exact duplicates are looked for.</summary>
    private const int MostCompared = 20_000;

    public static (ImmutableArray<CleaningFlag> Flags, ImmutableArray<int[]> TooLarge) Find(CleaningAnswers answers, CleaningRules rules, ImmutableArray<int[]> groups)
    {
        var flags = ImmutableArray.CreateBuilder<CleaningFlag>();
        var tooLarge = ImmutableArray.CreateBuilder<int[]>();
        foreach (var group in groups)
        {
            int[] compared = [.. group.Where(row => IsComparable(answers.Row(row), rules.LeastCompared))];
            var firsts = Exact(answers, compared, flags);
            if (rules.NearDuplicate >= 1)
                continue;
            if (firsts.Length > MostCompared)
                tooLarge.Add(group);
            else
                Near(answers, rules, firsts, flags);
        }

        return (flags.ToImmutable(), tooLarge.ToImmutable());
    }

    /// <summary>Enough answers, and not all the same.</summary>
    private static bool IsComparable(ReadOnlySpan<int> row, int least)
    {
        var (answered, first, differs) = (0, CleaningAnswers.Missing, false);
        foreach (var code in row)
        {
            if (code < 0)
                continue;
            first = answered++ == 0 ? code : first;
            differs |= code != first;
        }

        return differs && answered >= least;
    }

    /// <summary>Every one after the first of those alike is flagged.</summary>
    /// <returns>The first of each.</returns>
    private static int[] Exact(CleaningAnswers answers, int[] rows, ImmutableArray<CleaningFlag>.Builder flags)
    {
        var (known, firsts) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<int>());
        foreach (var row in rows)
        {
            var said = string.Join(',', answers.Row(row).ToArray());
            if (known.TryAdd(said, row))
                firsts.Add(row);
            else
                flags.Add(new(row, CleaningRule.ExactDuplicate, 1, known[said]));
        }

        return [.. firsts];
    }

    private static void Near(CleaningAnswers answers, CleaningRules rules, int[] rows, ImmutableArray<CleaningFlag>.Builder flags)
    {
        var best = new (double Share, int Other)[rows.Length];
        for (var one = 0; one < rows.Length; one++)
        {
            for (var other = one + 1; other < rows.Length; other++)
            {
                var share = Agreement(answers.Row(rows[one]), answers.Row(rows[other]), rules);
                if (share <= rules.NearDuplicate)
                    continue;
                best[one] = share > best[one].Share ? (share, rows[other]) : best[one];
                best[other] = share > best[other].Share ? (share, rows[one]) : best[other];
            }
        }

        for (var place = 0; place < rows.Length; place++)
        {
            if (best[place].Share > 0)
                flags.Add(new(rows[place], CleaningRule.NearDuplicate, best[place].Share, best[place].Other));
        }
    }

    /// <summary>The share of the questions both answered on which they agree; 0 as soon as it can't be above the threshold.</summary>
    private static double Agreement(ReadOnlySpan<int> first, ReadOnlySpan<int> second, CleaningRules rules)
    {
        var (both, differ, most) = (0, 0, (1 - rules.NearDuplicate) * first.Length);
        for (var item = 0; item < first.Length; item++)
        {
            if ((first[item] | second[item]) < 0) // either has no answer
                continue;
            both++;
            if (first[item] != second[item] && ++differ > most)
                return 0;
        }

        return both < rules.LeastCompared ? 0 : (double)(both - differ) / both;
    }
}
