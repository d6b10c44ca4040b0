using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Web.Surveys;

/// <summary>A questionnaire laid out: what stands on one screen.</summary>
/// <param name="Title">The heading of its group; <c>null</c> for a question by itself.</param>
public sealed record Screen(Section? Title, ImmutableArray<FormItem> Items)
{
    /// <summary>The one turn of its repeat that is shown; 0 for all of them.</summary>
    public int Turn { get; init; }

    /// <summary>A group of questions, one question, or one of several units a screen; or everything on one. Repeats stay whole.</summary>
    /// <param name="rated">How many units one form is about; 0 where it is about one.</param>
    public static ImmutableArray<Screen> Of(Questionnaire form, SurveyDisplay display, int rated = 0) => display == SurveyDisplay.Page ? [new(Title: null, form.Items)]
        : rated > 0 && RatedBlock.Of(form) is { } block ? [.. Split(form, display).SelectMany(screen => screen.Title == block ? Enumerable.Range(1, rated).Select(turn => screen with { Turn = turn }) : [screen])]
        : [.. Split(form, display)];

    /// <summary>What of it is asked now, with the turns of repeats; notes are shown, calculations are not.</summary>
    public IEnumerable<(Question Question, int Turn)> Asked(Filling filling)
    {
        var own = Items.SelectMany(item => item.All()).Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        return filling.Asked().Where(asked => asked.Question.Kind != QuestionKind.Calculate && own.Contains(asked.Question.Name) && (Turn == 0 || asked.Turn == Turn));
    }

    private static IEnumerable<Screen> Split(Questionnaire form, SurveyDisplay display) => display == SurveyDisplay.Questions ? Single(form.Items, within: null) : form.Items.SelectMany(Split);

    private static IEnumerable<Screen> Split(FormItem item) => item switch
    {
        Section { Repeat: null } group when group.Items.OfType<Section>().Any() => group.Items.SelectMany(Split),
        Section section => [new(section, [section])],
        _ => [new(Title: null, [item])],
    };

    /// <summary>Each question by itself, under the heading of its group; notes go with the question after them.</summary>
    private static IEnumerable<Screen> Single(ImmutableArray<FormItem> items, Section? within)
    {
        var notes = ImmutableArray<FormItem>.Empty;
        foreach (var item in items)
        {
            if (item is Question { Kind: QuestionKind.Note })
            {
                notes = notes.Add(item);
                continue;
            }

            if (item is Question { Kind: QuestionKind.Calculate })
                continue; // nobody sees it
            if (item is Question question)
            {
                yield return new(within, notes.Add(question));
            }
            else
            {
                if (!notes.IsEmpty)
                    yield return new(within, notes);
                foreach (var screen in item is Section { Repeat: null } group ? Single(group.Items, group) : Split(item))
                    yield return screen;
            }

            notes = [];
        }

        if (!notes.IsEmpty)
            yield return new(within, notes);
    }
}
