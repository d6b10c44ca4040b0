using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Reads the parameters of one rule, collecting every problem on the way.</summary>
/// <param name="at">The place of a parameter by its name, of a row as "rung.0" or "option.0", of the declared figures as "figures", of the whole as "".</param>
internal sealed class RuleParser(string text, ImmutableArray<Figure> figures, Func<string, string> at)
{
    /// <summary>The variable every formula over declared figures sees beside them: the line's maximum.</summary>
    public const string Max = "M";

    private readonly ImmutableArray<string> letters = [.. figures.Where(figure => figure.Name.Length > 0).Select(figure => figure.Name), Max];

    public List<Problem> Problems { get; } = [];

    /// <returns><c>null</c> only together with a problem.</returns>
    public ScoringRule? Parse(string kind) => kind switch
    {
        "yes_no" => YesNo(),
        "choice" => Choice(),
        "ladder" => Ladder("x"),
        "ladder_joint" => Ladder("x", "y"),
        "proportional" => Proportional(),
        "ratio" => Formula(Named("x"), "x") is { } x ? new ScoringRule.Ratio(x) : null,
        "complement" => Formula(Named("x"), "x") is { } x ? new ScoringRule.Complement(x) : null,
        "count" => Count(),
        "rubric" => Points(Named("step"), "step") is { } step ? Rubric(step) : null,
        "survey" => Survey(),
        "imported" => Imported(),
        "imported_ladder" => ImportedLadder(),
        "relative_to_best" => RelativeToBest(),
        "mean_over_items" => MeanOverItems(),
        "formula" => Formula(Named("points"), "points") is { } points ? new ScoringRule.Calculated(points) : null,
        _ => throw new UnreachableException($"No rule {kind}."),
    };

    private ScoringRule.YesNo? YesNo()
    {
        var named = Named("yes", "no");
        var toMax = named.GetValueOrDefault("yes") is "max";
        var yes = toMax ? null : Points(named, "yes");
        return Points(named, "no") is { } no && (toMax || yes is not null) ? new(yes, no) : null;
    }

    private ScoringRule.Choice? Choice()
    {
        var options = new List<ScoringRule.Option>();
        foreach (var (place, label, points) in Pairs(text, "option"))
        {
            if (options.Any(option => option.Label == CellParts.Plain(label)))
                Problems.Add(RuleProblems.OptionTwice(place, label));
            options.Add(new(CellParts.Plain(label), points));
        }

        if (options.Count < 2)
            Problems.Add(RuleProblems.TooFewOptions(at("option")));
        return new([.. options]);
    }

    private ScoringRule.Ladder? Ladder(params ReadOnlySpan<string> names)
    {
        var parts = text.Split(';', names.Length + 1, StringSplitOptions.TrimEntries);
        var measures = new List<Formula>();
        for (var place = 0; place < names.Length; place++)
        {
            if (place < parts.Length && Pair(parts[place]) is (var name, var formula) && name == names[place])
                measures.AddRange(Formula(formula, name) is { } parsed ? [parsed] : []);
            else
                Problems.Add(RuleProblems.Missing(at(names[place]), names[place]));
        }

        if (parts.Length <= names.Length)
        {
            Problems.Add(RuleProblems.NoRungs(at("rung")));
            return null;
        }

        var (rungs, otherwise) = Rungs(parts[names.Length], names.Length);
        return measures.Count == names.Length ? new([.. measures], rungs, otherwise) : null;
    }

    private ScoringRule.Proportional? Proportional()
    {
        var named = Named(["x", "T"], ["zero_below"]);
        var least = named.ContainsKey("zero_below") ? Number(named, "zero_below") : null;
        var target = Positive(named, "T");
        return Formula(named, "x") is { } x && target is { } positive ? new(x, positive, least) : null;
    }

