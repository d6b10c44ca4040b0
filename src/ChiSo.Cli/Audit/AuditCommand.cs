using System.CommandLine;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit</c>: the trail of who did what, sealed and checked.</summary>
internal static class AuditCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("audit", shared.Say(new(
            "Nhật ký kiểm toán: đóng dấu, kiểm tra, xuất.", "The audit trail: seal, verify, export.")))
        {
            Examples =
            [
                new("chiso audit checkpoint", new("Ghi một dấu mốc có chữ ký ra ngoài cơ sở dữ liệu.", "Write a signed checkpoint outside the database.")),
                new("chiso audit verify", new("So nhật ký với dấu mốc mới nhất.", "Compare the trail with the newest checkpoint.")),
            ],
        };
        command.Add(CheckpointCommand.Create(shared));
        command.Add(VerifyCommand.Create(shared));
        command.Add(ExportTrailCommand.Create(shared));
        command.Add(EraseCommand.Create(shared));
        command.Add(ReadsCommand.Create(shared));
        command.Add(BreakGlassCommand.Create(shared));
        return command;
    }
}
