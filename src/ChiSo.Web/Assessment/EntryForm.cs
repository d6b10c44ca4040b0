using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Assessment;

/// <summary>The fields of a line in a form: their names, what stands in them, and the entry they make.</summary>
public sealed class EntryForm
{
    private readonly CriteriaNode node;
    private readonly Leaf leaf;
    private readonly Dictionary<string, string> values;

    private EntryForm(CriteriaNode node, Dictionary<string, string> values)
    {
        this.node = node;
        leaf = node.Scoring ?? throw new ArgumentException($"Line {node.Code} is not scored.", nameof(node));
        this.values = values;
    }

    /// <summary>What was stored.</summary>
    public static EntryForm Of(CriteriaNode node, Position? position, Tongue tongue) => Of(node, position?.Entry ?? "", tongue);

    /// <inheritdoc cref="Of(CriteriaNode, Position?, Tongue)"/>
    /// <param name="entry">In canonical JSON; empty for none.</param>
    public static EntryForm Of(CriteriaNode node, string entry, Tongue tongue) =>
        new(node, entry.Length == 0 ? [] : Filled(node, EngineJson.Read<Entry>(entry), tongue));

    /// <summary>What was typed, as it was typed.</summary>
    public static EntryForm Of(CriteriaNode node, IFormCollection form)
    {
        var prefix = Name(node, "");
        return new(node, form.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.ToString().Trim()));
    }

    /// <summary>Whether a form holds anything of the line: a locked line isn't sent at all.</summary>
    public static bool IsSent(CriteriaNode node, IFormCollection form) =>
        form.ContainsKey($"seen.{node.Code}") || form.ContainsKey($"reason.{node.Code}") || form.ContainsKey($"evidence.{node.Code}") || form.Keys.Any(key => key.StartsWith(Name(node, ""), StringComparison.Ordinal));

    public static string Name(CriteriaNode node, string field) => $"e.{node.Code}.{field}";

    public string this[string field] => values.GetValueOrDefault(field, "");

    public bool NoTask => this["none"].Length > 0;

    public bool IsEmpty => values.Values.All(value => value.Length == 0);

    /// <summary>The entry as text, numbers as typed; empty when nothing was typed.</summary>
    public string ToText()
    {
        if (IsEmpty)
            return "";
        if (NoTask)
            return "no_task";
        return leaf.Rule switch
        {
            ScoringRule.YesNo => this["answer"].Length == 0 ? "" : $"a={this["answer"]}",
            ScoringRule.Choice choice => int.TryParse(this["answer"], NumberStyles.None, CultureInfo.InvariantCulture, out var option) && option >= 0 && option < choice.Options.Length ? $"choice={choice.Options[option].Label}" : "",
            ScoringRule.Rubric => this["p"].Length == 0 ? "" : $"p={this["p"]}",
            ScoringRule.MeanOverItems => this["items"].Length == 0 ? "" : $"items={string.Join('/', this["items"].Split([' ', '/', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))}",
            _ => string.Join(';', Letters().Where(letter => this[letter].Length > 0).Select(letter => $"{letter}={this[letter].Replace(" ", "", StringComparison.Ordinal)}")),
        };
    }

    /// <summary>What was typed for the line's figures, by letter; empty fields are left out.</summary>
    public ImmutableDictionary<string, string> TypedFigures() => Letters().Where(letter => this[letter].Length > 0).ToImmutableDictionary(letter => letter, letter => this[letter].Replace(" ", "", StringComparison.Ordinal), StringComparer.Ordinal);

    public IEnumerable<Figure> Figures() => leaf.Figures.Where(figure => figure.Name.Length > 0);

    private IEnumerable<string> Letters() => Figures().Select(figure => figure.Name);

    private static Dictionary<string, string> Filled(CriteriaNode node, Entry entry, Tongue tongue) => entry switch
    {
        Entry.NoTask => new() { ["none"] = "1" },
        Entry.Direct direct => new() { ["p"] = Number(direct.Points.Value, tongue) },
        Entry.Answer answer when node.Scoring?.Rule is ScoringRule.YesNo => new() { ["answer"] = answer.Option == 0 ? "1" : "0" },
        Entry.Answer answer => new() { ["answer"] = answer.Option.ToString(CultureInfo.InvariantCulture) },
        Entry.Items items => new() { ["items"] = string.Join(" ", items.Values.Select(value => Number(value, tongue))) },
        Entry.Figures figures => node.Scoring!.Figures.Where(figure => figure.Name.Length > 0).Zip(figures.Values).ToDictionary(pair => pair.First.Name, pair => Number(pair.Second, tongue)), // an entry stands on a scored line
        _ => [],
    };

    private static string Number(decimal value, Tongue tongue) => tongue == Tongue.English ? VietnameseNumbers.ToEnglish(value) : VietnameseNumbers.ToText(value);
}
