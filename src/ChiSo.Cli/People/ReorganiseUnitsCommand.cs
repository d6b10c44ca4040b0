using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.People;

/// <summary><c>chiso units reorganise</c>: mergers, splits and renames of one day, from a table of arrows.</summary>
internal static class ReorganiseUnitsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("TỆP", "FILE"), new("Bảng from, to, name, name_en, kind, parent: mỗi dòng một đơn vị cũ đi vào một đơn vị mới.", "A table from, to, name, name_en, kind, parent: each row an old unit that goes into a new one."));
        var on = shared.Option("--on", new("NGÀY", "DAY"), new("Ngày đầu của cách sắp xếp mới.", "The first day of the new order."));
        var ground = shared.Option("--ground", new("CĂN-CỨ", "GROUND"), new("Số, ngày quyết định hoặc nghị quyết.", "Number and date of the decision."));
        var command = new GuidedCommand("reorganise", shared.Say(new("Sáp nhập, chia, đổi tên đơn vị từ một ngày.", "Merge, split and rename units from a day on.")))
        {
            Examples = [new("chiso units reorganise sap-nhap.csv --on 01/07/2025 --ground \"NQ 202/2025/QH15\"", new("Cả một đợt sắp xếp trong một tệp.", "A whole reorganisation in one file."))],
        };
        command.Add(file);
        command.Add(on);
        command.Add(ground);
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), new(parsed.GetRequiredValue(file), parsed.GetValue(on) ?? "", parsed.GetValue(ground) ?? ""), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, Wanted wanted, CancellationToken cancel)
    {
        if (!VietnameseDates.TryRead(wanted.On, out var day))
            return screen.Problem(UnitTexts.NoDay(wanted.On, "--on")!, ExitCode.Usage); // it could not be read
        if (string.IsNullOrWhiteSpace(wanted.Ground))
            return screen.Problem(NoGround(), ExitCode.Usage);
        var read = Reorganisation.Read(wanted.File, day);
        if (!read.TryGet(out var reorganisation))
            return screen.Problems(read.Problems, read.Problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
        var change = Change.OnThisMachine(TimeProvider.System, wanted.Ground);
        return await OpenInstallation.NeedAsync(screen, connection, async installation =>
        {
            var successions = new Successions(installation.Database, new Lineage(installation.Database, installation.Live), installation.Live);
            return RegisterChanges.Show(screen, await successions.ReorganiseAsync(reorganisation, change, cancel));
        }, cancel);
    }

    private static Problem NoGround() => new("units.ground", "--ground",
        new("Chưa nêu quyết định sắp xếp lại đơn vị.", "The decision to reorganise is missing."), new("Nêu số, ngày quyết định hoặc nghị quyết.", "Name its number and date."));

    private sealed record Wanted(string File, string On, string Ground);
}
