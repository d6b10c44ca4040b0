using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Web.Assessment;

/// <summary>A line of the sheet as the page shows it.</summary>
/// <param name="Form">What stands in its fields: stored, or just typed.</param>
/// <param name="Supported">Files and citations on the line.</param>
/// <param name="Editable">Whether this person may change it now.</param>
/// <param name="Problem">Why what was typed isn't stored; <c>null</c> when it is.</param>
/// <param name="Clash">What came first from somebody else; <c>null</c> without a clash.</param>
/// <param name="SavedNow">Whether this request stored it.</param>
/// <param name="MayHandIn">Whether this person may hand in the line, where it was returned.</param>
/// <param name="Sent">The version the browser named, where what was typed isn't stored: a refused save must not pass for having seen a newer one.</param>
public sealed record LineView(Sheet Sheet, CriteriaNode Node, Position? Position, EntryForm Form, string Reason, string Evidence, IEnumerable<EvidenceRow> Supported, bool Editable, Problem? Problem = null, SaveOutcome.Clash? Clash = null, bool SavedNow = false, int? Sent = null, bool MayHandIn = false)
{
    /// <summary>Guide, examples and contact beside the line.</summary>
    public LineGuidance Guidance { get; init; } = LineGuidance.None;

    /// <summary>Who answers for the line inside the unit; the focal officer where nobody was given it.</summary>
    public Duty Duty { get; init; } = Duty.OfFocalOfficer;

    /// <summary>What lost a clash here before and isn't what stands, newest first.</summary>
    public IEnumerable<SetAside> Aside => Sheet.Aside.Where(row => row.Criterion == Node.Code && !row.Is(Position) && row != TakenBack);

    /// <summary>What was put back into the fields, unsaved, after it had lost a clash; <c>null</c> when nothing was.</summary>
    public SetAside? TakenBack { get; init; }

    /// <summary>What stood here a year before; <c>null</c> where nothing did.</summary>
    public LastYearLine? LastYear { get; init; }

    /// <summary>Figures others filled in on the line, with the cases about them.</summary>
    public IReadOnlyCollection<LineFigure> Prefilled => Sheet.PrefilledOn(Node);

    /// <summary>The return that opened this line again; <c>null</c> when none did.</summary>
    public Ask? Returned => Sheet.Returned.GetValueOrDefault(Node.Code);

    public Leaf Leaf => Node.Scoring!; // only scored lines are shown

    public int Seen => Sent ?? Position?.Sequence ?? 0;

    public string Id => Node.Code.Value;
}