    private ScoringRule.Count? Count()
    {
        Declared("n");
        var named = Named("start", "each", "min", "max");
        if (Points(named, "start") is not { } start || Points(named, "each") is not { } each || Points(named, "min") is not { } min || Points(named, "max") is not { } max)
            return null;
        if (min > max)
            Problems.Add(RuleProblems.MinAboveMax(at("min")));
        return new(start, each, min, max);
    }

    private ScoringRule.Rubric Rubric(Points step)
    {
        if (step.Value <= 0)
            Problems.Add(RuleProblems.NotPositive(at("step"), "step"));
        return new(step);
    }

    private ScoringRule.Survey? Survey()
    {
        Declared("x");
        var named = Named(["scale", "min_forms"], optional: null);
        var forms = Number(named, "min_forms");
        if (forms is { } written && (written < 0 || written != decimal.Truncate(written) || written > int.MaxValue))
        {
            Problems.Add(RuleProblems.NotANumber(at("min_forms"), "min_forms", written.ToString(CultureInfo.InvariantCulture)));
            forms = null;
        }

        var others = named.Where(pair => pair.Key is not ("scale" or "min_forms" or "below")).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var below = Below(named, forms);
        return Positive(named, "scale") is { } scale && forms is { } whole ? new(scale, (int)whole, others) { Below = below } : null;
    }

    private BelowMinimum? Below(Dictionary<string, string> named, decimal? forms)
    {
        if (!named.TryGetValue("below", out var written) || written == RuleCodes.Stop)
            return null;
        if (RuleCodes.Below.Find(written) is not { } below)
        {
            Problems.Add(RuleProblems.UnknownBelow(at("below"), written));
            return null;
        }

        if (forms == 0)
            Problems.Add(RuleProblems.NeverBelow(at("below")));
        return below;
    }

    private ScoringRule.Imported? Imported()
    {
        Declared("x");
        var named = Named("index", "scale");
        return Positive(named, "scale") is { } scale && named.TryGetValue("index", out var index) ? new(index, scale) : null;
    }

    private ScoringRule.ImportedLadder? ImportedLadder()
    {
        Declared("x");
        var parts = CellParts.Split(text, ';', 2);
        if (Pair(parts[0]) is not ("index", { Length: > 0 } index))
        {
            Problems.Add(RuleProblems.Missing(at("index"), "index"));
            return null;
        }

        if (parts.Count < 2)
        {
            Problems.Add(RuleProblems.NoRungs(at("rung")));
            return null;
        }

        var (rungs, otherwise) = Rungs(parts[1], measures: 1);
        return new(index, rungs, otherwise);
    }

    private ScoringRule.RelativeToBest? RelativeToBest()
    {
        Declared("x");
        return Positive(Named("T"), "T") is { } target ? new(target) : null;
    }

    private ScoringRule.MeanOverItems? MeanOverItems()
    {
        Declared("v");
        return Formula(Named("item"), "item") is { } item ? new(item) : null;
    }

    private (ImmutableArray<ScoringRule.Rung> Rungs, Points Otherwise) Rungs(string written, int measures)
    {
        var rungs = new List<ScoringRule.Rung>();
        Points otherwise = default;
        var closed = false;
        foreach (var (place, condition, points) in Pairs(written, "rung"))
        {
            if (closed)
                Problems.Add(RuleProblems.AfterElse(place, condition));
            if (condition == "else")
                (otherwise, closed) = (points, true);
            else if (Bounds(condition, measures, place) is { } bounds)
                rungs.Add(new(bounds, points));
        }

        if (rungs.Count == 0)
            Problems.Add(RuleProblems.NoRungs(at("rung")));
        return ([.. rungs], otherwise);
    }

    private ImmutableArray<ScoringRule.Bound>? Bounds(string condition, int measures, string place)
    {
        var bounds = new List<ScoringRule.Bound>();
        foreach (var part in condition.Split(" and ", StringSplitOptions.TrimEntries))
        {
            var named = part is ['x' or 'y', ..];
            var measure = part is ['y', ..] ? 1 : 0;
            var rest = named ? part[1..].TrimStart() : part;
            var sign = RuleCodes.Signs.FirstOrDefault(sign => rest.StartsWith(sign.Sign, StringComparison.Ordinal));
            if (sign.Sign is null || measure >= measures || (measures > 1 && !named) || !TryNumber(rest[sign.Sign.Length..], out var value))
            {
                Problems.Add(RuleProblems.BadBound(place, part));
                return null;
            }

            bounds.Add(new(measure, sign.Comparison, value));
        }

        return [.. bounds];
    }

