using System.CommandLine;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Database;

/// <summary><c>chiso migrate</c>: creates the database or brings it to the form this version needs.</summary>
internal static class MigrateCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("migrate", shared.Say(new(
            "Tạo cơ sở dữ liệu, hoặc nâng cấp cấu trúc cho phiên bản này; chạy lại bao nhiêu lần cũng được.",
            "Create the database, or bring it to the form this version needs; safe to repeat.")))
        {
            Examples =
            [
                new("chiso migrate", new("Cơ sở dữ liệu SQLite trong ./chiso-data.", "The SQLite database in ./chiso-data.")),
                new("chiso migrate --database \"Host=localhost;Database=chiso;Username=chiso\"", new("Một máy chủ PostgreSQL.", "A PostgreSQL server.")),
            ],
        };
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
