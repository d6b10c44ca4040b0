using System.CommandLine;
using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso check</c>: every problem of a round in files, all at once.</summary>
internal static class CheckCommand
{
    public static Command Create(SharedOptions shared)
    {
        var source = shared.Argument(Names.Source, Names.SourceMeaning);
        var command = new GuidedCommand("check", shared.Say(new(
            "Kiểm tra tệp của một kỳ đánh giá và liệt kê mọi vấn đề: ở đâu, vì sao, sửa thế nào.",
            "Check the files of a round and list every problem: where, why, and what to do.")))
        {
            Examples =
            [
                new("chiso check samples/can-tho-2023", new("Kiểm tra một thư mục; mã kết thúc 1 nếu có vấn đề.", "Check a folder; exit code 1 when there are problems.")),
                new("chiso check ky-2023.xlsx --json", new("Danh sách vấn đề dạng JSON cho chương trình khác.", "The problems as JSON for another program.")),
            ],
        };
        command.Add(source);
        command.SetAction((parsed, _) => RunAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(source)));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string source)
    {
        var read = await RoundSource.ReadAsync(screen, source);
        if (!read.TryGet(out var round))
            return RoundSource.Refuse(screen, read.Problems);
        if (screen.IsJson)
            return screen.Problems([], ExitCode.Ok);
        foreach (var block in round.Blocks)
            screen.Line(Counted(block));
        screen.Line(new Words("Không có vấn đề nào.", "No problem found."));
        return (int)ExitCode.Ok;
    }

    private static Words Counted(BlockDocument block)
    {
        var (units, lines, positions) = (block.Units.Length, block.Criteria.Leaves().Count(), block.Positions.Length);
        return new(
            $"{block.Name.Vi}: {VietnameseNumbers.CountText(units)} đơn vị, {VietnameseNumbers.CountText(lines)} tiêu chí thành phần, {VietnameseNumbers.CountText(positions)} lượt chấm.",
            $"{block.Name.En}: {VietnameseNumbers.CountEnglish(units)} units, {VietnameseNumbers.CountEnglish(lines)} sub-criteria, {VietnameseNumbers.CountEnglish(positions)} positions.");
    }
}
