using System.CommandLine;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey frame</c>: who was served in a period, each once a unit, from a table of dossiers.</summary>
internal static class FrameCommand
{
    public static Command Create(SharedOptions shared)
    {
        var dossiers = shared.Argument(new("HỒ-SƠ", "DOSSIERS"), new("CSV hoặc Excel với cột dossier, unit, person, finished và, nếu có, stratum, cluster; cột khác được bỏ qua.", "CSV or Excel with the columns dossier, unit, person, finished and, if any, stratum and cluster; other columns are passed over."));
        var from = shared.Option("--from", new("NGÀY", "DAY"), new("Ngày đầu kỳ, như 01/01/2026: hồ sơ có kết quả từ ngày này.", "First day of the period, like 01/01/2026: dossiers finished from it on."));
        var until = shared.Option("--until", new("NGÀY", "DAY"), new("Ngày cuối kỳ.", "Last day of the period."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV nhận khung mẫu; không có thì in ra.", "CSV file for the frame; printed when left out."));
        from.Required = until.Required = true;
        var command = new GuidedCommand("frame", shared.Say(new("Lập khung mẫu từ bảng hồ sơ: người đã được giải quyết thủ tục trong kỳ, mỗi người một lần ở mỗi đơn vị.", "Make a frame from a table of dossiers: people served in a period, each once a unit.")))
        {
            Examples = [new("chiso survey frame dossiers.csv --from 01/01/2026 --until 30/06/2026 --to frame.csv", new("Khung mẫu để chọn bằng chiso survey draw --units.", "A frame for chiso survey draw --units."))],
        };
        command.Add(dossiers);
        foreach (var option in new Option[] { from, until, to })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var screen = shared.ScreenOf(parsed);
            var read = ServedPeriod.Read(parsed.GetValue(from) ?? "", from.Name, parsed.GetValue(until) ?? "", until.Name);
            return read.TryGet(out var period) ? Run(screen, parsed.GetRequiredValue(dossiers), period, parsed.GetValue(to)) : screen.Problems(read.Problems, ExitCode.Usage);
        });
        return command;
    }

    private static int Run(Screen screen, string path, ServedPeriod period, string? to)
    {
        var read = DossierFile.Read(path);
        if (!read.TryGet(out var dossiers))
            return SurveyFiles.Refuse(screen, read.Problems);
        var made = ServedPeople.Of(dossiers, period);
        if (!made.TryGet(out var served))
            return screen.Problems(made.Problems);
        var text = FrameFile.Text(served.People);
        if (to is not null)
            File.WriteAllText(to, text);
        if (screen.IsJson)
            screen.Document(new { served.Source.From, Until = served.Source.To, served.Source.Dossiers, served.Source.Twice, served.Source.Outside, People = served.People.Length });
        else if (to is null)
            screen.Raw(text);
        var (count, taken, twice, outside) = (served.People.Length, served.Source.Dossiers, served.Source.Twice, served.Source.Outside);
        screen.Remark(new($"{VietnameseNumbers.CountText(count)} người từ {VietnameseNumbers.CountText(taken)} hồ sơ có kết quả trong kỳ; bỏ {VietnameseNumbers.CountText(twice)} dòng trùng và {VietnameseNumbers.CountText(outside)} hồ sơ ngoài kỳ.",
            $"{VietnameseNumbers.CountEnglish(count)} people from {VietnameseNumbers.CountEnglish(taken)} dossiers finished in the period; {VietnameseNumbers.CountEnglish(twice)} rows that stood twice and {VietnameseNumbers.CountEnglish(outside)} dossiers outside of it were left out."));
        return (int)ExitCode.Ok;
    }
}
