using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso export</c>: a round of the database as files that import reads back without loss.</summary>
internal static class ExportCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.Round, Names.RoundInDatabase);
        var target = shared.Option("--to", new("THƯ-MỤC|TỆP.xlsx", "FOLDER|FILE.xlsx"), new(
            "Nơi ghi: một thư mục tệp CSV, hoặc một sổ Excel nếu tên kết thúc bằng .xlsx.", "Where to: a folder of CSV files, or one workbook when the name ends in .xlsx."));
        target.Required = true;
        var command = new GuidedCommand("export", shared.Say(new(
            "Xuất một kỳ đánh giá từ cơ sở dữ liệu thành tệp; nhập lại được nguyên vẹn.", "Export a round of the database to files that can be imported again without loss.")))
        {
            Examples =
            [
                new("chiso export can-tho-2023 --to out/can-tho-2023", new("Thành thư mục tệp CSV.", "As a folder of CSV files.")),
                new("chiso export can-tho-2023 --to out/can-tho-2023.xlsx", new("Thành một sổ Excel.", "As one workbook.")),
            ],
        };
        command.Add(round);
        command.Add(target);
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
