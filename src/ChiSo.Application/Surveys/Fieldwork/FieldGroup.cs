using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>Invitations an area holds: all about a unit, those of one of its strata, or those of a stratum about any unit.</summary>
/// <param name="Unit"><c>null</c> for any.</param>
/// <param name="Stratum"><c>null</c> for any.</param>
public sealed record FieldGroup(string? Unit, string? Stratum)
{
    private const string Any = "*";

    public bool Holds(string unit, string stratum) => (Unit is null || Unit == unit) && (Stratum is null || Stratum == stratum);

    public bool Overlaps(FieldGroup other) =>
        (Unit is null || other.Unit is null || Unit == other.Unit) && (Stratum is null || other.Stratum is null || Stratum == other.Stratum);

    public override string ToString() => Stratum is null ? Unit ?? Any : $"{Unit ?? Any}; {Stratum}";

    /// <summary>A group a line: <c>unit</c>, <c>unit; stratum</c> or <c>*; stratum</c>.</summary>
    public static Result<ImmutableArray<FieldGroup>> Read(string text, SurveyDeclaration survey)
    {
        var (groups, problems) = (ImmutableArray.CreateBuilder<FieldGroup>(), ImmutableArray.CreateBuilder<Problem>());
        foreach (var (at, line) in FieldLines.Of(text).Index())
        {
            var parts = line.Split(';', 2, StringSplitOptions.TrimEntries);
            var group = new FieldGroup(parts[0] == Any ? null : parts[0], parts.Length > 1 ? parts[1] : null);
            if (group is { Unit: null, Stratum: null } || (group.Unit is { } unit && survey.About(unit) is null))
                problems.Add(FieldProblems.Group(FieldLines.Place("groups", at), line));
            else if (groups.Any(group.Overlaps))
                problems.Add(FieldProblems.Overlap(FieldLines.Place("groups", at), line, groups.First(group.Overlaps).ToString()));
            groups.Add(group);
        }

        if (groups.Count == 0)
            problems.Add(FieldProblems.NoGroup("groups"));
        return problems.Count > 0 ? problems.ToImmutable() : groups.ToImmutable();
    }

    /// <summary>As stored: it was read before.</summary>
    internal static ImmutableArray<FieldGroup> Of(FieldArea area, SurveyDeclaration survey) =>
        Read(area.Groups, survey).TryGet(out var groups) ? groups : throw new InvalidDataException($"The groups of area {area.Code} can't be read.");
}

/// <summary>Answers wanted in an area from people who chose one of the choices of a question about themselves ("chỉ tiêu theo nhóm"): shown, never enforced.</summary>
/// <param name="Question">A closed question with one choice that feeds no index, outside of repeats.</param>
/// <param name="Choice">By its name.</param>
public sealed record FieldQuota(string Question, string Choice, int Wanted)
{
    /// <summary>A quota a line: <c>question; choice; number</c>.</summary>
    public static Result<ImmutableArray<FieldQuota>> Read(string text, Questionnaire form)
    {
        var (quotas, problems) = (ImmutableArray.CreateBuilder<FieldQuota>(), ImmutableArray.CreateBuilder<Problem>());
        foreach (var (at, line) in FieldLines.Of(text).Index())
        {
            var where = FieldLines.Place("quotas", at);
            if (line.Split(';', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } choice, var typed] || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted == 0)
                problems.Add(FieldProblems.Quota(where, line));
            else if (form.Questions().FirstOrDefault(question => question.Name == name) is not { } question || !IsCategory(form, question))
                problems.Add(FieldProblems.QuotaQuestion(where, name));
            else if (form.List(question.List)?.Choices.Any(one => one.Name == choice) != true)
                problems.Add(FieldProblems.QuotaChoice(where, name, choice));
            else if (quotas.Any(quota => (quota.Question, quota.Choice) == (name, choice)))
                problems.Add(FieldProblems.QuotaTwice(where, name, choice));
            else
                quotas.Add(new(name, choice, wanted));
        }

        return problems.Count > 0 ? problems.ToImmutable() : quotas.ToImmutable();
    }

    /// <summary>Whether people can be counted by it: what they say of themselves, not how they judge.</summary>
    public static bool IsCategory(Questionnaire form, Question question) =>
        question is { Kind: QuestionKind.SelectOne, IsAsked: true, Factor: null } && !Cleaning.CleaningThresholds.Repeated(form).Contains(question.Name);

    /// <summary>As stored: it was read before.</summary>
    internal static ImmutableArray<FieldQuota> Of(FieldArea area, Questionnaire form) =>
        Read(area.Quotas, form).TryGet(out var quotas) ? quotas : throw new InvalidDataException($"The quotas of area {area.Code} can't be read.");
}

/// <summary>What is typed a line each.</summary>
internal static class FieldLines
{
    public static string[] Of(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Tidy(string text) => string.Join('\n', Of(text));

    /// <summary>The field with the line, from 1.</summary>
    public static string Place(string field, int at) => string.Create(CultureInfo.InvariantCulture, $"{field}, {at + 1}");
}
