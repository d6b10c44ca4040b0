using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Mail;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Publication.Rehearsals;
using ChiSo.Engine;
using ChiSo.Web.People;

namespace ChiSo.Web;

/// <summary>What the pages need to know to be served.</summary>
public sealed record WebOptions
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>A connection string of PostgreSQL, or <c>null</c> for the embedded database in <see cref="DataFolder"/>.</summary>
    public string? Connection { get; init; }

    /// <summary>Where the embedded database lies.</summary>
    public string DataFolder { get; init; } = "chiso-data";

    /// <summary>Whether made-up people of every role can sign in, with a round to try things in; every page then says so.</summary>
    public bool Demo { get; init; }

    /// <summary>What the data folder is a rehearsal of, in demo mode; <c>null</c> where it is none. Nothing is sent from one.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>Whether a user name is that of a made-up person, who signs in nowhere but in demo mode: the password is known to everybody.</summary>
    internal bool ShutsOut(string? userName) => !Demo && DemoPeople.IsMadeUp(userName);

    /// <summary>A provider people may sign in through; <c>null</c> for passwords alone.</summary>
    public SignOnSettings? SignOn { get; init; }

    /// <summary>What ChiSo proves itself to that provider with; <c>null</c> where the provider asks for none.</summary>
    public string? SignOnSecret { get; init; }

    /// <summary>User name of the administrator's account for emergencies, which comes in by password and recovery code alone and raises an alarm; <c>null</c> for none.</summary>
    public string? BreakGlass { get; init; }

    /// <summary>Whether this is the user name of that account, whatever its case.</summary>
    public bool IsBreakGlass(string? userName) => BreakGlass is { } name && string.Equals(name, userName, StringComparison.OrdinalIgnoreCase);

    /// <summary>How people are told of their work outside the pages; <c>null</c> for not at all.</summary>
    public NoticeSettings? Notices { get; init; }

    /// <summary>Of the user of the mail server; <c>null</c> where it asks for none.</summary>
    public string? MailPassword { get; init; }

    /// <summary>What messages to the webhook are signed with; needed where there is one.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Where the security log goes besides its own files; <c>null</c> for nowhere.</summary>
    public SecurityLogSettings? SecurityLog { get; init; }

    /// <summary>What scans files that come in before anybody may open them; <c>null</c> for nothing.</summary>
    public ScannerPlace? Scanner { get; init; }

    /// <summary>Shown by addresses that begin with <c>https</c>; <c>null</c> where a proxy does it, or nobody.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Proxies that are believed when they say who asks, and whether it was over TLS.</summary>
    public ImmutableArray<IPAddress> Proxies { get; init; } = [];

    /// <summary>The same for a rehearsal: made-up people play it, and of the real installation no way in leads to it and no log hears of it.</summary>
    public WebOptions For(Rehearsal rehearsal) => this with { Demo = true, Rehearsal = rehearsal, SignOn = null, SignOnSecret = null, BreakGlass = null, SecurityLog = null };

    /// <summary>Called at a start at which nobody has a password yet, with the address where the first administrator chooses one; it works once.</summary>
    public Action<string>? Welcome { get; init; }

    /// <summary>Called at a start with what somebody should put right, though the pages are served.</summary>
    public Action<Problem>? Warned { get; init; }

    /// <summary>Called once the pages answer, with the address they answer at.</summary>
    public Action<string>? Started { get; init; }
}
