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
            Examples = [new("chiso audit export --to out/trail.jsonl", new("Mọi chuỗi vào một tệp; chiso audit verify kiểm tra tệp đó ở nơi khác.", "All chains into one file; chiso audit verify checks it elsewhere."))],
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
        var trail = await TrailExport.ReadAsync(installation.Database, cancel);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using (var stream = File.Create(path))
            await TrailExport.WriteAsync(trail, stream, cancel);
        await installation.Reads.RecordAsync(ReadLog.TrailExported, Path.GetFileName(path), Change.OnThisMachine(TimeProvider.System, "chiso audit export"), cancel);
        if (screen.IsJson)
            screen.Document(new { File = path, Links = trail.Lines.Length });
        screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(trail.Lines.Length)} mắt xích vào {path}", $"Wrote {VietnameseNumbers.CountEnglish(trail.Lines.Length)} links to {path}"));
        return (int)ExitCode.Ok;
    }
}
