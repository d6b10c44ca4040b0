using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>A text in the languages of a questionnaire, by the language's name as its columns carry it: <c>Tiếng Việt (vi)</c>; the empty name is a column without language.</summary>
public sealed record Translated(ImmutableSortedDictionary<string, string> Texts)
{
    public static Translated None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public bool IsEmpty => Texts.IsEmpty;

    /// <summary>The text in this language, else without language, else in any; empty when there is none.</summary>
    public string In(string language) => Texts.TryGetValue(language, out var text) || Texts.TryGetValue("", out text) ? text : Texts.Values.FirstOrDefault("");
}
