using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>How often a repeat was answered, seen from its answers: the count itself is not stored.</summary>
internal static class RepeatTurns
{
    /// <summary>Answers with the number of turns of every repeat the person adds to; one that is given stays unless more turns are answered.</summary>
    public static Dictionary<string, string> With(Questionnaire form, IReadOnlyDictionary<string, string> values)
    {
        var typed = values.ToDictionary(StringComparer.Ordinal);
        foreach (var repeat in form.All().OfType<Section>().Where(section => section.Repeat is { Count: null }))
        {
            var turns = repeat.All().SelectMany(item => Enumerable.Range(1, Filling.MostTurns).Where(turn => !string.IsNullOrWhiteSpace(typed.GetValueOrDefault(new AnswerKey(item.Name, turn).ToString(), ""))));
            var given = int.TryParse(typed.GetValueOrDefault(repeat.Name, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
            typed[repeat.Name] = turns.Append(given).Max().ToString(CultureInfo.InvariantCulture);
        }

        return typed;
    }
}
