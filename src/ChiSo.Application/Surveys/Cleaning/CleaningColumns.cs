using System.Collections.Immutable;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Which columns of a file of answers cleaning looks at, and by which rules.</summary>
/// <param name="Items">The closed questions; one or more.</param>
public sealed record CleaningColumns(ImmutableArray<string> Items)
{
    /// <summary>Names a row, once each; <c>null</c>: rows are named by their number from 1.</summary>
    public string? Id { get; init; }

    /// <summary>Rows are compared and timed within its groups, such as the unit that is rated; <c>null</c>: all together.</summary>
    public string? Within { get; init; }

    /// <summary>How long answering took; <c>null</c> where it was not recorded.</summary>
    public string? Minutes { get; init; }

    /// <summary>Who asked; <c>null</c> where nobody did.</summary>
    public string? Interviewer { get; init; }

    public CleaningRules Rules { get; init; } = new();

    internal IEnumerable<string> Named() => Items.Concat(new[] { Id, Within, Minutes, Interviewer }.OfType<string>());
}
