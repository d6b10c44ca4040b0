using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A rule as a form asks for it: a field for each parameter, rows for what there may be many of. What was typed becomes the text files have, so that one reader makes the rule of both.</summary>
public static class RuleForm
{
    /// <summary>A row of a ladder; its cells are <c>points</c>, and <c>sign</c>, <c>value</c> and <c>of</c> of each condition behind its place.</summary>
    public const string Rung = "rung";

    /// <summary>An answer; its cells are <c>label</c> and <c>points</c>.</summary>
    public const string Option = "option";

    /// <summary>A further parameter; its cells are <c>name</c> and <c>value</c>.</summary>
    public const string Other = "other";

    /// <summary>The points of what no rung takes.</summary>
    public const string Else = "else";

    /// <summary>The column files have it all in.</summary>
    internal const string Parameters = "rule_parameters";

    /// <summary>Before the names of all fields of a rule.</summary>
    private const string Prefix = "r.";

    /// <summary>The field of a parameter.</summary>
    public static string NameOf(string parameter) => Prefix + parameter;

    /// <summary>The rows of a name.</summary>
    public static FormRows Rows(string name) => new(NameOf(name), IsChosen);

    /// <summary>A cell of a condition of a rung.</summary>
    public static string CellOf(int bound, string cell) => string.Create(CultureInfo.InvariantCulture, $"{bound}.{cell}");

    public static bool IsField(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a rule is typed field by field.</summary>
    public static bool IsIn(IReadOnlyDictionary<string, string> typed) => typed.Keys.Any(IsField);

    /// <summary>The signs of conditions, as files write them.</summary>
    public static ImmutableArray<(string Sign, Comparison Is)> Signs { get; } = [.. Enum.GetValues<Comparison>().Select(comparison => (RuleCodes.SignOf(comparison), comparison))];

    /// <summary>How many conditions a rung of these rows has at most; 2 at least.</summary>
    public static int BoundsIn(IEnumerable<IReadOnlyDictionary<string, string>> rungs) =>
        rungs.SelectMany(row => row.Keys).Select(cell => cell.Split('.', 2)).Where(parts => parts.Length == 2).Select(parts => int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? bound + 1 : 0).Append(2).Max();

    /// <summary>The fields of a rule, numbers with the reader's mark. Reading them gives the rule again.</summary>
    public static ImmutableDictionary<string, string> Of(ScoringRule rule, DecimalMark mark) => new RuleFormWriter(mark).Write(rule);

    /// <summary>The text files would have for what was typed. What can't be read is told at its field and left out.</summary>
    internal static string Write(IReadOnlyDictionary<string, string> typed, DecimalMark mark, ICollection<Problem> problems) =>
        new RuleFormReader(typed, mark, problems).Write(typed.GetValueOrDefault("rule_kind", ""));

    /// <summary>The field a part of the text came from, for <see cref="RuleParser"/>.</summary>
    internal static string PlaceOf(string part) => part switch { "" => Parameters, "figures" => FigureForm.Column, _ => Prefix + part };

    /// <summary>Whether a cell always holds something, so that it tells nothing of its row.</summary>
    private static bool IsChosen(string cell) => cell.EndsWith(".sign", StringComparison.Ordinal) || cell.EndsWith(".of", StringComparison.Ordinal);
}
