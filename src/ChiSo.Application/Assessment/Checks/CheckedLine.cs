using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>What a check looks at: a line of a sheet as it stands, with its evidence.</summary>
/// <param name="Evidence">Files and citations of this stage on the line.</param>
/// <param name="Repeated">What of the sheet's evidence stands on several lines.</param>
public sealed record CheckedLine(Sheet Sheet, CriteriaNode Node, ImmutableArray<EvidenceRow> Evidence, RepeatedEvidence Repeated)
{
    /// <summary><c>null</c> while nothing is entered.</summary>
    public Position? Position { get; } = Sheet.Positions.GetValueOrDefault(Node.Code);

    /// <summary><c>null</c> while nothing is entered.</summary>
    public Entry? Entry { get; } = Sheet.Positions.GetValueOrDefault(Node.Code) is { } position ? EngineJson.Read<Entry>(position.Entry) : null;

    /// <summary>Whether the unit is asked for this line and has put nothing on it: of one whose not applying is asked or decided it isn't.</summary>
    public bool IsEmpty => !Sheet.IsExplanation && Position is null && Sheet.CoveredBy(Node) is null;

    /// <summary>Whether the entry says something else than the figures others filled in, without a case about it.</summary>
    public bool DiffersFromPrefilled => !Sheet.IsExplanation && Entry is { } entry && !LineFigure.Accept(Sheet.PrefilledOn(Node), entry, Node.Scoring!); // own lines are scored

    /// <summary>Whether the unit says the appraisal is right; <c>null</c> while it has said nothing.</summary>
    public bool? Agrees => Sheet.Agrees(Node);

    public bool IsExplained => Position is { Reason.Length: > 0 };

    public bool SaysNoTask => Entry is Entry.NoTask;

    public bool LosesPoints => !Sheet.IsExplanation && Points < Node.Max.Value;

    /// <summary>Whether the unit asks for points here: on its sheet, or against an appraisal with an explanation. Points that can't be told alone are asked for too.</summary>
    public bool ClaimsPoints => Position is not null && Points != 0 && (!Sheet.IsExplanation || (Agrees == false && IsExplained));

    /// <summary>Whether the criteria want evidence that an explanation may take the place of.</summary>
    public bool WantsWords => Node.Scoring is { EvidenceRule: null, Evidence.Length: > 0 };

    /// <summary>Whether there is a file or a citation; what the unit handed in before an appraisal counts in the explanation too.</summary>
    public bool IsSupported => Sheet.Supported.Contains(Node.Code);

    /// <summary>Whether evidence is named in words, likewise.</summary>
    public bool IsNamed => Position is { Evidence.Length: > 0 } || Sheet.Claimed.GetValueOrDefault(Node.Code) is { Evidence.Length: > 0 };

    public bool SharesFile => Evidence.Any(row => Repeated.Files.Contains(row.Evidence.FileHash));

    public bool SharesDocument => Evidence.Any(row => row.Evidence.Number.Length > 0 && Repeated.Documents.Contains(RepeatedEvidence.CitationOf(row)));

    /// <summary><c>null</c> while unknown, or where the line alone can't tell.</summary>
    private decimal? Points => Entry is { } entry ? SheetPoints.Of(Node, entry) : null;

    /// <summary>What this line is to evidence the criteria demand, where words can't take its place.</summary>
    public bool Demands(EvidenceRule rule) => Node.Scoring?.EvidenceRule == rule && !SaysNoTask;
}

/// <summary>Evidence of a sheet that stands on several lines.</summary>
/// <param name="Files">By hash.</param>
/// <param name="Documents">Number, day and issuer tell one official document from another, however they are typed.</param>
public sealed record RepeatedEvidence(ImmutableHashSet<string> Files, ImmutableHashSet<(string Number, DateOnly? IssuedOn, string Issuer)> Documents)
{
    public static RepeatedEvidence Of(ImmutableArray<EvidenceRow> evidence) => new(
        [.. OnSeveralLines(evidence.Where(row => row.Evidence.FileHash.Length > 0), row => row.Evidence.FileHash)],
        [.. OnSeveralLines(evidence.Where(row => row.Evidence.Number.Length > 0), CitationOf)]);

    public static (string Number, DateOnly? IssuedOn, string Issuer) CitationOf(EvidenceRow row) => (Fold.Key(row.Evidence.Number), row.Evidence.IssuedOn, Fold.Key(row.Evidence.Issuer));

    private static IEnumerable<T> OnSeveralLines<T>(IEnumerable<EvidenceRow> rows, Func<EvidenceRow, T> what) =>
        rows.GroupBy(what).Where(same => same.Select(row => row.Evidence.Criterion).Distinct().Count() > 1).Select(same => same.Key);
}
