using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A row of who rates whom ("ai đánh giá ai"): people who answer about several units on one form.</summary>
/// <param name="Code">Stands in the list of those invited where other surveys have the unit asked about; the stratum of the answers.</param>
/// <param name="Name">Such as leaders of the Department of Justice.</param>
/// <param name="Units">Codes of the units they rate, in the order they are asked about.</param>
public sealed record RaterGroup(string Code, string Name, ImmutableArray<string> Units)
{
    /// <summary>Where they work, which they never rate; <c>null</c>: the unit of <see cref="Code"/>, if there is one.</summary>
    public string? Own { get; init; }

    /// <summary>The unit they may not rate, if it is rated at all.</summary>
    internal string Never => Own ?? Code;
}

/// <summary>A form about several units as the answers about each.</summary>
internal static class RatedAnswers
{
    /// <summary>An answer for each unit anything was said about, with what the form says once beside it. What belongs together is not kept: nobody can tell that two answers came from one form.</summary>
    public static ImmutableArray<Answer> Of(LiveSurvey survey, RaterGroup group, string stratum, Filling filling, string language)
    {
        var kept = FillingChecks.Kept(filling);
        var block = RatedBlock.Of(survey.Sheet)?.All().Select(item => item.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        var common = kept.Where(pair => !block.Contains(pair.Key.Split('~')[0])).ToList();
        var cell = CellOf(group.Code, stratum);
        return [.. group.Units.Index().Select(unit => (unit.Item, Own: Turn(kept, block, unit.Index + 1))).Where(unit => unit.Own.Count > 0)
            .Select(unit => new Answer(unit.Item, cell, AnswerMode.Link, language, survey.Declaration.Consent.Version, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, common.Concat(unit.Own))))];
    }

    /// <summary>What stands as the stratum of answers from a group.</summary>
    internal static string CellOf(string group, string stratum) => stratum.Length > 0 ? $"{group}/{stratum}" : group;

    private static List<KeyValuePair<string, string>> Turn(ImmutableSortedDictionary<string, string> kept, HashSet<string> block, int turn) =>
        [.. block.Select(name => (name, Key: new AnswerKey(name, turn).ToString())).Where(one => kept.ContainsKey(one.Key)).Select(one => KeyValuePair.Create(one.name, kept[one.Key]))];
}
