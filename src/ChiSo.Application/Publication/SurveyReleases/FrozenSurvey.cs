using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>What the public may read of a closed survey, fixed when it was proposed: the index of each unit with its interval, how it was computed and who answered. Stored as canonical JSON; its hash stands in the trail and on the page.</summary>
public sealed record FrozenSurvey
{
    public required string Code { get; init; }

    /// <summary>From 1; a correction is the next beside it.</summary>
    public required int Version { get; init; }

    /// <summary>Why it takes the place of the version before; empty for the first.</summary>
    public required string Reason { get; init; }

    public required Words Title { get; init; }

    public required Words Asker { get; init; }

    public required string Decision { get; init; }

    public required Words Purpose { get; init; }

    public required DateOnly Opens { get; init; }

    public required DateOnly Closes { get; init; }

    /// <summary>Its code and version.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Hash of what was declared and asked.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Whether the answers are made up.</summary>
    public required bool Illustrative { get; init; }

    /// <summary>The formula of the index.</summary>
    public required Words Formula { get; init; }

    /// <summary>Which answers count.</summary>
    public required Words Counted { get; init; }

    /// <summary>What became of those who were asked, with the response rates.</summary>
    public required Words Response { get; init; }

    /// <summary>A figure of fewer answers is hidden.</summary>
    public required int MinimumCell { get; init; }

    /// <summary>Valid answers from which a unit has an index of its own.</summary>
    public required int OwnIndexFrom { get; init; }

    /// <summary>See <see cref="SurveyDeclaration.CautionAbove"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // what was frozen before it was known keeps its text
    public int? CautionAbove { get; init; }

    /// <summary>See <see cref="SurveyDeclaration.WithholdAbove"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as above
    public int? WithholdAbove { get; init; }

    /// <summary>The whole index, its parts and factors, in the order of the questionnaire.</summary>
    public required ImmutableArray<ReleasedName> Figures { get; init; }

    public required ImmutableArray<ReleasedBlock> Blocks { get; init; }

    /// <summary>Names of units with too few answers.</summary>
    public required ImmutableArray<string> LeftOut { get; init; }

    /// <summary>See <see cref="Computation.EngineVersion"/>.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Hash of the last link of the survey's trail before it was proposed.</summary>
    public required string TrailHead { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime FrozenAt { get; init; }

    /// <summary>Whether both say the same of the survey, whatever their version, reason and time.</summary>
    public bool SaysSameAs(FrozenSurvey other) => Json.EngineJson.ToText(Bare(this)) == Json.EngineJson.ToText(Bare(other));

    private static FrozenSurvey Bare(FrozenSurvey one) => one with { Version = 0, Reason = "", TrailHead = "", FrozenAt = default };
}

/// <summary>What a figure is called.</summary>
public sealed record ReleasedName(string Code, Words Name);

/// <summary>Units that are ranked together, best first.</summary>
/// <param name="IsCompared">Whether it was tested which units differ.</param>
public sealed record ReleasedBlock(Words Name, ReleasedFigure Mean, bool IsCompared, ImmutableArray<ReleasedUnit> Units);

/// <param name="Place"><c>null</c> where units were not compared, or the index is unknown or hidden.</param>
/// <param name="Figures">The whole first.</param>
public sealed record ReleasedUnit(string Code, string Name, ResultPlace? Place, ImmutableArray<ReleasedFigure> Figures)
{
    public ReleasedFigure? Figure(string code) => Figures.FirstOrDefault(figure => figure.Code == code);
}

/// <param name="Value">0 to 100 with four decimals; <c>null</c> where it is undefined or hidden.</param>
/// <param name="Lower">Of the interval at 95 %; <c>null</c> where there is none.</param>
/// <param name="Answers">Behind it; 0 where it is hidden.</param>
public sealed record ReleasedFigure(string Code, decimal? Value, decimal? Lower, decimal? Upper, int Answers, bool IsHidden)
{
    /// <summary>With six decimals; <c>null</c> where <see cref="Value"/> is. With it the figure can be compared once the answers behind it are deleted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as below
    public decimal? StandardError { get; init; }

    /// <summary>Of its interval; <c>null</c> where <see cref="Value"/> is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // as below
    public int? DegreesOfFreedom { get; init; }

    /// <summary>See <see cref="ResultFigure.IsWeak"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // what was frozen before it was known keeps its text
    public bool IsWeak { get; init; }
}
