using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys.Cleaning;

/// <summary>How much of the spread of answers to a question goes with who asked ("ảnh hưởng của điều tra viên"). Interviewers who work in different areas differ for that too.</summary>
/// <param name="Share">The intraclass correlation ρ: the share of the variance between interviewers; below 0 where they differ less than chance would have it.</param>
/// <param name="F">Variance between ÷ within interviewers; infinite where nobody differs within.</param>
/// <param name="PValue">The chance of so large an F where interviewers make no difference.</param>
/// <param name="Adjusted">The same for all questions together, after Holm.</param>
/// <param name="Answers">Valid ones.</param>
public sealed record InterviewerEffect(string Item, double Share, double F, double PValue, double Adjusted, int Interviewers, int Answers);

/// <summary>An interviewer's mean against that of all the others.</summary>
/// <param name="Value">The interviewer's mean − the others'.</param>
/// <param name="Adjusted">Two-sided p-value of Welch's test, after Holm over all interviewers and questions.</param>
public sealed record InterviewerDifference(string Interviewer, string Item, double Value, double PValue, double Adjusted, int Answers);

/// <summary>Effects of those who asked, question by question.</summary>
public static class InterviewerEffects
{
    /// <summary>Every question that two interviewers or more asked with some spread in the answers.</summary>
    /// <remarks>One-way analysis of variance; ρ = (B − W) ÷ (B + (k − 1)·W) with mean squares B, W and k = (n − Σnᵢ² ÷ n) ÷ (interviewers − 1). Source: Kish (1962), JASA 57, on interviewer variance; k after Snedecor &amp; Cochran, Statistical Methods.</remarks>
    public static ImmutableArray<InterviewerEffect> Of(CleaningAnswers answers, Grouping interviewers)
    {
        ImmutableArray<InterviewerEffect> found = [.. answers.Items.Select((item, place) => Effect(item, answers.Numbers(place), interviewers)).OfType<InterviewerEffect>()];
        var adjusted = MultipleComparisons.Holm([.. found.Select(effect => effect.PValue)]);
        return [.. found.Select((effect, place) => effect with { Adjusted = adjusted[place] })];
    }

    /// <summary>Every interviewer and question with two answers or more on both sides and some spread.</summary>
    /// <remarks>Source: Welch (1947), Biometrika 34.</remarks>
    public static ImmutableArray<InterviewerDifference> Differences(CleaningAnswers answers, Grouping interviewers)
    {
        ImmutableArray<InterviewerDifference> found = [.. answers.Items.SelectMany((item, place) => Differences(item, answers.Numbers(place), interviewers))];
        var adjusted = MultipleComparisons.Holm([.. found.Select(difference => difference.PValue)]);
        return [.. found.Select((difference, place) => difference with { Adjusted = adjusted[place] })];
    }

    private static InterviewerEffect? Effect(string item, double[] values, Grouping interviewers)
    {
        var groups = Groups(values, interviewers).Select(group => group.Values).ToArray();
        var n = groups.Sum(group => group.Length);
        if (groups.Length < 2 || n <= groups.Length)
            return null;
        var mean = groups.Sum(group => group.Sum()) / n;
        var between = groups.Sum(group => group.Length * Math.Pow(group.Average() - mean, 2)) / (groups.Length - 1);
        var within = groups.Sum(SquaresOf) / (n - groups.Length);
        if (between + within <= 0)
            return null;
        var size = (n - (groups.Sum(group => (double)group.Length * group.Length) / n)) / (groups.Length - 1);
        var f = within > 0 ? between / within : double.PositiveInfinity;
        var p = double.IsInfinity(f) ? 0 : Quantile.FisherUpper(f, groups.Length - 1, n - groups.Length);
        return new(item, (between - within) / (between + ((size - 1) * within)), f, p, p, groups.Length, n);
    }

    private static IEnumerable<InterviewerDifference> Differences(string item, double[] values, Grouping interviewers)
    {
        var groups = Groups(values, interviewers);
        foreach (var (name, own) in groups)
        {
            double[] others = [.. groups.Where(group => group.Name != name).SelectMany(group => group.Values)];
            if (own.Length < 2 || others.Length < 2)
                continue;
            var tested = Difference.BetweenSamples(Mean(own), Mean(others));
            if (tested.TryGet(out var difference))
                yield return new(name, item, difference.Value, difference.PValue, difference.PValue, own.Length);
        }
    }

    private static Estimate Mean(double[] values) => new("", values.Average(), SquaresOf(values) / (values.Length - 1) / values.Length, values.Length - 1, values.Length, 0);

    private static double SquaresOf(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    private static (string Name, double[] Values)[] Groups(double[] values, Grouping interviewers) =>
        [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]) && interviewers.Names[interviewers.Codes[row]].Length > 0).GroupBy(row => interviewers.Codes[row])
            .Select(group => (interviewers.Names[group.Key], group.Select(row => values[row]).ToArray())).OrderBy(group => group.Item1, StringComparer.Ordinal)];
}
