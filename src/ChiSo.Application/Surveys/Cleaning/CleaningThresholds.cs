using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Thresholds a survey manager sets; groups of questions and their polarity come from the questionnaire. There is none for speed: of the time an answer took, no more is kept than whether it was hurried (see <see cref="Collection.Hurry"/>).</summary>
public sealed record CleaningThresholds
{
    private static readonly CleaningRules Usual = new();

    public double NearDuplicate { get; init; } = Usual.NearDuplicate;

    public int LeastCompared { get; init; } = Usual.LeastCompared;

    public int LeastStraight { get; init; } = Usual.LeastStraight;

    public double Completeness { get; init; } = Usual.Completeness;

    /// <summary>The question that holds the code of whoever asked; empty for none.</summary>
    public string Interviewer { get; init; } = "";

    /// <summary>Questions looked at together for the same answer to all; <c>null</c>: those the questionnaire suggests.</summary>
    public ImmutableArray<StraightGroup>? Groups { get; init; }

    /// <summary>States of the survey's own, in the order they are offered.</summary>
    public ImmutableArray<OwnState> OwnStates { get; init; } = [];

    /// <summary>The rules for a questionnaire.</summary>
    public CleaningRules Rules(Questionnaire form) => new()
    {
        NearDuplicate = NearDuplicate, LeastCompared = LeastCompared, LeastStraight = LeastStraight, Completeness = Completeness, Speed = 0,
        Straight = Groups ?? Suggested(form),
    };

    /// <summary>Questions on one list of numbers, such as 1 to 5, are one group.</summary>
    public ImmutableArray<StraightGroup> Suggested(Questionnaire form) => [.. Items(form).GroupBy(item => item.List, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => Group(form, [.. group])).OfType<StraightGroup>()];

    /// <summary>Closed questions whose choices are numbers, with the ends of their scale: what a group can hold.</summary>
    public ImmutableArray<(Question Question, int Lowest, int Highest)> Scales(Questionnaire form) =>
        [.. Items(form).Select(item => (item, Group: Group(form, [item]))).Where(one => one.Group is not null).Select(one => (one.item, one.Group!.Lowest, one.Group.Highest))]; // is not null

    /// <summary>The closed questions that are compared: one choice, outside of repeats.</summary>
    public ImmutableArray<Question> Items(Questionnaire form)
    {
        var repeated = Repeated(form);
        return [.. form.Questions().Where(question => question.Kind == QuestionKind.SelectOne && question.Name != Interviewer && !repeated.Contains(question.Name))];
    }

    /// <summary>Names of everything inside repeats.</summary>
    internal static IReadOnlySet<string> Repeated(Questionnaire form) =>
        form.All().OfType<Section>().Where(section => section.Repeat is not null).SelectMany(section => section.All()).Select(item => item.Name).ToHashSet(StringComparer.Ordinal);

    private static StraightGroup? Group(Questionnaire form, ImmutableArray<Question> items)
    {
        var scale = (form.List(items[0].List)?.Choices ?? []).Where(choice => !choice.IsNoOpinion).Select(choice => int.TryParse(choice.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : (int?)null).ToList();
        if (scale.Count < 2 || scale.Any(code => code is null))
            return null;
        return new(items[0].List ?? "", [.. items.Select(item => item.Name)], scale.Min()!.Value, scale.Max()!.Value) { Reversed = [.. items.Where(item => !item.HigherIsBetter).Select(item => item.Name)] }; // none is null
    }
}
