using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Web.Surveys;

/// <summary>A questionnaire laid out: what stands on one screen.</summary>
/// <param name="Title">The heading of its group; <c>null</c> for a question by itself.</param>
public sealed record Screen(Section? Title, ImmutableArray<FormItem> Items)
{
    /// <summary>A group of questions, or one question, a screen; or everything on one.</summary>
    public static ImmutableArray<Screen> Of(Questionnaire form, SurveyDisplay display) =>
        display == SurveyDisplay.Page ? [new(Title: null, form.Items)] : [.. form.Items.SelectMany(Split)];

    /// <summary>What of it is asked now, with the turns of repeats; notes are shown, calculations are not.</summary>
    public IEnumerable<(Question Question, int Turn)> Asked(Filling filling)
    {
        var own = Items.SelectMany(item => item.All()).Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        return filling.Asked().Where(asked => asked.Question.Kind != QuestionKind.Calculate && own.Contains(asked.Question.Name));
    }

    private static IEnumerable<Screen> Split(FormItem item) => item switch
    {
        Section { Repeat: null } group when group.Items.OfType<Section>().Any() => group.Items.SelectMany(Split),
        Section section => [new(section, [section])],
        _ => [new(Title: null, [item])],
    };
}
