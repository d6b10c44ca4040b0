using System.CommandLine;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.People;

/// <summary><c>chiso units</c>: the register of units, on any day, as known at any moment.</summary>
internal static class UnitsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("units", shared.Say(new("Danh mục đơn vị: nhập, xem theo ngày, lịch sử, sắp xếp lại.", "The register of units: import, on a day, history, reorganise.")))
        {
            Examples =
            [
                new("chiso units import data/vn_provinces_34.csv data/vn_communes_3321.csv", new("Nhập danh mục cả nước.", "Import the register of the country.")),
                new("chiso units list --under 92 --on 01/07/2025", new("Đơn vị của Cần Thơ vào một ngày.", "Units of Cần Thơ on a day.")),
            ],
        };
        command.Add(ImportUnitsCommand.Create(shared));
        command.Add(ListUnitsCommand.Create(shared));
        command.Add(ShowUnitCommand.Create(shared));
        command.Add(ReorganiseUnitsCommand.Create(shared));
        return command;
    }
}
