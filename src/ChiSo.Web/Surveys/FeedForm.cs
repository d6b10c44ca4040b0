using System.Collections.Immutable;
using ChiSo.Application.Results;

namespace ChiSo.Web.Surveys;

/// <summary>The form that says which factor of a survey gives which line of a round, and which unit of the survey is which of the round.</summary>
/// <param name="Lines">Codes of factors by line; a line without one is not fed.</param>
/// <param name="Units">Codes of units of the round by unit of the survey; empty for one that is left out.</param>
public sealed record FeedForm(ImmutableDictionary<string, string> Lines, ImmutableDictionary<string, string> Units)
{
    private const string LinePrefix = "l.";
    private const string UnitPrefix = "u.";

    public static string NameOfLine(string code) => LinePrefix + code;

    public static string NameOfUnit(string code) => UnitPrefix + code;

    /// <summary>Before anything was chosen: no line is fed, a unit of the same code is the same.</summary>
    public static FeedForm Empty(FeedSource source, FeedTargets targets) => Of(new([], []), source, targets);

    /// <summary>As a table says it.</summary>
    public static FeedForm Of(FeedMapping mapping, FeedSource source, FeedTargets targets)
    {
        var there = targets.Units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        return new(
            mapping.Lines.ToImmutableDictionary(pair => pair.To, pair => pair.From, StringComparer.Ordinal),
            source.Units.ToImmutableDictionary(unit => unit.Code, unit => mapping.UnitOf(unit.Code) is { } to && there.Contains(to) ? to : "", StringComparer.Ordinal));
    }

    /// <summary>As it was sent.</summary>
    public static FeedForm Read(IFormCollection sent) => new(
        Of(sent, LinePrefix).Where(line => line.Value.Length > 0).ToImmutableDictionary(StringComparer.Ordinal), Of(sent, UnitPrefix).ToImmutableDictionary(StringComparer.Ordinal));

    /// <summary>The same as the table a command reads. Its places are the codes of lines and units.</summary>
    /// <returns><c>null</c> when no line is fed.</returns>
    public FeedMapping? Mapping() => Lines.IsEmpty ? null : new(
        [.. Lines.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => new FeedPair(line.Value, line.Key, line.Key, line.Key))],
        [.. Units.OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => new FeedPair(unit.Key, unit.Value, unit.Key, unit.Key))]);

    private static IEnumerable<KeyValuePair<string, string>> Of(IFormCollection sent, string prefix) => sent
        .Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(field => KeyValuePair.Create(field.Key[prefix.Length..], field.Value.ToString().Trim()));
}
