using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit export</c>: the trail as a file that somebody else can verify.</summary>
internal static class ExportTrailCommand
{
    public static Command Create(SharedOptions shared)
    {
        var target = shared.Option("--to", new("TỆP", "FILE"), new("Tệp ghi nhật ký, mỗi dòng một mắt xích JSON.", "The file to write, one link as JSON a line."));
        target.Required = true;
        var command = new GuidedCommand("export", shared.Say(new(
            "Xuất nhật ký để bên khác kiểm tra độc lập.", "Export the trail so that others can verify it on their own.")))
        {
            Examples = [new("chiso audit export --to out/trail.jsonl", new("Mọi chuỗi vào một tệp.", "All chains into one file."))],
        };
        command.Add(target);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, path) = (shared.ScreenOf(parsed), parsed.GetRequiredValue(target)!); // the option is required
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, path, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string path, CancellationToken cancel)
    {
        var lines = await TrailExport.ReadAsync(installation.Database, cancel);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using (var stream = File.Create(path))
            await TrailExport.WriteAsync(lines, stream, cancel);
        if (screen.IsJson)
            screen.Document(new { File = path, Links = lines.Count });
        screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(lines.Count)} mắt xích vào {path}", $"Wrote {VietnameseNumbers.CountEnglish(lines.Count)} links to {path}"));
        return (int)ExitCode.Ok;
    }
}
