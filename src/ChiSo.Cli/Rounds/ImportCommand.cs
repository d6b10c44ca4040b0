using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso import</c>: a round from files into the database, whole or not at all.</summary>
internal static class ImportCommand
{
    public static Command Create(SharedOptions shared)
    {
        var source = shared.Argument(Names.Source, Names.SourceMeaning);
        var dryRun = shared.Switch("--dry-run", new("Chỉ cho xem khác biệt so với cơ sở dữ liệu, không ghi gì.", "Only show the differences from the database; write nothing."));
        var freeze = shared.Switch("--freeze", new("Chốt kết quả ngay sau khi nhập, để công bố.", "Freeze the results right after the import, for publication."));
        var command = new GuidedCommand("import", shared.Say(new(
            "Nhập một kỳ đánh giá từ tệp vào cơ sở dữ liệu: chỉ khi mọi thứ đều đúng.", "Import a round from files into the database: only when all is well.")))
        {
            Examples =
            [
                new("chiso import samples/can-tho-2023 --dry-run", new("Xem trước sẽ thay đổi những gì.", "See what would change.")),
                new("chiso import samples/can-tho-2023 --freeze", new("Nhập và chốt kết quả.", "Import and freeze the results.")),
            ],
        };
        command.Add(source);
        command.Add(dryRun);
        command.Add(freeze);
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
