using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Documents;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey slips</c>: the links of an invitation as slips with a QR code, on A4 sheets to be cut.</summary>
internal static class SlipsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var links = shared.Argument(new("ĐƯỜNG-DẪN", "LINKS"), new("Tệp CSV mà chiso survey invite đã ghi.", "The CSV file chiso survey invite wrote."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp PDF nhận các phiếu, tám phiếu một trang A4, theo thứ tự của tệp đường dẫn.", "PDF file for the slips, eight on an A4 sheet, in the order of the links."));
        var languages = PrintLanguages.Option(shared);
        to.Required = true;
        var command = new GuidedCommand("slips", shared.Say(new("In đường dẫn thành phiếu có mã QR để cắt và phát.", "Print links as slips with a QR code, to be cut and handed out.")))
        {
            Examples = [new("chiso survey slips hai-long-2026 links.csv --to slips.pdf --languages vi,km", new("Phiếu hai thứ tiếng.", "Slips in two languages."))],
        };
        command.Add(survey);
        command.Add(links);
        command.Add(to);
        command.Add(languages);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var asked = new Asked(parsed.GetRequiredValue(links), parsed.GetValue(to)!); // required
            return SurveyNames.UseAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (_, live) => RunAsync(screen, live, asked, PrintLanguages.Read(parsed.GetValue(languages)), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, LiveSurvey survey, Asked asked, Result<ImmutableArray<string>> spoken, CancellationToken cancel)
    {
        if (!spoken.TryGet(out var languages))
            return SurveyFiles.Refuse(screen, spoken.Problems);
        if (!SlipFile.Read(survey, asked.Links).TryGet(out var slips))
            return SurveyFiles.Refuse(screen, SlipFile.Read(survey, asked.Links).Problems);
        if (await PdfPrinter.WriteAsync(SlipSheets.Html(survey, slips, languages), languages, asked.To, cancel) is { Problems: { IsEmpty: false } problems })
            return screen.Problems(problems);
        if (screen.IsJson)
            screen.Document(new { survey.Code, Slips = slips.Length, asked.To });
        screen.Remark(new($"Đã in {VietnameseNumbers.CountText(slips.Length)} phiếu vào {asked.To}. Giữ kín tệp này và xóa sau khi in.", $"Printed {VietnameseNumbers.CountEnglish(slips.Length)} slips into {asked.To}. Keep the file to yourself and delete it once they are on paper."));
        return (int)ExitCode.Ok;
    }

    private sealed record Asked(string Links, string To);
}
