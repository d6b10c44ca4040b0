using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey export --design</c>: a file of answers with its weights, for programs of statistics; no database is asked.</summary>
internal static class ExportedFiles
{
    /// <param name="refusal">What is wrong with the files named; <c>null</c> for nothing.</param>
    public static Task<int> RunAsync(Screen screen, string answers, string design, ExportAnswersCommand.Files to, Problem? refusal, CancellationToken cancel)
    {
        ImmutableArray<string> others = [.. new[] { (to.Archive, "--archive"), (to.Texts, "--texts"), (to.Pictures, "--pictures"), (to.Codebook, "--codebook"), (to.Sizes, "--sizes") }.Where(option => option.Item1 is not null).Select(option => option.Item2)];
        if (refusal is { } problem)
            return Task.FromResult(screen.Problem(problem, ExitCode.Problems));
        return others.IsEmpty
            ? SurveyFiles.UseAsync(screen, design, answers, (shown, file, table, sample) => Write(shown, answers, file, table, sample, to), cancel)
            : Task.FromResult(screen.Problems([.. others.Select(OfSurvey)], ExitCode.Usage));
    }

    private static int Write(Screen screen, string source, DesignFile file, AnswerTable answers, WeightedSample sample, ExportAnswersCommand.Files to)
    {
        var target = to.Answers ?? throw new ArgumentException("It must be said where the answers go.", nameof(to));
        var made = DesignExport.Table(Path.GetFileNameWithoutExtension(source), file, answers, sample);
        if (!made.TryGet(out var table))
            return screen.Problems(made.Problems);
        if (to.Script is { } script)
        {
            var sampled = new SampledAnswers(file, answers, sample);
            var written = DesignScript.Of(sampled, Path.GetFileName(target), SurveyEstimation.Estimates(file, answers, sample), SurveyComparing.Of(sampled, before: null), SurveyComparing.Independence(sampled));
            if (!written.TryGet(out var text))
                return screen.Problems(written.Problems);
            File.WriteAllText(script, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        using (var stream = File.Create(target))
            Write(stream, table, ExportAnswersCommand.EndingOf(target));
        if (screen.IsJson)
            screen.Document(new { answers.Rows, Variables = table.Variables.Select(variable => variable.Name) });
        screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(answers.Rows)} dòng, {table.Variables.Length.ToString(CultureInfo.InvariantCulture)} cột vào {target}: các cột mà thiết kế nêu tên, và trọng số. Tệp giữ nguyên từng phiếu; nhóm nhỏ không được gộp.",
            $"Wrote {VietnameseNumbers.CountEnglish(answers.Rows)} rows, {table.Variables.Length.ToString(CultureInfo.InvariantCulture)} columns to {target}: those the design names, and the weights. Each answer stays as it is; small groups are not put together."));
        return (int)ExitCode.Ok;
    }

    private static void Write(Stream stream, LabelledTable table, string ending)
    {
        var now = VietnamTime.Local(TimeProvider.System.GetUtcNow().UtcDateTime);
        switch (ending)
        {
            case "sav":
                SavWriter.Write(stream, table, now);
                break;
            case "dta":
                DtaWriter.Write(stream, table, now);
                break;
            case "xlsx":
                XlsxTables.Write(stream, [DesignExport.Rows(table)]);
                break;
            default:
                CsvTables.Write(stream, DesignExport.Rows(table), CsvWriting.Exchanged);
                break;
        }
    }

    private static Problem OfSurvey(string option) => new("survey.option", option,
        new($"{option} chỉ dùng khi xuất từ cuộc khảo sát trong cơ sở dữ liệu.", $"{option} goes with a survey of the database alone."), new("Bỏ tùy chọn này, hoặc bỏ --design.", "Leave it out, or leave --design out."));
}
