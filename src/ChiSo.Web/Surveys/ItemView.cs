using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Web.Surveys;

/// <summary>One row of a questionnaire as the browser shows it: a question, or a group with what stands in it.</summary>
/// <param name="Turn">Inside a repeat from 1; 0 elsewhere.</param>
public sealed record ItemView(AnswerForm Form, FormItem Item, int Turn, string Language)
{
    public AnswerWords Words => AnswerWords.In(Language);

    public string Label => Item.Label.In(Language);

    /// <summary>The question, when this is one.</summary>
    public Question? Question => Item as Question;

    public AnswerKey Key => new(Item.Name, Turn);

    public string Field => AnswerForm.Prefix + Key;

    /// <summary>For labels and messages to point at.</summary>
    public string Id => $"q-{Key.ToString().Replace('~', '-')}";

    public bool IsAsked => Form.Filling.IsRelevant(Item, Turn) && Question?.Kind != QuestionKind.Calculate;

    public bool IsRequired => Question is { } question && Form.Filling.IsRequired(question, Turn);

    public string Typed => Form.Typed(Key);

    public AnswerFault? Fault => Form.Faults.GetValueOrDefault(Key.ToString());

    /// <summary>What the questionnaire says to the mistake; else what these pages do, in the language of the questions.</summary>
    public string FaultText => Fault is not { } fault ? ""
        : fault.Own.In(Language) is { Length: > 0 } own ? own
        : fault.Problem.Code == "answer.missing" ? Words.Missing
        : Words.Code switch { "vi" => fault.Problem.What.Vi, "en" => fault.Problem.What.En, _ => Words.LookAgain };

    /// <summary>What describes the field, for those who hear the page.</summary>
    public string? DescribedBy => (Question?.Hint.In(Language).Length > 0, Fault is not null) switch
    {
        (true, true) => $"{Id}-hint {Id}-fault",
        (true, false) => $"{Id}-hint",
        (false, true) => $"{Id}-fault",
        _ => null,
    };

    public IEnumerable<Choice> Choices => Question is { } question ? Form.Filling.Choices(question, Turn) : [];

    public bool IsChosen(Choice choice) => Typed.Split(' ').Contains(choice.Name, StringComparer.Ordinal);

    /// <summary>What stands in a group, once a turn.</summary>
    public IEnumerable<ItemView> Parts(int turn) => Item is Section section ? section.Items.Select(item => this with { Item = item, Turn = turn }) : [];

    /// <summary>The unit a turn of a repeat is about; <c>null</c> for other repeats.</summary>
    public string? UnitOf(int turn) => Form.IsOfUnits(Item) && turn <= Form.Rated.Length ? Form.Rated[turn - 1].Name : null;

    /// <summary>The turns of a repeat; the one this stands in for a group.</summary>
    public IEnumerable<int> Turns => Form.IsOfUnits(Item) && Form.Screens[Form.At].Turn is > 0 and var shown ? [shown]
        : Item is Section { Repeat: not null } repeat ? Enumerable.Range(1, Form.Filling.TurnsOf(repeat)) : [Turn];

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
