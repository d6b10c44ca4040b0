using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Serving;

/// <summary><c>chiso serve</c>: the public pages, until Ctrl+C.</summary>
internal static class ServeCommand
{
    private const string DefaultUrls = "http://localhost:5080";

    public static Command Create(SharedOptions shared)
    {
        var urls = shared.Option("--urls", new("ĐỊA-CHỈ", "ADDRESS"), new(
            $"Địa chỉ phục vụ, nhiều địa chỉ cách nhau bằng dấu chấm phẩy; mặc định {DefaultUrls}.", $"Where to serve, several divided by semicolons; {DefaultUrls} by default."));
        var samples = shared.Switch("--samples", new(
            "Nhập và chốt các kỳ mẫu trong thư mục samples nếu chưa có.", "Import and freeze the rounds of the folder samples unless they are there."));
        var command = new GuidedCommand("serve", shared.Say(new(
            "Mở các trang công bố cho trình duyệt; Ctrl+C để dừng.", "Serve the public pages to browsers; Ctrl+C stops.")))
        {
            Examples =
            [
                new("chiso serve --samples", new($"Trang mẫu tại {DefaultUrls}.", $"The samples at {DefaultUrls}.")),
                new("chiso serve --urls http://0.0.0.0:8080", new("Cho cả mạng nội bộ, cổng 8080.", "For the whole network, port 8080.")),
            ],
        };
        command.Add(urls);
        command.Add(samples);
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
