using System.Collections.Frozen;
using ChiSo.Application.Audit;

namespace ChiSo.Web.People;

/// <summary>Everything the security log may tell. Documented in <c>docs/reference/security-log.md</c>; tests hold that both, and the pages, agree.</summary>
public static class SecurityEvents
{
    public const string SignedOut = "sign-out";
    public const string LockedOut = "sign-in.locked";
    public const string TooOften = "sign-in.too-often";

    /// <summary>Told to a log one connects to, never in the files.</summary>
    public const string Lost = "security-log.lost";

    public const string BreakGlass = "break-glass.used";
    public const string BreakGlassRefused = "break-glass.refused";

    /// <summary>Severity of RFC 5424: somebody must act at once.</summary>
    private const int Alert = 1;

    /// <summary>Severity of RFC 5424: somebody should look.</summary>
    private const int Warning = 4;

    /// <summary>Severity of RFC 5424: worth knowing.</summary>
    private const int Notice = 5;

    /// <summary>By code.</summary>
    public static FrozenDictionary<string, int> SeverityOf { get; } = new Dictionary<string, int>
    {
        [BreakGlass] = Alert,
        [BreakGlassRefused] = Warning,
        ["sign-in"] = Notice,
        ["sign-in.code-asked"] = Notice,
        ["sign-in.code-wrong"] = Warning,
        ["sign-in.failed"] = Warning,
        [LockedOut] = Warning,
        ["sign-in.passkey"] = Notice,
        ["sign-in.passkey-refused"] = Warning,
        [TooOften] = Warning,
        [SignedOut] = Notice,
        ["sign-on"] = Notice,
        ["sign-on.code-asked"] = Notice,
        ["sign-on.declined"] = Warning,
        ["sign-on.down"] = Warning,
        ["sign-on.refused"] = Warning,
        ["sign-on.unknown"] = Warning,
        [Lost] = Warning,
        ["sessions.ended"] = Notice,
        ["password.changed"] = Notice,
        ["password.changed.refused"] = Warning,
        ["password.refused"] = Warning,
        ["password.set"] = Notice,
        ["authenticator.codes-renewed"] = Notice,
        ["authenticator.codes-renewed.refused"] = Warning,
        ["authenticator.set"] = Notice,
        ["authenticator.set.refused"] = Warning,
        ["passkey.added"] = Notice,
        ["passkey.refused"] = Warning,
        ["passkey.removed"] = Notice,
        ["account.authenticator-removed"] = Notice,
        ["account.closed"] = Notice,
        ["account.contact-changed"] = Notice,
        ["account.created"] = Notice,
        ["account.link-made"] = Notice,
        ["account.opened"] = Notice,
        ["account.sessions-ended"] = Notice,
        ["device.refused"] = Warning,
        ["feed-key.made"] = Notice,
        ["feed-key.revoked"] = Notice,
        ["data-feed.refused"] = Warning,
        ["mandate.ended"] = Notice,
        ["mandate.granted"] = Notice,
        ["settings.changed"] = Notice,
        [ReadLog.AnnexExported] = Notice,
        [ReadLog.CouncilDocumentExported] = Notice,
        [ReadLog.CouncilPaperRead] = Notice,
        [ReadLog.DecisionRead] = Notice,
        [ReadLog.DoubleMarkingExported] = Notice,
        [ReadLog.EvidenceArchived] = Notice,
        [ReadLog.EvidenceRead] = Notice,
        [ReadLog.FiguresExported] = Notice,
        [ReadLog.JobResultRead] = Notice,
        [ReadLog.RequestFileRead] = Notice,
        [ReadLog.RoundExported] = Notice,
        [ReadLog.ScoreSheetExported] = Notice,
        [ReadLog.SignedSheetRead] = Notice,
        [ReadLog.SiteCheckRead] = Notice,
        [ReadLog.SurveyAnswersRead] = Notice,
        [ReadLog.SurveySampleExported] = Notice,
        [ReadLog.TrailExported] = Notice,
        [ReadLog.UnitsExported] = Notice,
    }.ToFrozenDictionary();

    /// <summary>What a code is told as; one that is not listed is worth a look.</summary>
    internal static int Severity(string code) => SeverityOf.GetValueOrDefault(code, Warning);
}
