using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit erase</c>: removes the payload of one link, on a legal ground.</summary>
internal static class EraseCommand
{
    public static Command Create(SharedOptions shared)
    {
        var chain = shared.Argument(new("CHUỖI", "CHAIN"), new("Tên chuỗi, ví dụ round:can-tho-2023.", "Name of the chain, such as round:can-tho-2023."));
        var sequence = new Argument<long>(shared.Say(new("SỐ", "NUMBER"))) { Description = shared.Say(new("Số thứ tự của mắt xích.", "Number of the link.")) };
        var reason = shared.Option("--reason", new("CĂN-CỨ", "GROUND"), new("Căn cứ xóa, được ghi vào nhật ký.", "The ground, kept in the trail."));
        reason.Required = true;
        var command = new GuidedCommand("erase", shared.Say(new(
            "Xóa nội dung của một mắt xích theo quy định; mắt xích vẫn còn và chuỗi vẫn nguyên vẹn.", "Erase what one link speaks of, on a legal ground; the link stays and the chain stays whole.")))
        {
            Examples = [new("chiso audit erase round:can-tho-2023 12 --reason \"Quyết định 5/QĐ-STTTT\"", new("Xóa nội dung mắt xích 12.", "Erases the payload of link 12."))],
        };
        command.Add(chain);
        command.Add(sequence);
        command.Add(reason);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var (name, number, ground) = (parsed.GetRequiredValue(chain), parsed.GetRequiredValue(sequence), parsed.GetRequiredValue(reason)!); // all are required
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, name, number, ground, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string chain, long sequence, string reason, CancellationToken cancel)
    {
        var erased = await new Erasure(installation.Database).EraseAsync(chain, sequence, Change.OnThisMachine(TimeProvider.System, reason), cancel);
        if (!erased.TryGet(out var link))
            return screen.Problems(erased.Problems);
        if (screen.IsJson)
            screen.Document(link);
        else
            screen.Line(new Words($"Đã xóa nội dung của {chain} {sequence.ToString(CultureInfo.InvariantCulture)}.", $"Erased the payload of {chain} {sequence.ToString(CultureInfo.InvariantCulture)}."));
        return (int)ExitCode.Ok;
    }
}
