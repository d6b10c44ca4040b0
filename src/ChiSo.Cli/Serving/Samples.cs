using ChiSo.Application.Publication;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Serving;

/// <summary>The rounds of the folder <c>samples</c>, imported and frozen unless they are there already.</summary>
internal static class Samples
{
    private const string Folder = "samples";

    public static async Task<int> LoadAsync(Screen screen, Installation installation, CancellationToken cancel)
    {
        if (!Directory.Exists(Folder))
            return screen.Problem(None(), ExitCode.NotFound);

        var known = await installation.Public.AddressesAsync(cancel);
        foreach (var folder in Directory.GetDirectories(Folder).Order(StringComparer.Ordinal).Where(folder => !known.Any(one => one.Round == Path.GetFileName(folder))))
        {
            var read = await RoundSource.ReadAsync(screen, folder);
            if (!read.TryGet(out var round))
                return RoundSource.Refuse(screen, read.Problems);
            var code = await ImportCommand.StoreAsync(screen, installation, round, cancel);
            if (code != (int)ExitCode.Ok)
                return code;
            var frozen = await installation.Freezing.FreezeAsync(round.Code, Application.Audit.Change.OnThisMachine(TimeProvider.System, "chiso serve --samples"), cancel);
            if (!frozen.TryGet(out _))
                return screen.Problems(frozen.Problems);
        }

        return (int)ExitCode.Ok;
    }

    private static Problem None() => new("cli.no-samples", Path.GetFullPath(Folder),
        new("Không có thư mục samples ở đây.", "There is no folder samples here."),
        new("Chạy lệnh trong thư mục gốc của ChiSo, hoặc bỏ --samples.", "Run the command in the root folder of ChiSo, or leave --samples out."));
}
