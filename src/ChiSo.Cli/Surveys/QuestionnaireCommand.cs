using System.CommandLine;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey questionnaire</c>: checks an XLSForm, and writes it as a workbook.</summary>
internal static class QuestionnaireCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("PHIẾU", "FORM"), new("Tệp .xlsx theo XLSForm, hoặc thư mục các tệp CSV.", "An .xlsx after XLSForm, or a folder of CSV files."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Ghi phiếu thành bảng tính .xlsx.", "Write the questionnaire as an .xlsx."));
        var command = new GuidedCommand("questionnaire", shared.Say(new("Kiểm tra phiếu hỏi (XLSForm): nêu mọi chỗ sai cùng lúc, theo trang và ô.", "Check a questionnaire (XLSForm): every fault at once, by sheet and cell.")))
        {
            Examples =
            [
                new("chiso survey questionnaire data/questionnaires/satisfaction", new("Kiểm tra phiếu hài lòng kèm theo chương trình.", "Check the satisfaction questionnaire that comes along.")),
                new("chiso survey questionnaire data/questionnaires/officials --to officials.xlsx", new("Ghi thành bảng tính để sửa.", "Write it as a workbook to edit.")),
            ],
        };
        command.Add(file);
        command.Add(to);
        command.SetAction(parsed =>
        {
            var screen = shared.ScreenOf(parsed);
            var read = XlsFormReader.Read(parsed.GetRequiredValue(file));
            return read.TryGet(out var form) ? Show(screen, form, parsed.GetValue(to)) : SurveyFiles.Refuse(screen, read.Problems);
        });
        return command;
    }

    private static int Show(Screen screen, Questionnaire form, string? to)
    {
        if (to is not null)
        {
            using var stream = File.Create(to);
            XlsFormWriter.Write(stream, form);
        }

        var (asked, indexed) = (form.Questions().Count(question => question.IsAsked), form.Questions().Count(question => question.Factor is not null));
        if (screen.IsJson)
        {
            screen.Document(new { form.Code, form.Version, Title = form.Title.Texts, form.Languages, Questions = asked, IndexQuestions = indexed, Factors = form.Factors.Length });
            return (int)ExitCode.Ok;
        }

        screen.Line(Words.Same($"{form.Title.In(form.DefaultLanguage)} ({form.Code}, {form.Version})"));
        screen.Line(new Words($"{asked} câu hỏi, trong đó {indexed} câu vào chỉ số theo {form.Factors.Length} yếu tố và phần; ngôn ngữ: {string.Join(", ", form.Languages)}.", $"{asked} questions, {indexed} of them in the index by {form.Factors.Length} factors and parts; languages: {string.Join(", ", form.Languages)}."));
        return (int)ExitCode.Ok;
    }
}
