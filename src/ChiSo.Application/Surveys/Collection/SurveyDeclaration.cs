using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What a survey ("cuộc khảo sát") says of itself before anybody answers. Texts by the code of their language: vi, en, km. Documented in <c>docs/how-to/survey.md</c>.</summary>
/// <param name="Code">In addresses; lower-case letters, digits and hyphens.</param>
/// <param name="Questionnaire">The XLSForm, beside the declaration.</param>
/// <param name="Asker">Who asks.</param>
/// <param name="Decision">By which decision.</param>
/// <param name="Purpose">What the answers are for.</param>
/// <param name="Minutes">How long answering takes, above zero.</param>
/// <param name="Telephone">Where somebody can ask back.</param>
/// <param name="Opens">The first day in Vietnam on which answers are taken.</param>
/// <param name="Closes">The last such day.</param>
/// <param name="KeepUntil">The last day answers are kept.</param>
/// <param name="Units">Who is rated; at least one.</param>
public sealed record SurveyDeclaration(
    string Code,
    string Questionnaire,
    ImmutableSortedDictionary<string, string> Asker,
    string Decision,
    ImmutableSortedDictionary<string, string> Purpose,
    int Minutes,
    string Telephone,
    Consent Consent,
    DateOnly Opens,
    DateOnly Closes,
    DateOnly KeepUntil,
    ImmutableArray<RatedUnit> Units)
{
    /// <summary>The round it feeds; <c>null</c> for a survey that stands alone.</summary>
    public string? Round { get; init; }

    public SurveyAccess Access { get; init; } = SurveyAccess.Invitation;

    public SurveyDisplay Display { get; init; } = SurveyDisplay.Steps;

    /// <summary>A group of fewer answers is never shown, nor invited, by itself; 5 or more.</summary>
    public int MinimumCell { get; init; } = 10;

    /// <summary>Valid answers from which a unit has an index of its own; <c>null</c>: <see cref="MinimumCell"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // surveys opened before it was known keep their hash
    public int? OwnIndexFrom { get; init; }

    /// <summary>A figure whose interval at 95 % reaches more than so many points of the index to a side is marked as one to be used with caution; <c>null</c>: none is. In points, not as a share of the figure: that would spare high figures and fall on low ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public int? CautionAbove { get; init; }

    /// <summary>One whose interval reaches further than this is not shown; <c>null</c>: all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public int? WithholdAbove { get; init; }

    /// <summary>Answers wanted about each unit; <c>null</c>: none was set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public int? Target { get; init; }

    /// <summary>The last day on which names, addresses and telephones of those invited are kept; <c>null</c>: they are erased when the survey is closed, or after its last day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public DateOnly? ContactsUntil { get; init; }

    /// <summary>Who rates which units, several on one form; <c>null</c> where everybody answers about one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public ImmutableArray<RaterGroup>? Raters { get; init; }

    /// <summary><c>null</c> where there is no such group.</summary>
    public RaterGroup? Rater(string code) => Raters?.FirstOrDefault(group => group.Code == code);

    /// <summary>What people are listed, drawn and invited under: units; groups where several units are rated on one form.</summary>
    public ImmutableArray<RatedUnit> Lists() => Raters is { } groups ? [.. groups.Select(group => new RatedUnit(group.Code, group.Name))] : Units;

    /// <summary>The units a group rates on one form; none where everybody answers about one.</summary>
    public ImmutableArray<RatedUnit> RatedBy(string? group) => group is not null && Rater(group) is { } rater ? [.. rater.Units.Select(Unit).OfType<RatedUnit>()] : [];

    /// <summary>Whether somebody invited under a code is asked about a unit.</summary>
    public bool Asks(string code, string unit) => Raters is null ? code == unit : Rater(code)?.Units.Contains(unit) == true;

    /// <summary>Whether a form of this stratum may be about a unit: where groups rate, the stratum is the group, and it rates its own units alone.</summary>
    public bool MayRate(string stratum, string unit) => Raters is null ? Unit(unit) is not null : RatedBy(stratum).Any(rated => rated.Code == unit);

    /// <summary>What somebody is asked about who was invited under a code: a unit, or the units of their group by their names together; <c>null</c> for a code that is neither.</summary>
    public RatedUnit? About(string code) => Raters is null ? Unit(code) : RatedBy(code) is { IsEmpty: false } rated ? new(code, string.Join(", ", rated.Select(unit => unit.Name))) : null;

    /// <summary><c>null</c> for a unit that is not rated here.</summary>
    public RatedUnit? Unit(string code) => Units.FirstOrDefault(unit => unit.Code == code);
}

/// <summary>What people agree to by beginning.</summary>
/// <param name="Version">Kept with every answer.</param>
public sealed record Consent(string Version, ImmutableSortedDictionary<string, string> Text);

/// <summary>A unit people are asked about.</summary>
public sealed record RatedUnit(string Code, string Name);

/// <summary>Who may answer.</summary>
public enum SurveyAccess
{
    /// <summary>Whoever holds a link that nobody used yet.</summary>
    Invitation,

    /// <summary>Anybody, without a link.</summary>
    Anybody,
}

/// <summary>How the questions are laid out.</summary>
public enum SurveyDisplay
{
    /// <summary>One group of questions, or one question, a screen.</summary>
    Steps,

    /// <summary>All of them on one page.</summary>
    Page,

    /// <summary>One question a screen.</summary>
    Questions,
}
