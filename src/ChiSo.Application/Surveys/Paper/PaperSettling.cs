using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>Two keyings of a form put together.</summary>
internal static class PaperSettling
{
    /// <summary>The columns that are no question.</summary>
    public const string Unit = "unit";

    /// <inheritdoc cref="Unit"/>
    public const string Stratum = "stratum";

    /// <summary>What both keyed alike, and what was chosen where they differ.</summary>
    /// <param name="chosen">As typed: codes and texts.</param>
    public static TypedForm Typed(Questionnaire form, PaperForm known, ImmutableSortedDictionary<string, string> chosen)
    {
        var (first, differ) = (known.Keyings[0], known.Disagreements.Select(one => one.Column).ToHashSet(StringComparer.Ordinal));
        var questions = form.Questions().ToDictionary(question => question.Name, StringComparer.Ordinal);
        var typed = first.Values.Where(pair => !differ.Contains(pair.Key)).ToImmutableSortedDictionary(pair => pair.Key, pair => PaperCodes.Write(form, questions[pair.Key.Split('~')[0]], pair.Value), StringComparer.Ordinal)
            .SetItems(chosen.Where(pair => differ.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Trim())));
        string Of(string column, string alike) => differ.Contains(column) ? chosen[column].Trim() : alike;
        return new(known.Number, Of(Unit, first.Unit), Of(Stratum, first.Stratum), AllTurns(form, typed.Remove(Unit).Remove(Stratum)), AsOnPaper: true);
    }

    /// <summary>Fields of repeats nobody filled in are empty, not unseen.</summary>
    private static ImmutableSortedDictionary<string, string> AllTurns(Questionnaire form, ImmutableSortedDictionary<string, string> typed) =>
        typed.SetItems(form.All().OfType<Section>().Where(section => section.Repeat is not null).SelectMany(repeat => repeat.All().OfType<Question>())
            .SelectMany(question => Enumerable.Range(1, Filling.MostTurns).Select(turn => new AnswerKey(question.Name, turn).ToString())).Where(key => !typed.ContainsKey(key)).Select(key => KeyValuePair.Create(key, "")));
}
