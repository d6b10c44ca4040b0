using System.Collections.Immutable;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What a parameter of a rule is.</summary>
public enum RuleFieldKind
{
    /// <summary>Points, with at most four decimals.</summary>
    Points,

    Number,

    /// <summary>Over the letters of the declared figures and M, as files write it.</summary>
    Formula,

    Text,

    /// <summary>One of <see cref="RuleField.Choices"/>, or nothing.</summary>
    Choice,

    /// <summary>Rows of a ladder: conditions and points, with the points of what is left.</summary>
    Rungs,

    /// <summary>Rows of answers with their points.</summary>
    Options,

    /// <summary>Rows of further names and values, kept as written.</summary>
    Others,
}

/// <param name="Name">As files have it; of rows, what a row is called.</param>
public sealed record RuleField(string Name, RuleFieldKind Kind)
{
    /// <summary>As files have them.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];
}

/// <summary>The parameters of each kind of rule, in the order they are asked for.</summary>
public static class RuleFields
{
    /// <summary>Empty where no rule is chosen.</summary>
    public static ImmutableArray<RuleField> Of(string kind) => kind switch
    {
        "yes_no" => [Points("yes"), Points("no")],
        "choice" => [new(RuleForm.Option, RuleFieldKind.Options)],
        "ladder" => [Formula("x"), Rungs],
        "ladder_joint" => [Formula("x"), Formula("y"), Rungs],
        "proportional" => [Formula("x"), Number("T"), Number("zero_below")],
        "ratio" or "complement" => [Formula("x")],
        "count" => [Points("start"), Points("each"), Points("min"), Points("max")],
        "rubric" => [Points("step")],
        "survey" => [Number("scale"), Number("min_forms"), new("below", RuleFieldKind.Choice) { Choices = [.. RuleCodes.Below.Pairs.Select(pair => pair.Code)] }, new(RuleForm.Other, RuleFieldKind.Others)],
        "imported" => [new("index", RuleFieldKind.Text), Number("scale")],
        "imported_ladder" => [new("index", RuleFieldKind.Text), Rungs],
        "relative_to_best" => [Number("T")],
        "mean_over_items" => [Formula("item")],
        "formula" => [Formula("points")],
        _ => [],
    };

    /// <summary>Whether a field of a form, or a cell of a row, belongs to a kind of rule.</summary>
    public static bool Hold(string kind, string field) => Of(kind).Any(one => field == RuleForm.NameOf(one.Name) || field.StartsWith(RuleForm.NameOf(one.Name) + ".", StringComparison.Ordinal)
        || (one.Kind == RuleFieldKind.Rungs && field == RuleForm.NameOf(RuleForm.Else)));

    private static RuleField Rungs => new(RuleForm.Rung, RuleFieldKind.Rungs);

    private static RuleField Points(string name) => new(name, RuleFieldKind.Points);

    private static RuleField Number(string name) => new(name, RuleFieldKind.Number);

    private static RuleField Formula(string name) => new(name, RuleFieldKind.Formula);
}
