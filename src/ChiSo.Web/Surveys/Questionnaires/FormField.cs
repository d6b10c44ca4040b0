using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>A field of the forms a questionnaire is written with.</summary>
/// <param name="Name">As it is posted.</param>
/// <param name="Label">What people read.</param>
/// <param name="Hint">Empty for none.</param>
/// <param name="Wrong">What is wrong with it.</param>
/// <param name="Theirs">What somebody else saved in it meanwhile; <c>null</c> where nothing differs.</param>
public sealed record FormField(string Name, string Label, string Value, string Hint, ImmutableArray<Problem> Wrong, string? Theirs)
{
    /// <summary>More than 1 for longer texts.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>What may be chosen, with its words; empty where anything may be typed.</summary>
    public ImmutableArray<(string Code, string Words)> Choices { get; init; } = [];

    /// <summary>Of the text that is typed; <c>null</c> for the page's own.</summary>
    public string? Language { get; init; }

    /// <summary>For labels and messages to point at.</summary>
    public string Id => "f-" + string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
