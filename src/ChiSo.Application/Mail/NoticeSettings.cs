using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Engine;
using MimeKit;

namespace ChiSo.Application.Mail;

/// <summary>How people are told of their work outside the pages. Documented in <c>docs/how-to/notices.md</c>. No secret stands in it.</summary>
/// <param name="Address">Where people reach ChiSo, such as <c>https://chiso.example.vn</c>; stands in every message.</param>
/// <param name="Mail">The mail server; <c>null</c> for no mail.</param>
/// <param name="Webhook">The second channel (SMS, Zalo); <c>null</c> for none.</param>
public sealed record NoticeSettings(string Address, MailServer? Mail = null, Webhook? Webhook = null);

/// <summary>A server that takes mail (SMTP).</summary>
/// <param name="From">As people see it: <c>ChiSo &lt;chiso@example.vn&gt;</c>.</param>
/// <param name="User">Signs in with; <c>null</c> where the server asks for nobody.</param>
public sealed record MailServer(string Host, string From, int Port = 587, MailSecurity Security = MailSecurity.StartTls, string? User = null);

/// <summary>How the way to the mail server is closed.</summary>
public enum MailSecurity
{
    /// <summary>Begun in the clear and closed before anything is said; refused where the server can't.</summary>
    StartTls,

    /// <summary>Closed from the start, usually port 465.</summary>
    Tls,

    /// <summary>Open: for a server on this very machine alone.</summary>
    None,
}

/// <summary>A program of the province's that passes messages on; it is sent JSON with a signature.</summary>
public sealed record Webhook(string Url);

/// <summary>The settings of notices as a JSON file.</summary>
public static class NoticeFile
{
    private const int HighestPort = 65_535;

    public static Result<NoticeSettings> Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), Path.GetFileName(path)) : Spreadsheets.FileProblems.NotFound(path);

    /// <returns>The settings, or all that is wrong with them.</returns>
    public static Result<NoticeSettings> Parse(string json, string file) => SettingsFile.Parse<NoticeSettings>(json, file, settings => Faults(settings, file), Fault);

    private static ImmutableArray<Problem> Faults(NoticeSettings settings, string file)
    {
        Words unsafeAddress = new("địa chỉ phải bắt đầu bằng https (http chỉ dùng được trên chính máy này)", "the address begins with https (http is for this very machine alone)");
        (bool IsGood, string Member, Words What)[] checks =
        [
            (SettingsFile.IsSafeAddress(settings.Address), "address", unsafeAddress),
            (settings.Mail is not null || settings.Webhook is not null, "mail", new("chưa khai kênh nào: thư (mail) hoặc kênh thứ hai (webhook)", "there is no channel: mail or webhook")),
            (settings.Webhook is null || SettingsFile.IsSafeAddress(settings.Webhook.Url), "webhook.url", unsafeAddress),
            (settings.Mail is not { Host: var host } || !string.IsNullOrWhiteSpace(host), "mail.host", new("chưa ghi máy chủ thư", "the mail server is missing")),
            (settings.Mail is not { Port: var port } || port is > 0 and <= HighestPort, "mail.port", new("cổng phải từ 1 đến 65535", "a port is from 1 to 65535")),
            (settings.Mail is not { From: var from } || (MailboxAddress.TryParse(from, out var sender) && sender.Address.Contains('@', StringComparison.Ordinal)), "mail.from", new("địa chỉ người gửi chưa đúng, ghi như ChiSo <chiso@example.vn>", "the sender's address is wrong; write it like ChiSo <chiso@example.vn>")),
            (settings.Mail is not { Security: MailSecurity.None } open || Uri.TryCreate($"smtp://{open.Host}", UriKind.Absolute, out var server) && server.IsLoopback, "mail.security", new("không mã hóa chỉ dùng được với máy chủ trên chính máy này", "an open way is for a server on this very machine alone")),
        ];
        return [.. checks.Where(check => !check.IsGood).Select(check => Fault($"{file}: {check.Member}", check.What))];
    }

    private static Problem Fault(string where, Words why) =>
        new("notices.settings", where, new($"Không dùng được cài đặt thông báo: {why.Vi}.", $"The settings of notices can't be used: {why.En}."),
            new("Sửa chỗ này theo trang hướng dẫn về thông báo.", "Correct it after the page on notices."));
}
