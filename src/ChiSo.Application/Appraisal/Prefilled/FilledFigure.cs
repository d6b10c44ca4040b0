using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>What a file makes of a pre-filled figure.</summary>
public enum PrefilledAs
{
    /// <summary>Nobody filled it in yet ("mới").</summary>
    New,

    /// <summary>Another value, source, day or reference than what stands ("thay đổi").</summary>
    Changed,

    /// <summary>"Rút".</summary>
    TakenAway,

    /// <summary>It stands so already ("không đổi").</summary>
    Stands,
}

/// <summary>A figure a file fills in.</summary>
/// <param name="Before">What is filled in there now; <c>null</c> when nothing is.</param>
public sealed record FilledFigure(UnitInput Unit, CriteriaNode Node, string Letter, decimal Value, string Source, DateOnly QueriedOn, string Reference, LineFigure? Before)
{
    /// <summary>Whether the figure is taken away; the rest is what stood.</summary>
    public bool IsTakenAway { get; init; }

    /// <summary>Cell of the value.</summary>
    public required string Where { get; init; }

    /// <summary>Whether the unit's entry takes the figure over that stands now. What else the unit entered is its own until it is handed in.</summary>
    public required bool IsConfirmed { get; init; }

    public PrefilledAs As => IsTakenAway ? PrefilledAs.TakenAway : Before is not { Figure: var figure } ? PrefilledAs.New : figure.Says(Value, Source, QueriedOn, Reference) ? PrefilledAs.Stands : PrefilledAs.Changed;

    /// <summary>Whether it would fall on a figure the unit disputes, or whose case was decided: that is never loaded over.</summary>
    public bool IsOnCase => As != PrefilledAs.Stands && Before is { HasCase: true };

    /// <summary>Whether it would fall on a figure the unit has taken over as its own, so that it has to confirm anew.</summary>
    public bool IsOnConfirmed => As != PrefilledAs.Stands && IsConfirmed;

    /// <summary>Whether taking the file in changes anything here.</summary>
    public bool IsLoaded => As != PrefilledAs.Stands && !IsOnCase;

    /// <summary>What it counts.</summary>
    public string Meaning => Node.Scoring!.Figures.FirstOrDefault(figure => figure.Name == Letter) is { Meaning.Length: > 0 } declared ? declared.Meaning : Letter; // lines filled with figures are scored
}
