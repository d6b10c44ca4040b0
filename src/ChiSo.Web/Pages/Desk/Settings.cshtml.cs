using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Settings;
using ChiSo.Engine;
using ChiSo.Web.Desk;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>What the administrator sets for the installation, how it reaches other programs, and whether they answer.</summary>
public sealed class SettingsPage(Installation installation, NoticeChannels channels, WebOptions options, SecurityLog log, TimeProvider clock, Texts texts) : DeskPage
{
    public const string Address = "/desk/settings";

    public InstallationSettings Settings { get; private set; } = new();

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>What the virus scanner said to a harmless line; <c>null</c> while nobody asked.</summary>
    public ScanAnswer? Scanned { get; private set; }

    public NoticeChannels Channels => channels;

    public WebOptions Options => options;

    public Storage Storage => Storage.Of(installation.Database, options.DataFolder);

    public static bool IsFor(Person person) => person.May(Act.ReadInstallation, new());

    public bool MayChange => Person.May(Act.ManagePeople, new());

    /// <summary>Where the second channel is: all of its address for those who set it, since it may hold a key.</summary>
    public string? Webhook => options.Notices?.Webhook is not { } webhook ? null : MayChange ? webhook.Url : new Uri(webhook.Url).Host;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? digest_at, string? log_days, string? tries, string? seen, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Person.MandateTo(Act.ManagePeople, new()) is not { } mandate || !int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return NotFound();
        var saved = await installation.Settings.SaveAsync(new(digest_at ?? "", log_days ?? "", tries ?? ""), version, new Change(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
        if (!saved.TryGet(out _))
            return Refused(saved.Problems);
        log.Write(HttpContext, "settings.changed", "", Person.Id);
        return LocalRedirect(Address);
    }

    /// <summary>Sends the administrator a message on every channel, through the queue all messages take.</summary>
    public async Task<IActionResult> OnPostTryNoticesAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || !MayChange)
            return NotFound();
        var account = (await installation.Accounts.ListAsync(cancel)).Single(row => row.Id == Person.Id);
        var messages = channels.Kinds.Select(kind => Trial(kind, kind == ChannelKind.Mail ? account.Email : account.Telephone)).OfType<OutgoingMessage>().ToList();
        if (messages.Count == 0)
            return Refused([NoAddress]);
        await installation.Outbox.QueueAsync(messages, cancel);
        return LocalRedirect("/desk/messages");
    }

    /// <summary>Asks the virus scanner about a line that harms nobody.</summary>
    public async Task<IActionResult> OnPostTryScannerAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || !MayChange || options.Scanner is not { } place)
            return NotFound();
        using var harmless = new MemoryStream(Encoding.UTF8.GetBytes("ChiSo"));
        Scanned = await new VirusScanner(place).ScanAsync(harmless, cancel);
        return Page();
    }

    private static Problem NoAddress => new("settings.no-address", "try", new("Tài khoản của bạn chưa có thư điện tử hay số điện thoại cho kênh nào đã khai.", "Your account has no e-mail address or telephone number for a channel that is set."),
        new("Ghi địa chỉ ở trang tài khoản của bạn rồi gửi thử lại.", "Write the address on the page of your account, then try again."));

    private PageResult Refused(ImmutableArray<Problem> problems)
    {
        (Problems, Response.StatusCode) = (problems, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }

    private OutgoingMessage? Trial(ChannelKind kind, string? to)
    {
        if (string.IsNullOrEmpty(to))
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            Key = $"trial {Guid.CreateVersion7():N} {kind}", Channel = kind, About = "trial", Account = Person.Id, Name = Person.FullName, To = to,
            Subject = kind == ChannelKind.Mail ? texts["Settings_TrialSubject"] : "", Text = texts["Settings_TrialText", channels.Address], QueuedAt = now, DueAt = now,
        };
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!IsFor(Person))
            return false;
        Settings = await installation.Settings.ReadAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Settings_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}
