using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Web.Surveys;

/// <summary>A questionnaire on its way through the browser: everything typed so far travels with the form, nothing stays on the server.</summary>
public sealed class AnswerForm
{
    /// <summary>What the names of fields with answers begin with.</summary>
    public const string Prefix = "a.";

    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly DateOnly today;
    private readonly Questionnaire asked;

    /// <param name="fields">As posted.</param>
    /// <param name="rated">The units one form is about; none where it is about one.</param>
    public AnswerForm(LiveSurvey survey, IFormCollection fields, DateOnly today, ImmutableArray<RatedUnit> rated = default)
    {
        (Survey, Rated, this.today) = (survey, rated.IsDefault ? [] : rated, today);
        asked = Rated.IsEmpty ? survey.Form : survey.Sheet;
        foreach (var (name, values) in fields.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)))
            typed[name[Prefix.Length..]] = string.Join(' ', values.Where(value => !string.IsNullOrEmpty(value)));
        if (!Rated.IsEmpty && RatedBlock.Of(asked) is { } block)
            typed[block.Name] = Rated.Length.ToString(CultureInfo.InvariantCulture);
        foreach (var question in asked.Questions().Where(question => question.Default.Length > 0 && fields.Count == 0))
            typed[question.Name] = question.Default;
        Screens = Screen.Of(asked, survey.Declaration.Display, Rated.Length);
        Filling = new(asked, typed, today);
        At = int.TryParse(fields["screen"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= Screens.Length ? at : 0;
        Shown = [.. fields["shown"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    public LiveSurvey Survey { get; }

    /// <summary>The units one form is about, in their order; none where it is about one.</summary>
    public ImmutableArray<RatedUnit> Rated { get; }

    public ImmutableArray<Screen> Screens { get; }

    public Filling Filling { get; private set; }

    /// <summary>The screen shown, from 0; as many as there are screens: everything is answered and waits to be sent.</summary>
    public int At { get; private set; }

    public bool IsReady => At == Screens.Length;

    /// <summary>The keys of the questions the person had before them.</summary>
    public ImmutableHashSet<string> Shown { get; private set; }

    /// <summary>What is wrong, by the key of the question.</summary>
    public ImmutableDictionary<string, AnswerFault> Faults { get; private set; } = ImmutableDictionary<string, AnswerFault>.Empty;

    /// <summary>Questions that follow from an answer and had not been shown yet.</summary>
    public int Following { get; private set; }

    public IEnumerable<(Question Question, int Turn)> Asked() => IsReady ? [] : Screens[At].Asked(Filling);

    /// <summary>Screens on which something is asked.</summary>
    public ImmutableArray<int> Open() => [.. Enumerable.Range(0, Screens.Length).Where(at => Screens[at].Asked(Filling).Any())];

    /// <summary>What was typed elsewhere and travels along unseen.</summary>
    public IEnumerable<KeyValuePair<string, string>> Carried()
    {
        var here = Asked().Select(asked => new AnswerKey(asked.Question.Name, asked.Turn).ToString()).ToHashSet(StringComparer.Ordinal);
        return typed.Where(pair => pair.Value.Length > 0 && !here.Contains(pair.Key));
    }

    /// <summary>The answer as typed, so that nothing is lost to a mistake.</summary>
    public string Typed(AnswerKey key) => typed.GetValueOrDefault(key.ToString(), "");

    /// <summary>To the screen after this one, unless something on this one must be mended first.</summary>
    public void Next()
    {
        if (IsReady || Mend(Asked().Select(asked => new AnswerKey(asked.Question.Name, asked.Turn).ToString()).ToHashSet(StringComparer.Ordinal)))
            return;
        At = Open().Where(at => at > At).Append(Screens.Length).First();
        if (IsReady)
            Finish();
    }

    public void Back()
    {
        At = Open().Where(at => at < At).Append(0).Max();
        Faults = ImmutableDictionary<string, AnswerFault>.Empty;
    }

    /// <summary>Asks the questions of a repeat once more.</summary>
    public void Add(string repeat)
    {
        if (asked.All().OfType<Section>().FirstOrDefault(section => section.Name == repeat && section.Repeat is { Count: null }) is not { } found || IsOfUnits(found))
            return;
        typed[repeat] = Math.Min(Filling.TurnsOf(found) + 1, Filling.MostTurns).ToString(CultureInfo.InvariantCulture);
        Filling = new(asked, typed, today);
    }

    /// <summary>Whether a repeat is asked once for each unit.</summary>
    public bool IsOfUnits(FormItem item) => !Rated.IsEmpty && RatedBlock.Of(asked) == item;

    /// <summary>Whether all can be taken; else stands on the first screen with something to mend.</summary>
    public bool Finish()
    {
        var faults = FillingChecks.Faults(Filling);
        if (faults.IsEmpty)
            return true;
        At = Open().First(at => Screens[at].Asked(Filling).Any(asked => faults.Any(fault => fault.Key == new AnswerKey(asked.Question.Name, asked.Turn))));
        Mend(Asked().Select(asked => new AnswerKey(asked.Question.Name, asked.Turn).ToString()).ToHashSet(StringComparer.Ordinal));
        return false;
    }

    /// <summary>Looks for faults among these questions. One that was never shown is no fault yet: it follows from what was just answered.</summary>
    private bool Mend(HashSet<string> keys)
    {
        var faults = FillingChecks.Faults(Filling).Where(fault => keys.Contains(fault.Key.ToString())).ToList();
        Following = faults.Count(fault => !Shown.Contains(fault.Key.ToString()));
        Faults = faults.Where(fault => Shown.Contains(fault.Key.ToString())).ToImmutableDictionary(fault => fault.Key.ToString());
        return faults.Count > 0;
    }
}