    /// <summary>What stands before each last colon, and the points behind it, each with its place.</summary>
    /// <param name="rows">What a row is called.</param>
    private IEnumerable<(string Place, string Key, Points Points)> Pairs(string written, string rows)
    {
        foreach (var (row, part) in CellParts.Split(written, '|').Index())
        {
            var (colon, place) = (part.LastIndexOf(':'), at($"{rows}.{row}"));
            if (colon <= 0 || !TryNumber(part[(colon + 1)..], out var value))
                Problems.Add(RuleProblems.BadPair(place, part));
            else if (!ChiSo.Engine.Points.IsExact(value))
                Problems.Add(RuleProblems.TooManyDecimals(place, part));
            else
                yield return (place, part[..colon].Trim(), new(value));
        }
    }

    private Dictionary<string, string> Named(params string[] needed) => Named(needed, []);

    /// <summary>The <c>name=value</c> parts.</summary>
    /// <param name="optional">Names that may be there beside the needed ones; <c>null</c> for any.</param>
    private Dictionary<string, string> Named(string[] needed, string[]? optional)
    {
        var named = new Dictionary<string, string>();
        foreach (var part in CellParts.Split(text, ';').Where(part => part.Length > 0))
        {
            if (Pair(part) is not (var name, { Length: > 0 } value) || (optional is not null && !needed.Contains(name) && !optional.Contains(name)))
                Problems.Add(RuleProblems.BadPart(at(""), part, [.. needed, .. optional ?? []]));
            else if (!named.TryAdd(name, value))
                Problems.Add(RuleProblems.PartTwice(at(name), name));
        }

        foreach (var name in needed.Where(name => !named.ContainsKey(name)))
            Problems.Add(RuleProblems.Missing(at(name), name));
        return named;
    }

    private static (string Name, string Value)? Pair(string part) =>
        CellParts.IndexOf(part, '=') is > 0 and var equals ? (CellParts.Plain(part[..equals].Trim()), CellParts.Plain(part[(equals + 1)..].Trim())) : null;

    private Formula? Formula(Dictionary<string, string> named, string name) => named.TryGetValue(name, out var written) ? Formula(written, name) : null;

    private Formula? Formula(string written, string name)
    {
        var parsed = ChiSo.Engine.Formula.Parse(written, letters, at(name));
        Problems.AddRange(parsed.Problems);
        return parsed.TryGet(out var formula) ? formula : null;
    }

    private Points? Points(Dictionary<string, string> named, string name)
    {
        if (Number(named, name) is not { } value)
            return null;
        if (ChiSo.Engine.Points.IsExact(value))
            return new(value);
        Problems.Add(RuleProblems.TooManyDecimals(at(name), $"{name}={named[name]}"));
        return null;
    }

    private decimal? Positive(Dictionary<string, string> named, string name)
    {
        var value = Number(named, name);
        if (value <= 0)
            Problems.Add(RuleProblems.NotPositive(at(name), name));
        return value;
    }

    private decimal? Number(Dictionary<string, string> named, string name)
    {
        if (!named.TryGetValue(name, out var written))
            return null;
        if (TryNumber(written, out var value))
            return value;
        Problems.Add(RuleProblems.NotANumber(at(name), name, written));
        return null;
    }

    private void Declared(string letter)
    {
        if (!figures.Any(figure => figure.Name == letter))
            Problems.Add(RuleProblems.FigureMissing(at("figures"), letter));
    }

    private static bool TryNumber(string written, out decimal value) =>
        decimal.TryParse(written.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
