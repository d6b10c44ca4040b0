using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys.Cleaning;

/// <summary>Finds answers that somebody should look at. It judges nobody: a flag says what stands out, a person decides.</summary>
public static class AnswerChecks
{
    /// <param name="within">The group answers are compared and timed in, such as the unit that is rated; <c>null</c> for all together.</param>
    /// <param name="minutes">One a row, NaN where it isn't known; <c>default</c> where times are not recorded at all: then nobody is too fast.</param>
    /// <param name="hurried">Whether a row is known to have been answered too fast, where that is all that is known of its time; <c>default</c> where nothing is.</param>
    /// <exception cref="ArgumentException"><paramref name="within"/>, <paramref name="minutes"/> or <paramref name="hurried"/> has another number of rows.</exception>
    public static CleaningReport Find(CleaningAnswers answers, CleaningRules rules, Grouping? within = null, ImmutableArray<double> minutes = default, ImmutableArray<bool> hurried = default)
    {
        if ((within is not null && within.Codes.Length != answers.Rows) || (!minutes.IsDefault && minutes.Length != answers.Rows) || (!hurried.IsDefault && hurried.Length != answers.Rows))
            throw new ArgumentException($"Groups, minutes or hurried rows are not {answers.Rows} rows.", nameof(within));
        ImmutableArray<int[]> groups = within is null ? [[.. Enumerable.Range(0, answers.Rows)]] : [.. Enumerable.Range(0, answers.Rows).GroupBy(row => within.Codes[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        var duplicates = DuplicateAnswers.Find(answers, rules, groups);
        ImmutableArray<CleaningFlag> flags =
        [
            .. duplicates.Flags, .. Enumerable.Range(0, answers.Rows).SelectMany(row => Straight(answers, rules, row)), .. Incomplete(answers, rules),
            .. minutes.IsDefault ? [] : groups.SelectMany(group => TooFast(group, minutes, rules.Speed)),
            .. hurried.IsDefault ? [] : Enumerable.Range(0, answers.Rows).Where(row => hurried[row]).Select(row => new CleaningFlag(row, CleaningRule.TooFast, 1)),
        ];
        return new([.. flags.OrderBy(flag => flag.Row).ThenBy(flag => flag.Rule).ThenBy(flag => flag.Group, StringComparer.Ordinal)], [.. duplicates.TooLarge.Select(group => within?.Names[within.Codes[group[0]]] ?? "")]);
    }

    private static IEnumerable<CleaningFlag> Straight(CleaningAnswers answers, CleaningRules rules, int row)
    {
        foreach (var group in rules.Straight)
        {
            int[] places = [.. group.Items.Select(item => answers.Items.IndexOf(item)).Where(place => place >= 0 && answers.Row(row)[place] >= 0)];
            if (places.Length < rules.LeastStraight || places.Length == 0)
                continue;
            var code = answers.Row(row)[places[0]];
            if (places.Any(place => answers.Row(row)[place] != code))
                continue;
            var reversed = places.Count(place => group.Reversed.Contains(answers.Items[place]));
            var isMixed = reversed > 0 && reversed < places.Length;
            var contradicts = isMixed && answers.NumberOf(code) is { } number && number >= group.Lowest && number <= group.Highest && 2 * number != group.Lowest + group.Highest; // "no opinion" has no direction
            yield return new(row, contradicts ? CleaningRule.Contradiction : CleaningRule.StraightLine, 1, Group: group.Name);
        }
    }

    private static IEnumerable<CleaningFlag> Incomplete(CleaningAnswers answers, CleaningRules rules)
    {
        for (var row = 0; row < answers.Rows; row++)
        {
            var share = ShareAnswered(answers.Row(row));
            if (share < rules.Completeness)
                yield return new(row, CleaningRule.Incomplete, share);
        }
    }

    /// <summary>Answered ÷ asked; 0 where nothing was asked.</summary>
    private static double ShareAnswered(ReadOnlySpan<int> row)
    {
        var (answered, asked) = (0, 0);
        foreach (var code in row)
        {
            asked += code == CleaningAnswers.NotAsked ? 0 : 1;
            answered += code >= 0 ? 1 : 0;
        }

        return asked == 0 ? 0 : (double)answered / asked;
    }

    private static IEnumerable<CleaningFlag> TooFast(int[] group, ImmutableArray<double> minutes, double share)
    {
        double[] known = [.. group.Select(row => minutes[row]).Where(time => time >= 0).Order()];
        if (known.Length == 0)
            return [];
        var median = (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
        return median > 0 ? group.Where(row => minutes[row] >= 0 && minutes[row] < share * median).Select(row => new CleaningFlag(row, CleaningRule.TooFast, minutes[row] / median)) : [];
    }
}

/// <summary>What was found.</summary>
/// <param name="Flags">By row, then rule.</param>
/// <param name="NotCompared">Groups too large to compare every answer with every other; exact duplicates were looked for there too.</param>
public sealed record CleaningReport(ImmutableArray<CleaningFlag> Flags, ImmutableArray<string> NotCompared)
{
    /// <summary>Rows that somebody must look at before they count.</summary>
    public IEnumerable<int> Held => Flags.Where(flag => !flag.IsWeak).Select(flag => flag.Row).Distinct();
}
