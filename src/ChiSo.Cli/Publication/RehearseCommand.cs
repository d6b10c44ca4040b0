using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;
using ChiSo.Cli.Database;
using ChiSo.Cli.Surveys;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Publication;

/// <summary><c>chiso rehearse</c>: a round copied into a folder of its own with made-up figures, to be played before the real one begins.</summary>
internal static class RehearseCommand
{
    private const ulong UsualSeed = 1;

    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(new("KỲ", "ROUND"), new("Mã kỳ đánh giá.", "Code of the round."));
        var target = shared.Option("--to", new("THƯ-MỤC", "FOLDER"), new("Thư mục mới cho bản diễn tập.", "A new folder for the rehearsal."));
        var seed = shared.Option("--seed", new("SỐ", "NUMBER"), new("Hạt giống của số liệu giả, số nguyên từ 0, mặc định 1: cùng hạt giống cho cùng số liệu.", "The seed of the made-up figures, a whole number from 0, 1 by default: the same seed gives the same figures."));
        var units = shared.Option("--units", new("SỐ", "NUMBER"), new("Chỉ lấy chừng này đơn vị đầu của mỗi khối, từ 2; mặc định lấy hết.", "Take only so many units of each block, the first ones, from 2; all by default."));
        var command = new GuidedCommand("rehearse", shared.Say(new(
            "Lập bản diễn tập của một kỳ: bộ tiêu chí, đơn vị, lịch thật; số liệu và tài khoản giả.",
            "Make a rehearsal of a round: real criteria, units and calendar, made-up figures and accounts.")))
        {
            Examples =
            [
                new("chiso rehearse can-tho-2024 --to dien-tap", new("Lập bản diễn tập; kỳ thật không thay đổi gì.", "Make a rehearsal; nothing of the real round changes.")),
                new("chiso rehearse can-tho-2024 --to dien-tap --units 5 --seed 2026", new("Năm đơn vị mỗi khối, số liệu giả khác.", "Five units of each block, other made-up figures.")),
            ],
        };
        target.Required = true;
        command.Add(round);
        command.Add(target);
        command.Add(seed);
        command.Add(units);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, numbers) = (shared.ScreenOf(parsed), new NumberOptions(parsed));
            var wanted = new Wanted(parsed.GetRequiredValue(round), parsed.GetRequiredValue(target)!, parsed.GetValue(seed) is null ? UsualSeed : numbers.Seed(seed), numbers.Whole(units, 2)); // asked for
            return numbers.Problems.IsEmpty
                ? OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, wanted, cancel), cancel)
                : Task.FromResult(screen.Problems(numbers.Problems, ExitCode.Usage));
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation source, Wanted wanted, CancellationToken cancel)
    {
        var made = await screen.WorkAsync(new("Đang lập bản diễn tập", "Making the rehearsal"), () => Rehearsing.MakeAsync(source, wanted.Round, wanted.Folder, wanted.Seed, wanted.Units, TimeProvider.System, cancel));
        if (!made.TryGet(out var rehearsal))
            return screen.Problems(made.Problems, made.Problems.Any(problem => problem.Code == "round.unknown") ? ExitCode.NotFound : ExitCode.Problems);
        if (screen.IsJson)
            screen.Document(new { rehearsal.Round, rehearsal.Unit, Seed = rehearsal.Seed.ToString(CultureInfo.InvariantCulture), wanted.Folder });
        screen.Remark(new(
            $"Đã lập bản diễn tập kỳ {rehearsal.Round} trong {wanted.Folder}. Mở bằng: chiso serve --database {Path.Combine(wanted.Folder, "chiso.db")}",
            $"Made a rehearsal of round {rehearsal.Round} in {wanted.Folder}. Play it with: chiso serve --database {Path.Combine(wanted.Folder, "chiso.db")}"));
        return (int)ExitCode.Ok;
    }

    private sealed record Wanted(string Round, string Folder, ulong Seed, int? Units);
}
