using System.CommandLine;
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
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
