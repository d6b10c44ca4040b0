using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Database;

/// <summary>What commands that need a database answer in this version, which has none yet: nothing is done and nothing is pretended.</summary>
internal static class NoStore
{
    public static Task<int> RefuseAsync(Screen screen) => Task.FromResult(screen.Problem(
        new("cli.no-store", "--database",
            new("Phiên bản này chưa có cơ sở dữ liệu, nên lệnh này chưa làm gì.", "This version has no database yet, so this command did nothing."),
            new("Dùng chiso compute, chiso check hoặc chiso explain với tệp.", "Use chiso compute, chiso check or chiso explain with files.")),
        ExitCode.Environment));
}
