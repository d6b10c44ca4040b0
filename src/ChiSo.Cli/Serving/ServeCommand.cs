using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Backups;
using ChiSo.Application.Files;
using ChiSo.Application.Mail;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Web;

namespace ChiSo.Cli.Serving;

/// <summary><c>chiso serve</c>: the public pages, until Ctrl+C.</summary>
internal static class ServeCommand
{
    private const string DefaultUrls = "http://localhost:5080";
    private const string SignOnVariable = "CHISO_SIGN_ON";
    private const string SecretVariable = "CHISO_SIGN_ON_SECRET";
    private const string NoticesVariable = "CHISO_NOTICES";
    private const string MailVariable = "CHISO_MAIL_PASSWORD";
    private const string SecurityVariable = "CHISO_SECURITY_LOG";
    private const string WebhookVariable = "CHISO_WEBHOOK_SECRET";
    private const string ScannerVariable = "CHISO_SCANNER";
    private const string ProxyVariable = "CHISO_TRUSTED_PROXY";
    private const string BreakGlassVariable = "CHISO_BREAK_GLASS";
    private const string CertificateVariable = "CHISO_CERTIFICATE";
    private const string CertificatePasswordVariable = "CHISO_CERTIFICATE_PASSWORD";

    public static Command Create(SharedOptions shared)
    {
        var urls = shared.Option("--urls", new("ĐỊA-CHỈ", "ADDRESS"), new(
            $"Địa chỉ phục vụ, nhiều địa chỉ cách nhau bằng dấu chấm phẩy; mặc định {DefaultUrls}.", $"Where to serve, several divided by semicolons; {DefaultUrls} by default."));
        var samples = shared.Switch("--samples", new(
            "Nhập và chốt các kỳ mẫu trong thư mục samples nếu chưa có.", "Import and freeze the rounds of the folder samples unless they are there."));
        var demo = shared.Switch("--demo", new(
            "Chế độ thử: tài khoản minh họa cho mọi vai trò và một kỳ đang mở; không dùng với số liệu thật.", "Demo mode: made-up accounts for every role and an open round; never with real figures."));
        var signOn = shared.Option("--sign-on", new("TỆP", "FILE"), new(
            $"Cài đặt đăng nhập một lần (OpenID Connect), tệp JSON; mặc định lấy từ biến {SignOnVariable}. Khóa bí mật chỉ lấy từ biến {SecretVariable}.",
            $"Settings of single sign-on (OpenID Connect), a JSON file; by default the variable {SignOnVariable}. The secret comes from the variable {SecretVariable} alone."));
        var notices = shared.Option("--notices", new("TỆP", "FILE"), new(
            $"Cài đặt thông báo (thư điện tử, kênh thứ hai), tệp JSON; mặc định lấy từ biến {NoticesVariable}. Mật khẩu thư lấy từ biến {MailVariable}, khóa ký kênh thứ hai từ {WebhookVariable}.",
            $"Settings of notices (mail, a second channel), a JSON file; by default the variable {NoticesVariable}. The mail password comes from the variable {MailVariable}, the webhook's secret from {WebhookVariable}."));
        var security = shared.Option("--security-log", new("TỆP", "FILE"), new(
            $"Cài đặt nhật ký an ninh (số ngày giữ, syslog), tệp JSON; mặc định lấy từ biến {SecurityVariable}.",
            $"Settings of the security log (days kept, syslog), a JSON file; by default the variable {SecurityVariable}."));
        var scanner = shared.Option("--scanner", new("ĐỊA-CHỈ", "ADDRESS"), new(
            $"Bộ quét mã độc (giao thức clamd): unix:/run/clamav/clamd.ctl hoặc tcp://127.0.0.1:3310; mặc định lấy từ biến {ScannerVariable}. Tệp nộp lên chỉ mở được khi đã quét sạch.",
            $"A virus scanner (clamd's protocol): unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310; by default the variable {ScannerVariable}. Files that come in are opened by nobody until they are found clean."));
        var proxy = shared.Option("--trusted-proxy", new("ĐỊA-CHỈ", "ADDRESS"), new(
            $"Địa chỉ IP của proxy đứng trước (cách nhau bằng dấu chấm phẩy), được tin khi báo địa chỉ người dùng và https (X-Forwarded-For, X-Forwarded-Proto); mặc định lấy từ biến {ProxyVariable}.",
            $"IP addresses of proxies in front, divided by semicolons, believed when they tell who asks and that it was https (X-Forwarded-For, X-Forwarded-Proto); by default the variable {ProxyVariable}."));
        var certificate = shared.Option("--certificate", new("TỆP", "FILE"), new(
            $"Chứng thư cho các địa chỉ https: tệp .pfx, hoặc .pem có cả khóa; mặc định lấy từ biến {CertificateVariable}. Mật khẩu của tệp lấy từ biến {CertificatePasswordVariable}.",
            $"The certificate of https addresses: a .pfx file, or .pem with the key in it; by default the variable {CertificateVariable}. The password of the file comes from the variable {CertificatePasswordVariable}."));
        var glass = shared.Option("--break-glass", new("TÊN", "NAME"), new(
            $"Tên đăng nhập của tài khoản khẩn cấp: một quản trị hệ thống chỉ vào được bằng mật khẩu và mã khôi phục đã in, mỗi lần vào đều báo động; mặc định lấy từ biến {BreakGlassVariable}.",
            $"The user name of the break-glass account: an administrator who comes in by password and printed recovery code alone, each time with an alarm; by default the variable {BreakGlassVariable}."));
        var command = new GuidedCommand("serve", shared.Say(new(
            "Mở các trang công bố cho trình duyệt; Ctrl+C để dừng.", "Serve the public pages to browsers; Ctrl+C stops.")))
        {
            Examples =
            [
                new("chiso serve --samples", new($"Trang mẫu tại {DefaultUrls}.", $"The samples at {DefaultUrls}.")),
                new("chiso serve --samples --demo", new("Thử mọi vai trò trên kỳ minh họa.", "Try every role on an illustrative round.")),
                new("chiso serve --urls http://0.0.0.0:8080", new("Cho cả mạng nội bộ, cổng 8080.", "For the whole network, port 8080.")),
            ],
        };
        command.Add(urls);
        command.Add(samples);
        command.Add(demo);
        command.Add(signOn);
        command.Add(notices);
        command.Add(security);
        command.Add(scanner);
        command.Add(proxy);
        command.Add(certificate);
        command.Add(glass);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, connection) = (shared.ScreenOf(parsed), shared.DatabaseOf(parsed));
            var (listen, withSamples, withDemo) = (parsed.GetValue(urls) ?? DefaultUrls, parsed.GetValue(samples), parsed.GetValue(demo));
            var sso = SettingsOf(parsed.GetValue(signOn), SignOnVariable, SignOnFile.Read);
            var told = SettingsOf(parsed.GetValue(notices), NoticesVariable, NoticeFile.Read);
            var watched = SettingsOf(parsed.GetValue(security), SecurityVariable, SecurityLogFile.Read);
            var scanned = ScannerOf(parsed.GetValue(scanner));
            var trusted = ServeConnections.Proxies(Or(parsed.GetValue(proxy), ProxyVariable));
            var shown = ServeConnections.Certificate(Or(parsed.GetValue(certificate), CertificateVariable), Variable(CertificatePasswordVariable));
            var named = Or(parsed.GetValue(glass), BreakGlassVariable);
            ImmutableArray<Problem> problems = [.. sso.Problems, .. told.Problems, .. watched.Problems, .. scanned.Problems, .. trusted.Problems, .. shown.Problems, .. told.Settings is { Webhook: not null } && Variable(WebhookVariable) is null ? [NoSecret()] : ImmutableArray<Problem>.Empty, .. sso.Settings is { OnlyWay: true } && named is null ? [NoBreakGlass()] : ImmutableArray<Problem>.Empty];
            if (!problems.IsEmpty)
                return Task.FromResult(screen.Problems(problems));
            WebOptions Declared(WebOptions options) => Played(connection, options with { BreakGlass = named, SignOn = sso.Settings, SignOnSecret = Variable(SecretVariable), Notices = told.Settings, SecurityLog = watched.Settings, Scanner = scanned.Place, Proxies = trusted.Addresses, Certificate = shown.Certificate, MailPassword = Variable(MailVariable), WebhookSecret = Variable(WebhookVariable) });
            return OpenInstallation.MakeAsync(screen, connection, async installation =>
            {
                using var alone = HoldAlone(connection, out var isTaken);
                if (isTaken)
                    return screen.Problem(Taken(), ExitCode.Environment);
                var loading = withSamples ? Task.Run(() => Samples.LoadAsync(screen, installation, cancel), cancel) : Task.FromResult((int)ExitCode.Ok);
                await using var pages = WebHost.Build(Declared(OptionsOf(screen, connection, listen, withDemo))); // put together while the samples load
                return await loading is var loaded && loaded == (int)ExitCode.Ok ? await ServeAsync(screen, installation, pages, cancel) : loaded;
            }, cancel);
        });
        return command;
    }

    /// <summary>Settings as the file declares them; <c>null</c> where no file is named.</summary>
    private static (T? Settings, ImmutableArray<Problem> Problems) SettingsOf<T>(string? named, string variable, Func<string, Result<T>> read)
        where T : class
    {
        if (Or(named, variable) is not { } file)
            return (null, []);
        var result = read(file);
        return (result.TryGet(out var settings) ? settings : null, result.Problems);
    }

    private static (ScannerPlace? Place, ImmutableArray<Problem> Problems) ScannerOf(string? named)
    {
        if (Or(named, ScannerVariable) is not { } address)
            return (null, []);
        return ScannerPlace.Read(address) is { } place ? (place, []) : (null, [new("scanner.address", address, new("Đây không phải địa chỉ của bộ quét mã độc.", "This is no address of a virus scanner."),
            new("Ghi unix:/run/clamav/clamd.ctl hoặc tcp://127.0.0.1:3310.", "Write unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310."))]);
    }

    private static Problem NoSecret() => new("notices.secret", WebhookVariable, new("Kênh thứ hai cần khóa ký.", "The webhook needs its secret."),
        new($"Đặt biến môi trường {WebhookVariable} bằng khóa bên nhận đã biết.", $"Set the variable {WebhookVariable} to the secret the receiver knows."));

    private static Problem NoBreakGlass() => new("sign-on.no-break-glass", BreakGlassVariable, new("Khi chỉ đăng nhập qua một nơi (onlyWay), cần một tài khoản khẩn cấp để vào được lúc nơi đó hỏng.", "Where the provider is the only way in (onlyWay), a break-glass account is needed for when it fails."),
        new("Thêm --break-glass TÊN, xem trang hướng dẫn về tài khoản.", "Add --break-glass NAME, after the page on accounts."));

    /// <summary>The embedded database is served by one process, and not while it is restored.</summary>
    private static HeldFile? HoldAlone(string? connection, out bool isTaken)
    {
        var (server, folder, _) = OpenInstallation.Place(connection);
        var held = server is null ? HeldFile.TryTake(Path.Combine(folder, BackupRestoring.ServeLock)) : null;
        isTaken = server is null && held is null;
        return held;
    }

    private static Problem Taken() => new("serve.taken", BackupRestoring.ServeLock, new("Một máy chủ khác đang chạy trên dữ liệu này, hoặc dữ liệu đang được khôi phục.", "Another server runs on this data, or it is being restored."),
        new("Dừng máy chủ kia; muốn chạy nhiều tiến trình thì dùng PostgreSQL.", "Stop the other one; several processes need PostgreSQL."));

    private static string? Or(string? named, string variable) => string.IsNullOrEmpty(named) ? Variable(variable) : named;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>As declared, or what of it holds for a rehearsal where the data is one.</summary>
    private static WebOptions Played(string? connection, WebOptions declared) =>
        OpenInstallation.Place(connection) is { Server: null, Folder: var folder } && Rehearsal.In(folder) is { } rehearsal ? declared.For(rehearsal) : declared;

    private static WebOptions OptionsOf(Screen screen, string? connection, string urls, bool demo)
    {
        var (server, folder, file) = OpenInstallation.Place(connection);
        return new()
        {
            Urls = urls,
            Connection = server ?? file,
            DataFolder = folder,
            Demo = demo,
            Warned = trouble => screen.Problems([trouble]),
            Started = address => screen.Line(new Words($"Đang phục vụ tại {address} (Ctrl+C để dừng)", $"Serving at {address} (Ctrl+C stops)")),
            Welcome = link =>
            {
                screen.Line(new Words("Chưa ai có mật khẩu. Quản trị hệ thống (quantri) đặt mật khẩu lần đầu tại:", "Nobody has a password yet. The administrator (quantri) chooses one at:"));
                screen.Raw(link);
            },
        };
    }

    /// <summary>Serves until stopped, then signs where the trail stands.</summary>
    private static async Task<int> ServeAsync(Screen screen, Installation installation, Microsoft.AspNetCore.Builder.WebApplication pages, CancellationToken cancel)
    {
        if (await WebHost.RunAsync(pages, cancel) is { } refused)
            return screen.Problems([refused]);
        var signed = await installation.Checkpoints.TakeAsync(CancellationToken.None);
        return signed.TryGet(out _) ? (int)ExitCode.Ok : screen.Problems(signed.Problems);
    }
}
