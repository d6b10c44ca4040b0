using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Expressions;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>A questionnaire being filled in: what is asked, which choices are offered and what is computed, given the answers so far.</summary>
/// <remarks>A question that is not asked has no answer for the others either, whatever was typed before (W3C XForms, relevance).</remarks>
public sealed class Filling
{
    /// <summary>The most turns of a repeat anybody may fill in.</summary>
    public const int MostTurns = 30;

    private readonly IReadOnlyDictionary<string, string> typed;
    private readonly DateOnly today;
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly Dictionary<AnswerKey, string> values = [];
    private readonly Dictionary<AnswerKey, bool> relevant = [];
    private readonly Dictionary<string, int> turns = new(StringComparer.Ordinal);

    /// <param name="typed">By the text of an <see cref="AnswerKey"/>; chosen names parted by a space; the name of a repeat holds how many turns were added.</param>
    /// <param name="today">The day in Vietnam.</param>
    public Filling(Questionnaire form, IReadOnlyDictionary<string, string> typed, DateOnly today)
    {
        (Form, this.typed, this.today) = (form, typed, today);
        Note(form.Items, above: null, repeat: null);
    }

    public Questionnaire Form { get; }

    /// <summary>What is known of pictures.</summary>
    public PictureAnswers Pictures { get; init; }

    /// <summary>The same with other names for its pictures.</summary>
    /// <param name="names">By the text of an <see cref="AnswerKey"/>.</param>
    public Filling WithPictures(IReadOnlyDictionary<string, string> names)
    {
        var renamed = typed.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, name) in names)
            renamed[key] = name;
        return new(Form, renamed, today) { Pictures = PictureAnswers.Sent };
    }

    /// <summary>What was typed for a key, whether it is asked or not; empty for nothing.</summary>
    public string Typed(string key) => typed.GetValueOrDefault(key, "");

    /// <summary>How often a repeat is asked, 0 to <see cref="MostTurns"/>.</summary>
    public int TurnsOf(Section repeat)
    {
        if (turns.TryGetValue(repeat.Name, out var known))
            return known;

        var wanted = repeat.Repeat?.Count is { } count ? count.Compute(Scope(0)).AsNumber() : Typed(new(repeat.Name), "1");
        return turns[repeat.Name] = double.IsNaN(wanted) ? 0 : (int)Math.Clamp(wanted, repeat.Repeat?.Count is null ? 1 : 0, MostTurns);
    }

    /// <summary>Whether a row is asked, with everything it stands in.</summary>
    public bool IsRelevant(FormItem item, int turn)
    {
        var key = new AnswerKey(item.Name, turn);
        if (relevant.TryGetValue(key, out var known))
            return known;

        var above = places[item.Name].Above;
        var isAboveAsked = above is null || IsRelevant(above, places[above.Name].Repeat is null ? 0 : turn); // a repeat itself stands outside its turns
        return relevant[key] = isAboveAsked && (item.Relevant is null || item.Relevant.Compute(Scope(turn)).AsTruth());
    }

    /// <summary>The answer in its stored form, as typed where it can't be read; empty for none, and for a question that is not asked.</summary>
    public string Value(Question question, int turn)
    {
        var key = new AnswerKey(question.Name, turn);
        if (values.TryGetValue(key, out var known))
            return known;

        return values[key] = !IsRelevant(question, turn) || (question.Kind == QuestionKind.Picture && Pictures == PictureAnswers.None) ? ""
            : question.Calculation is { } calculation ? calculation.Compute(Scope(turn)).AsText()
            : Read(question, typed.GetValueOrDefault(key.ToString(), ""));
    }

    /// <summary>The choices offered.</summary>
    public IEnumerable<Choice> Choices(Question question, int turn)
    {
        var all = Form.List(question.List)?.Choices ?? [];
        return question.ChoiceFilter is { } filter
            ? all.Where(choice => filter.Compute(Scope(turn) with { Columns = choice.Columns.ToImmutableDictionary().SetItem("name", choice.Name) }).AsTruth())
            : all;
    }

    public bool IsRequired(Question question, int turn) => (question.Kind != QuestionKind.Picture || Pictures == PictureAnswers.Sent) && (question.Required.Always || question.Required.When?.Compute(Scope(turn)).AsTruth() == true);

    /// <summary>Whether the answer meets the question's constraint.</summary>
    public bool MeetsConstraint(Question question, int turn) => question.Constraint?.Compute(Scope(turn) with { Self = Value(question, turn) }).AsTruth() != false;

    /// <summary>Everything that is asked, with its turn, in the order of the questionnaire.</summary>
    public IEnumerable<(Question Question, int Turn)> Asked() => Asked(Form.Items, turn: 0);

    private IEnumerable<(Question Question, int Turn)> Asked(IEnumerable<FormItem> items, int turn) => items.SelectMany(item => item switch
    {
        Section { Repeat: not null } repeat => IsRelevant(repeat, turn) ? Enumerable.Range(1, TurnsOf(repeat)).SelectMany(number => Asked(repeat.Items, number)) : [],
        Section group => Asked(group.Items, turn),
        Question question when IsRelevant(question, turn) => [(question, turn)],
        _ => [],
    });

    private ExpressionScope Scope(int turn) => new(name => ValuesOf(name, turn), today) { Position = turn };

    private ImmutableArray<string> ValuesOf(string name, int turn)
    {
        var place = places[name];
        if (place.Item is Section { Repeat: not null } repeat)
            return [.. Enumerable.Range(1, IsRelevant(repeat, 0) ? TurnsOf(repeat) : 0).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        if (place.Item is not Question question)
            return [];
        if (place.Repeat is null)
            return [Value(question, 0)];
        return turn > 0 ? [Value(question, turn)] : [.. Enumerable.Range(1, IsRelevant(place.Repeat, 0) ? TurnsOf(place.Repeat) : 0).Select(number => Value(question, number))];
    }

    private void Note(IEnumerable<FormItem> items, Section? above, Section? repeat)
    {
        foreach (var item in items)
        {
            places[item.Name] = new(item, above, repeat);
            if (item is Section section)
                Note(section.Items, section, section.Repeat is null ? repeat : section);
        }
    }

    private double Typed(AnswerKey key, string otherwise) => new FormValue.Text(typed.GetValueOrDefault(key.ToString(), otherwise)).AsNumber();

    private static string Read(Question question, string text) =>
        string.IsNullOrWhiteSpace(text) || question.Kind == QuestionKind.Note ? "" : AnswerReading.Read(question, text, question.Name).TryGet(out var read) ? read : text;

    /// <param name="Above">The section right above.</param>
    /// <param name="Repeat">The repeat around it.</param>
    private sealed record Place(FormItem Item, Section? Above, Section? Repeat);
}

/// <summary>What a filling knows of pictures.</summary>
public enum PictureAnswers
{
    /// <summary>Pages, paper and files have no way to send any: a question for one has no answer, and nobody is held up by it.</summary>
    None,

    /// <summary>Those that came are named; one that is missing can't be added any more, so nobody is held up by it.</summary>
    Kept,

    /// <summary>They come along, and one that is required must be there.</summary>
    Sent,
}
