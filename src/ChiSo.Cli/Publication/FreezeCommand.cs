using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Publication;

/// <summary><c>chiso freeze</c>: fixes the results of a round; public pages read nothing else.</summary>
internal static class FreezeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.Round, Names.RoundInDatabase);
        var command = new GuidedCommand("freeze", shared.Say(new(
            "Chốt kết quả một kỳ đánh giá: từ đó các trang công bố đọc bản chốt.", "Freeze the results of a round: public pages read the frozen copy from then on.")))
        {
            Examples = [new("chiso freeze can-tho-2023", new("Chốt mọi khối, in mã băm của từng bản chốt.", "Freeze every block and print the hash of each."))],
        };
        command.Add(round);
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
