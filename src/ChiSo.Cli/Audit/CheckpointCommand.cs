using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

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
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
