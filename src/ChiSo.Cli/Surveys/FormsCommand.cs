using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Documents;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey forms</c>: numbered paper forms to print.</summary>
internal static class FormsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var about = shared.Option("--about", new("MÃ", "CODE"), new("Mã đơn vị được hỏi, hoặc mã nhóm người đánh giá nhiều đơn vị.", "Code of the unit that is asked about, or of a group that rates several."));
        var first = shared.Option("--first", new("SỐ", "NUMBER"), new("Số của phiếu đầu tiên; mặc định 1.", "Number of the first form; 1 by default."));
        var count = shared.Option("--count", new("SỐ", "NUMBER"), new($"Bao nhiêu phiếu, tối đa {PaperOrder.Most}.", $"How many, {PaperOrder.Most} at most."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp PDF khổ A4.", "PDF file, A4."));
        var languages = PrintLanguages.Option(shared);
        (about.Required, count.Required, to.Required) = (true, true, true);
        var command = new GuidedCommand("forms", shared.Say(new("In phiếu giấy có số, mỗi câu hỏi kèm mã để nhập.", "Print numbered paper forms, each question with the codes it is keyed by.")))
        {
            Examples = [new("chiso survey forms hai-long-2026 --about noivu --count 100 --to forms.pdf", new("Phiếu noivu-0001 đến noivu-0100.", "Forms noivu-0001 to noivu-0100."))],
        };
        command.Add(survey);
        foreach (var option in (Option[])[about, first, count, to, languages])
            command.Add(option);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return SurveyNames.UseAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (_, live) => RunAsync(
                screen, live, PaperOrder.Read(live, parsed.GetValue(about)!, parsed.GetValue(first) ?? "1", parsed.GetValue(count)!), PrintLanguages.Read(parsed.GetValue(languages)), parsed.GetValue(to)!, cancel), cancel); // all three are required
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, LiveSurvey survey, Engine.Result<PaperOrder> read, Engine.Result<ImmutableArray<string>> spoken, string to, CancellationToken cancel)
    {
        if (!read.TryGet(out var order) || !spoken.TryGet(out var languages))
            return SurveyFiles.Refuse(screen, [.. read.Problems, .. spoken.Problems]);
        if (await PdfPrinter.WriteAsync(PaperSheets.Html(survey, order, languages), languages, to, cancel) is { Problems: { IsEmpty: false } problems })
            return screen.Problems(problems);
        if (screen.IsJson)
            screen.Document(new { survey.Code, order.Numbers, To = to });
        var (from, until) = (order.Numbers.First(), order.Numbers.Last());
        screen.Remark(new($"Đã in {VietnameseNumbers.CountText(order.Count)} phiếu, {from} đến {until}, vào {to}.", $"Printed {VietnameseNumbers.CountEnglish(order.Count)} forms, {from} to {until}, into {to}."));
        return (int)ExitCode.Ok;
    }
}
