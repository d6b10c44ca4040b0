using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit checkpoint</c>: signs where every chain stands now.</summary>
internal static class CheckpointCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("checkpoint", shared.Say(new(
            "Ký (Ed25519) vị trí hiện tại của mọi chuỗi và ghi ra tệp ngoài cơ sở dữ liệu.", "Sign (Ed25519) where every chain stands and write it to a file outside the database.")))
        {
            Examples = [new("chiso audit checkpoint", new("In nơi ghi dấu mốc.", "Prints where the checkpoint was written."))],
        };
        var restart = shared.Option("--restart", new("CĂN-CỨ", "GROUND"), new("Bắt đầu lại khi dấu mốc hoặc khóa đã mất hẳn; căn cứ được ghi vào nhật ký.", "Begin again where checkpoints or their key are lost for good; the ground is kept in the trail."));
        command.Add(restart);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, parsed.GetValue(restart), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string? ground, CancellationToken cancel)
    {
        var signed = ground is { Length: > 0 }
            ? await installation.Checkpoints.RestartAsync(Change.OnThisMachine(TimeProvider.System, ground), cancel)
            : await installation.Checkpoints.TakeAsync(cancel);
        if (!signed.TryGet(out var checkpoint))
            return screen.Problems(signed.Problems);
        if (screen.IsJson)
            screen.Document(new { installation.Checkpoints.File, checkpoint.At, checkpoint.Chains });
        else
            screen.Line(new Words(
                $"Đã ký mốc của {VietnameseNumbers.CountText(checkpoint.Chains.Length)} chuỗi vào {installation.Checkpoints.File}",
                $"Signed where {VietnameseNumbers.CountEnglish(checkpoint.Chains.Length)} chains stand, in {installation.Checkpoints.File}"));
        return (int)ExitCode.Ok;
    }
}
