using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey invite</c>: a link that works once for everybody on a list.</summary>
internal static class InviteCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var list = shared.Argument(new("DANH-SÁCH", "LIST"), new("CSV hoặc Excel với cột id, unit và, nếu có, stratum, name, address, telephone.", "CSV or Excel with the columns id, unit and, if any, stratum, name, address and telephone."));
        var address = shared.Option("--address", new("ĐỊA-CHỈ", "ADDRESS"), new("Địa chỉ công khai của trang, như https://khaosat.example.vn.", "The public address of the pages, such as https://khaosat.example.vn."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV nhận các đường dẫn: chỉ có một lần này, không lưu ở đâu khác.", "CSV file for the links: this once, they are kept nowhere else."));
        address.Required = to.Required = true;
        var command = new GuidedCommand("invite", shared.Say(new("Tạo đường dẫn riêng, dùng một lần, cho mọi người trong danh sách.", "Make a link of their own, working once, for everybody on a list.")))
        {
            Examples = [new("chiso survey invite hai-long-2026 people.csv --address https://khaosat.example.vn --to links.csv", new("Ghi đường dẫn để gửi thư hoặc in.", "Writes the links to be sent or printed."))],
        };
        command.Add(survey);
        command.Add(list);
        command.Add(address);
        command.Add(to);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var read = InviteeFile.Read(parsed.GetRequiredValue(list));
            var asked = new Asked(parsed.GetRequiredValue(survey), parsed.GetValue(address)!.TrimEnd('/'), parsed.GetValue(to)!); // both are required
            return read.TryGet(out var people)
                ? OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, asked, people, cancel), cancel)
                : Task.FromResult(SurveyFiles.Refuse(screen, read.Problems));
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, Asked asked, ImmutableArray<Invitee> people, CancellationToken cancel)
    {
        await using var file = File.Create(asked.To); // before anything is stored: links that can't be written are lost
        var invited = await installation.Surveys.InviteAsync(asked.Survey, people, Change.OnThisMachine(TimeProvider.System, "chiso survey invite"), cancel);
        if (!invited.TryGet(out var links))
            return SurveyNames.Refuse(screen, invited.Problems);
        CsvTables.Write(file, new TableRows("links", ["id", "unit", "stratum", "link"], links.Select(link => (ImmutableArray<TableCell>)
            [TableCell.Of(link.To.Reference), TableCell.Of(link.To.Unit), TableCell.Of(link.To.Stratum), TableCell.Of($"{asked.Address}/s/{asked.Survey}?k={link.Key}")])), CsvWriting.Download);
        if (screen.IsJson)
            screen.Document(new { asked.Survey, Invited = links.Length, asked.To });
        screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(links.Length)} đường dẫn vào {asked.To}. Giữ kín tệp này và xóa sau khi gửi.", $"Wrote {VietnameseNumbers.CountEnglish(links.Length)} links to {asked.To}. Keep the file to yourself and delete it once they are sent."));
        return (int)ExitCode.Ok;
    }

    private sealed record Asked(string Survey, string Address, string To);
}
