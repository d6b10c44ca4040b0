using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Web.Assessment;

namespace ChiSo.Web.Appraisal;

/// <summary>A line as the appraiser's page shows it.</summary>
/// <param name="ByUnit">Whether the page has one criterion, so that the unit names the line.</param>
/// <param name="Form">What stands in the fields of a change: what was appraised or claimed, or what was just typed.</param>
/// <param name="Clash">What came first from somebody else; <c>null</c> without a clash.</param>
public sealed record ReviewLineView(Review Review, ReviewLine Line, bool ByUnit, bool MayAppraise, bool MayConfirm, EntryForm Form, string Reason, string Evidence, bool Typed = false, SaveOutcome.Clash? Clash = null)
{
    /// <summary>Precedent notes of the criterion.</summary>
    public ImmutableArray<PrecedentRow> Notes { get; init; } = [];

    /// <summary>Checks at the unit and papers seen there, withdrawn ones among them.</summary>
    public ImmutableArray<SiteCheckRow> Checks { get; init; } = [];

    /// <summary>Checks let through that what the unit claims here rests on.</summary>
    public ImmutableArray<CheckOverride> Overrides { get; init; } = [];

    /// <summary>Cases about figures this person may decide, or take the decision back of.</summary>
    public ImmutableArray<LineFigure> Cases { get; init; } = [];

    /// <summary>The reason just typed for a case, where deciding it was refused; <c>null</c> when nothing was.</summary>
    public (Guid Dispute, string Reason)? Deciding { get; init; }

    /// <summary>What was put back into the fields, unsaved, after it had lost a clash; <c>null</c> when nothing was.</summary>
    public SetAside? TakenBack { get; init; }

    /// <summary>The file of figures of the own agency from which the line was appraised; <c>null</c> where it wasn't.</summary>
    public string? LoadedFrom { get; init; }

    /// <summary>Whether this reader gives the second mark for the working group, and does nothing else with the line.</summary>
    public bool GivesMark { get; init; }

    /// <summary>Whether the line comes ticked.</summary>
    public bool Ticked { get; init; }

    /// <summary>The systems that supplied the figures of what would be accepted or confirmed; empty where somebody has to have looked at them.</summary>
    public ImmutableArray<string> Systems =>
        MayAccept ? Line.SystemsOf(Line.Offered!) // there is something to accept
        : !MayTickConfirm ? []
        : LoadedFrom is { } file ? [file]
        : Line.SystemsOf(Line.Current!); // as above

    public string Id => ByUnit ? Line.Unit.Code : Line.Node.Code.Value;

    /// <summary>The line and the version shown, as the lists of ticked lines post it.</summary>
    public string Seen => Write(Line.Unit.Code, Line.Node.Code.Value, Sequence);

    /// <summary>The version this reader has before them.</summary>
    public required int Sequence { get; init; }

    public bool Allows(ReviewStep step) => ReviewStates.Allows(Line.State, step) && (step == ReviewStep.Confirm ? MayConfirm : MayAppraise || (step == ReviewStep.Appraise && GivesMark));

    /// <summary>Whether what is offered on the line can be accepted as it is.</summary>
    public bool MayAccept => Allows(ReviewStep.Appraise) && Line is { State: ReviewState.Open, Offered: { } offered, Marks: null } && Line.HeldBy(offered.Entry) is null;

    /// <summary>Whether the appraisal can be confirmed as it is.</summary>
    public bool MayTickConfirm => Allows(ReviewStep.Confirm) && Line.HeldBy(Line.Current!.Entry) is null; // an appraised line has a position

    public static string Write(string unit, string criterion, int seen) => string.Create(CultureInfo.InvariantCulture, $"{unit}:{criterion}:{seen}");

    /// <summary><c>null</c> when the text is no line.</summary>
    public static SeenLine? Read(string text) =>
        text.Split(':') is [{ Length: > 0 } unit, { Length: > 0 } criterion, var seen] && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(unit, new(criterion), number) : null;
}
