using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>The functions expressions may call, with how many arguments each takes.</summary>
internal static class FormFunctions
{
    private const int Any = 64;

    private static readonly Dictionary<string, (int Least, int Most, Func<ImmutableArray<FormValue>, ExpressionScope, FormValue> Work)> All = new(StringComparer.Ordinal)
    {
        ["true"] = (0, 0, (_, _) => Truth(true)),
        ["false"] = (0, 0, (_, _) => Truth(false)),
        ["not"] = (1, 1, (a, _) => Truth(!a[0].AsTruth())),
        ["boolean"] = (1, 1, (a, _) => Truth(a[0].AsTruth())),
        ["number"] = (1, 1, (a, _) => Number(a[0].AsNumber())),
        ["int"] = (1, 1, (a, _) => Number(Math.Truncate(a[0].AsNumber()))),
        ["abs"] = (1, 1, (a, _) => Number(Math.Abs(a[0].AsNumber()))),
        ["floor"] = (1, 1, (a, _) => Number(Math.Floor(a[0].AsNumber()))),
        ["ceiling"] = (1, 1, (a, _) => Number(Math.Ceiling(a[0].AsNumber()))),
        ["round"] = (1, 2, (a, _) => Number(Rounded(a[0].AsNumber(), a.Length > 1 ? a[1].AsNumber() : 0))),
        ["string"] = (1, 1, (a, _) => Text(a[0].AsText())),
        ["string-length"] = (1, 1, (a, _) => Number(new StringInfo(a[0].AsText()).LengthInTextElements)),
        ["concat"] = (1, Any, (a, _) => Text(string.Concat(a.SelectMany(Spread)))),
        ["contains"] = (2, 2, (a, _) => Truth(a[0].AsText().Contains(a[1].AsText(), StringComparison.Ordinal))),
        ["starts-with"] = (2, 2, (a, _) => Truth(a[0].AsText().StartsWith(a[1].AsText(), StringComparison.Ordinal))),
        ["regex"] = (2, 2, (a, _) => Truth(Pattern(a[1].AsText())?.IsMatch(a[0].AsText()) == true)),
        ["selected"] = (2, 2, (a, _) => Truth(Parts(a[0]).Contains(a[1].AsText(), StringComparer.Ordinal))),
        ["selected-at"] = (2, 2, (a, _) => Text(At(Parts(a[0]), a[1].AsNumber()))),
        ["count-selected"] = (1, 1, (a, _) => Number(Parts(a[0]).Length)),
        ["coalesce"] = (2, Any, (a, _) => a.FirstOrDefault(value => value.AsText().Length > 0) ?? Text("")),
        ["count"] = (1, 1, (a, _) => Number(Spread(a[0]).Count())),
        ["count-non-empty"] = (1, 1, (a, _) => Number(Spread(a[0]).Count(text => text.Length > 0))),
        ["sum"] = (1, Any, (a, _) => Number(Numbers(a).Sum())),
        ["min"] = (1, Any, (a, _) => Number(Numbers(a).DefaultIfEmpty(double.NaN).Min())),
        ["max"] = (1, Any, (a, _) => Number(Numbers(a).DefaultIfEmpty(double.NaN).Max())),
        ["join"] = (2, 2, (a, _) => Text(string.Join(a[0].AsText(), Spread(a[1])))),
        ["today"] = (0, 0, (_, scope) => Text(scope.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
    };

    /// <summary>Every name, and <c>if</c>, which computes only the side it needs.</summary>
    public static IEnumerable<string> Names => All.Keys.Append("if").Append("position").Order(StringComparer.Ordinal);

    /// <summary>Fewest and most arguments; <c>null</c> for a function that is not there.</summary>
    public static (int Least, int Most)? Arity(string name) => name == "if" ? (3, 3) : All.TryGetValue(name, out var found) ? (found.Least, found.Most) : null;

    public static FormValue Call(string name, ImmutableArray<FormValue> arguments, ExpressionScope scope) => All[name].Work(arguments, scope);

    /// <summary>A pattern the whole text must match, run in time linear in the text, so that no answer can make it run for hours; <c>null</c> when it is no such pattern.</summary>
    public static Regex? Pattern(string pattern)
    {
        try
        {
            return new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static FormValue.Truth Truth(bool value) => new(value);

    private static FormValue.Number Number(double value) => new(value);

    private static FormValue.Text Text(string value) => new(value);

    private static IEnumerable<string> Spread(FormValue value) => value is FormValue.Several several ? several.Values : (IEnumerable<string>)[value.AsText()];

    private static string[] Parts(FormValue value) => value.AsText().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string At(string[] parts, double place) => place >= 0 && place < parts.Length ? parts[(int)place] : "";

    private static IEnumerable<double> Numbers(ImmutableArray<FormValue> values) =>
        values.SelectMany(Spread).Where(text => text.Length > 0).Select(text => new FormValue.Text(text).AsNumber());

    /// <summary>Halves go up, as XPath says; digits below zero round to tens.</summary>
    private static double Rounded(double value, double digits)
    {
        var scale = Math.Pow(10, Math.Clamp(Math.Truncate(digits), -15, 15));
        return Math.Floor((value * scale) + 0.5) / scale;
    }
}
