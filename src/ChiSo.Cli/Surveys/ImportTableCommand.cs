using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.People;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey import-table</c>: the figures of a survey run elsewhere come in as a table.</summary>
internal static class ImportTableCommand
{
    public static Command Create(SharedOptions shared)
    {
        var code = shared.Argument(SurveyNames.Survey, new("Mã đặt cho bảng này; không trùng mã cuộc khảo sát nào.", "The code to give the table; no survey has the same."));
        var table = shared.Argument(new("BẢNG", "TABLE"), new("CSV hoặc Excel với cột unit, value và, nếu biết, name, factor, forms, standard_error.", "CSV or Excel with the columns unit, value and, where known, name, factor, forms, standard_error."));
        var by = shared.Option("--by", new("ĐƠN-VỊ", "BODY"), new("Ai đã khảo sát.", "Who ran the survey."));
        var source = shared.Option("--source", new("VĂN-BẢN", "DOCUMENT"), new("Văn bản chứa số liệu: số, ngày.", "The document the figures stand in: number and date."));
        var date = shared.Option("--date", new("NGÀY", "DAY"), new("Ngày cuối mà số liệu nói đến.", "The last day the figures are about."));
        by.Required = source.Required = date.Required = true;
        var command = new GuidedCommand("import-table", shared.Say(new("Nhập kết quả một cuộc khảo sát làm ở nơi khác, dưới dạng bảng: ghi rõ là nhập, sai số không rõ.", "Take in the figures of a survey run elsewhere as a table: marked as imported, error unknown.")))
        {
            Examples =
            [
                new("chiso survey import-table buu-dien-2025 table.csv --by \"Bưu điện tỉnh\" --source \"Báo cáo 12/BC-BĐ ngày 05/01/2026\" --date 31/12/2025", new("Nhập bảng; sau đó đưa vào kỳ bằng chiso survey feed.", "Import a table; then put it on the lines of a round with chiso survey feed.")),
            ],
        };
        command.Add(code);
        command.Add(table);
        command.Add(by);
        command.Add(source);
        command.Add(date);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var day = parsed.GetValue(date)!; // this one and the next are required
            if (UnitTexts.NoDay(day, "--date") is { } wrong)
                return Task.FromResult(screen.Problem(wrong, ExitCode.Usage));
            _ = VietnameseDates.TryRead(day, out var on); // just checked
            var asked = new ImportedTable(parsed.GetRequiredValue(code), parsed.GetValue(by)!.Trim(), parsed.GetValue(source)!.Trim(), on, []);
            var read = ImportedTableFile.Read(parsed.GetRequiredValue(table));
            return read.TryGet(out var figures)
                ? OpenInstallation.MakeAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, asked with { Figures = figures }, cancel), cancel)
                : Task.FromResult(SurveyFiles.Refuse(screen, read.Problems));
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, ImportedTable table, CancellationToken cancel)
    {
        var imported = await installation.ImportedTables.ImportAsync(table, Change.OnThisMachine(TimeProvider.System, "chiso survey import-table"), cancel);
        if (!imported.TryGet(out var kept))
            return screen.Problems(imported.Problems);
        var (units, factors) = (kept.Units.Count(), kept.Factors.Count());
        if (screen.IsJson)
            screen.Document(new { kept.Code, Kind = "imported", kept.Hash, kept.By, kept.Source, kept.On, Units = units, Factors = kept.Factors, ErrorUnknown = kept.Figures.Count(figure => figure.StandardError is null) });
        screen.Remark(kept.Label);
        screen.Remark(new($"Đã nhập {VietnameseNumbers.CountText(units)} đơn vị, {VietnameseNumbers.CountText(factors)} yếu tố.", $"Imported {VietnameseNumbers.CountEnglish(units)} units, {VietnameseNumbers.CountEnglish(factors)} factors."));
        return (int)ExitCode.Ok;
    }
}
