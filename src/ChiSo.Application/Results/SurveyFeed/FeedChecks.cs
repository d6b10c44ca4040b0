using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Whether a survey can feed a round by a table.</summary>
internal static class FeedChecks
{
    private const string TopShare = "top_two";
    private const int Percent = 100;

    public static ImmutableArray<Problem> Find(RoundDocument round, FedSurvey survey, FeedMapping mapping)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (survey.Round is { } declared && declared != round.Code)
            problems.Add(FeedProblems.OtherRound(survey.Code, declared));
        foreach (var pair in mapping.Lines)
            problems.AddRange(OfLine(round, survey, pair));
        problems.AddRange(mapping.Units.Where(pair => !survey.Units.Contains(pair.From, StringComparer.Ordinal)).Select(FeedProblems.NotRated));
        if (problems.Count == 0) // which units have these lines is known only when the lines are
            problems.AddRange(OfUnits(round, survey, mapping));
        return problems.ToImmutable();
    }

    private static IEnumerable<Problem> OfLine(RoundDocument round, FedSurvey survey, FeedPair pair)
    {
        if (!survey.Factors.Contains(pair.From, StringComparer.Ordinal))
            yield return FeedProblems.NoFactor(pair, string.Join(", ", survey.Factors));
        var lines = round.Blocks.SelectMany(block => block.Criteria.Leaves()).Where(leaf => leaf.Scoring?.Rule is ScoringRule.Survey).ToList();
        var named = lines.Where(line => line.Code.Value == pair.To).ToList();
        if (named.Count == 0)
            yield return FeedProblems.NoLine(pair, string.Join(", ", lines.Select(line => line.Code.Value).Distinct()));
        if (named.Select(line => OtherMeasure((ScoringRule.Survey)line.Scoring!.Rule)).FirstOrDefault(other => other is not null) is { } measure) // each has this rule
            yield return FeedProblems.OtherMeasure(pair, measure);
    }

    /// <summary><c>null</c> where the line wants what the index is: the share of satisfied answers in percent.</summary>
    public static string? OtherMeasure(ScoringRule.Survey rule) =>
        rule.Scale != Percent ? $"scale={rule.Scale}"
        : rule.Parameters.TryGetValue("measure", out var measure) && measure != TopShare ? $"measure={measure}"
        : null;

    private static IEnumerable<Problem> OfUnits(RoundDocument round, FedSurvey survey, FeedMapping mapping)
    {
        var fed = round.Blocks.Where(block => block.Criteria.Leaves().Any(leaf => mapping.Lines.Any(line => line.To == leaf.Code.Value))).SelectMany(block => block.Units).Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rated in survey.Units)
        {
            var pair = mapping.Units.FirstOrDefault(one => one.From == rated);
            if (mapping.UnitOf(rated) is not { } unit)
                continue;
            if (!fed.Contains(unit))
                yield return FeedProblems.NoUnit(pair?.Where ?? $"{survey.Code}: units", unit);
            else if (!taken.Add(unit))
                yield return FeedProblems.SameUnit(pair ?? new(rated, unit, $"{survey.Code}: units", $"{survey.Code}: units"));
        }
    }
}
