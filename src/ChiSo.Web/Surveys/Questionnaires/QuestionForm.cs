using System.Collections.Immutable;

namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>The fields of a question or a group, in the order of their form, by the columns of an XLSForm.</summary>
public static class QuestionForm
{
    /// <summary>Fields that stand once for each language.</summary>
    public static ImmutableArray<string> Texts { get; } = ["label", "hint", "required_message", "constraint_message"];

    /// <summary>What is asked.</summary>
    public static ImmutableArray<string> OfQuestion { get; } = ["label", "hint", "name", "type", "list", "parent"];

    /// <summary>When it is asked, and what an answer must meet.</summary>
    public static ImmutableArray<string> OfChecks { get; } = ["required", "required_when", "required_message", "relevant", "constraint", "constraint_message", "choice_filter", "calculation", "parameters", "default", "appearance"];

    /// <summary>How an answer counts.</summary>
    public static ImmutableArray<string> OfIndex { get; } = ["factor", "weight", "polarity", "core"];

    public static ImmutableArray<string> OfSection { get; } = ["label", "name", "type", "parent", "relevant", "appearance"];

    public static ImmutableArray<string> OfRepeat { get; } = [.. OfSection, "repeat_count"];

    /// <summary>Fields whose form says how to fill them in.</summary>
    public static ImmutableArray<string> WithHint { get; } = ["name", "list", "required_when", "relevant", "constraint", "choice_filter", "calculation", "parameters", "appearance", "factor", "polarity", "core", "repeat_count"];

    /// <summary>Fields of several lines.</summary>
    public static ImmutableArray<string> OfManyLines { get; } = ["label", "hint", "relevant", "constraint", "calculation", "choice_filter", "required_when"];
}
