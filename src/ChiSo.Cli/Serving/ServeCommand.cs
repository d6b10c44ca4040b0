using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Publication;
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
        command.SetAction((parsed, cancel) =>
        {
            var (screen, connection) = (shared.ScreenOf(parsed), shared.DatabaseOf(parsed));
            var (listen, withSamples, withDemo) = (parsed.GetValue(urls) ?? DefaultUrls, parsed.GetValue(samples), parsed.GetValue(demo));
            var sso = SignOnOf(parsed.GetValue(signOn));
            if (!sso.Problems.IsEmpty)
                return Task.FromResult(screen.Problems(sso.Problems));
            return OpenInstallation.MakeAsync(screen, connection, async installation =>
            {
                var loading = withSamples ? Task.Run(() => Samples.LoadAsync(screen, installation, cancel), cancel) : Task.FromResult((int)ExitCode.Ok);
                await using var pages = WebHost.Build(OptionsOf(screen, connection, listen, withDemo) with { SignOn = sso.Settings, SignOnSecret = Variable(SecretVariable) }); // put together while the samples load
                return await loading is var loaded && loaded == (int)ExitCode.Ok ? await ServeAsync(screen, installation, pages, cancel) : loaded;
            }, cancel);
        });
        return command;
    }

    /// <summary>Single sign-on as the file declares it; <c>null</c> where no file is named.</summary>
    private static (SignOnSettings? Settings, ImmutableArray<Problem> Problems) SignOnOf(string? named)
    {
        if ((string.IsNullOrEmpty(named) ? Variable(SignOnVariable) : named) is not { } file)
            return (null, []);
        var read = SignOnFile.Read(file);
        return (read.TryGet(out var settings) ? settings : null, read.Problems);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static WebOptions OptionsOf(Screen screen, string? connection, string urls, bool demo)
    {
        var (server, folder, file) = OpenInstallation.Place(connection);
        return new()
        {
            Urls = urls,
            Connection = server ?? file,
            DataFolder = folder,
            Demo = demo,
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
        await WebHost.RunAsync(pages, cancel);
        var signed = await installation.Checkpoints.TakeAsync(CancellationToken.None);
        return signed.TryGet(out _) ? (int)ExitCode.Ok : screen.Problems(signed.Problems);
    }
}
