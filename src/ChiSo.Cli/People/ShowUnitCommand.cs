using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.People;

/// <summary><c>chiso units show</c>: everything ever recorded of a unit.</summary>
internal static class ShowUnitCommand
{
    public static Command Create(SharedOptions shared)
    {
        var unit = shared.Argument(new("MÃ", "CODE"), new("Mã đơn vị.", "Code of the unit."));
        var command = new GuidedCommand("show", shared.Say(new("Mọi điều từng ghi về một đơn vị, kể cả điều đã được sửa.", "Everything ever recorded of a unit, corrected facts too.")))
        {
            Examples = [new("chiso units show noivu", new("Sở Nội vụ trước tháng 3/2025.", "The Department of Home Affairs before March 2025."))],
        };
        command.Add(unit);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, code) = (shared.ScreenOf(parsed), parsed.GetRequiredValue(unit));
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation =>
            {
                var facts = await installation.Units.HistoryAsync(code, cancel);
                if (facts.IsEmpty)
                    return screen.Problem(Unknown(code), ExitCode.NotFound);
                UnitTexts.Show(screen, facts);
                return (int)ExitCode.Ok;
            }, cancel);
        });
        return command;
    }

    private static Problem Unknown(string code) => new("units.unknown", code,
        new("Danh mục không có đơn vị này.", "The register has no such unit."), new("Xem mã bằng chiso units list.", "Look the code up with chiso units list."));
}
