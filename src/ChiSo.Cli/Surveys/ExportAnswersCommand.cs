using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey export</c>: answers for estimates and for programs of statistics, small groups hidden.</summary>
internal static class ExportAnswersCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(new("KHẢO-SÁT|TỆP", "SURVEY|ANSWERS"), new("Mã cuộc khảo sát; với --design là tệp câu trả lời (CSV hoặc Parquet).", "The code of the survey; with --design the file of answers (CSV or Parquet)."));
        var design = shared.Option("--design", new("TỆP", "FILE"), new("Tệp thiết kế mẫu (JSON): xuất từ tệp, không cần cơ sở dữ liệu; thêm cột trọng số đã hiệu chỉnh.", "The design file (JSON): exports from files, without a database, with a column of adjusted weights."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp nhận câu trả lời: .csv, .xlsx, .sav (SPSS) hoặc .dta (Stata).", "File for the answers: .csv, .xlsx, .sav (SPSS) or .dta (Stata)."));
        var texts = shared.Option("--texts", new("TỆP", "FILE"), new("Tệp CSV nhận riêng các ý kiến viết tay, không kèm gì khác.", "CSV file for the free texts, with nothing beside them."));
        var pictures = shared.Option("--pictures", new("THƯ-MỤC", "FOLDER"), new("Thư mục nhận ảnh gửi kèm phiếu, không kèm gì khác.", "Folder for the pictures sent with answers, with nothing beside them."));
        var codebook = shared.Option("--codebook", new("TỆP", "FILE"), new("Tệp XML mô tả cuộc khảo sát và các biến (DDI Codebook 2.5).", "XML file that describes the survey and its variables (DDI Codebook 2.5)."));
        var script = shared.Option("--script", new("TỆP", "FILE"), new("Tệp R tính lại mọi chỉ số từ tệp CSV và so với số của ChiSo.", "R file that computes every figure again from the CSV file and compares it."));
        var archive = shared.Option("--archive", new("TỆP", "FILE"), new("Tệp ZIP để bàn giao: câu trả lời có trọng số, thiết kế mẫu, số người của tầng, chỉ số, mô tả biến, tệp R, README.", "ZIP file to hand over: answers with weights, design, people of the strata, index, codebook, R script, README."));
        var sizes = SurveyNames.Sizes(shared);
        var command = new GuidedCommand("export", shared.Say(new("Xuất câu trả lời cho Excel, SPSS, Stata, R; nhóm quá nhỏ được gộp hoặc bỏ ra.", "Export the answers for Excel, SPSS, Stata and R; groups that are too small are merged or left out.")))
        {
            Examples =
            [
                new("chiso survey export hai-long-2026 --to answers.csv --texts texts.csv", new("Rồi ước lượng bằng chiso survey estimate.", "Then estimate with chiso survey estimate.")),
                new("chiso survey export hai-long-2026 --to answers.sav --codebook answers.xml", new("Cho SPSS, kèm mô tả.", "For SPSS, with its description.")),
                new("chiso survey export answers.csv --design design.json --to answers.sav", new("Từ tệp câu trả lời và thiết kế mẫu, kèm trọng số.", "From a file of answers and its design, with the weights.")),
                new("chiso survey export hai-long-2026 --archive hai-long-2026.zip", new("Mọi thứ để người khác tính lại, trong một tệp.", "Everything for others to compute again, in one file.")),
                new("chiso survey export hai-long-2026 --to answers.csv --script check.R", new("Để người khác tính lại bằng R.", "For others to compute again in R.")),
            ],
        };
        foreach (var option in (Option[])[to, archive, texts, pictures, codebook, script, sizes, design])
            command.Add(option);
        command.Add(survey);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var files = new Files(parsed.GetValue(to), parsed.GetValue(archive), parsed.GetValue(texts), parsed.GetValue(pictures), parsed.GetValue(codebook), parsed.GetValue(script), parsed.GetValue(sizes));
            if (Lacking(files, parsed.GetValue(design) is not null) is { } lacking)
                return Task.FromResult(screen.Problem(lacking, ExitCode.Usage));
            if (parsed.GetValue(design) is { } designed)
                return ExportedFiles.RunAsync(screen, parsed.GetRequiredValue(survey), designed, files, Refuse(files), cancel);
            return Refuse(files) is { } problem
                ? Task.FromResult(screen.Problem(problem, ExitCode.Problems))
                : SurveyNames.UseClosedAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (installation, live) => RunAsync(screen, installation, live, files, cancel), cancel);
        });
        return command;
    }

    /// <summary>Where the answers go must be said, but for the files that stand by themselves.</summary>
    private static Problem? Lacking(Files files, bool isDesigned)
    {
        if (files.Answers is not null || (!isDesigned && files.Codebook is null && files.Script is null && (files.Archive ?? files.Texts ?? files.Pictures) is not null))
            return null;
        return new("survey.option", "--to", new("Chưa nói ghi câu trả lời vào đâu.", "It does not say where the answers go."), new("Thêm --to TỆP, hoặc --archive TỆP để bàn giao tất cả.", "Add --to FILE, or --archive FILE to hand over everything."));
    }

    private static Problem? Refuse(Files files) => files.Answers is not { } answers ? null : EndingOf(answers) switch
    {
        var ending when !AnswerFiles.Endings.Contains(ending) => new("survey.export-kind", answers, new("Đuôi tệp này chưa xuất được.", "Nothing is exported to a file of this ending."), new("Đặt tên tệp với đuôi .csv, .xlsx, .sav hoặc .dta.", "Name the file .csv, .xlsx, .sav or .dta.")),
        not "csv" when files.Script is not null => new("survey.export-script", "--script", new("Tệp R đọc câu trả lời từ CSV.", "The R file reads the answers from CSV."), new("Xuất câu trả lời ra tệp .csv cùng lúc.", "Export the answers to a .csv file with it.")),
        _ => null,
    };

    private static async Task<int> RunAsync(Screen screen, Installation installation, LiveSurvey survey, Files to, CancellationToken cancel)
    {
        if (to.Archive is { } archive && await WriteArchiveAsync(screen, installation, survey, (archive, to.Sizes), cancel) is { } bad)
            return bad;
        var counted = await installation.Counting.ReadAsync(survey, cancel);
        var files = new AnswerFiles(survey, counted, await installation.Outcomes.SaidAsync(survey, cancel), await installation.SurveyReading.IsIllustrativeAsync(survey, cancel));
        var (hidden, notes) = (files.Hidden, files.Notes);
        if (to is { Script: { } script, Answers: { } table } && await WriteScriptAsync(screen, files, (script, Path.GetFileName(table), await installation.SurveyReading.BlocksAsync(survey, cancel)), to.Sizes, cancel) is { } refused)
            return refused;
        if (to.Answers is { } answers)
            WriteAnswers(answers, files);
        if (to.Texts is { } texts)
            Write(texts, files.WriteTexts);
        if (to is { Codebook: { } codebook, Answers: { } described })
            Write(codebook, file => files.WriteCodebook(file, Path.GetFileName(described)));

        var pictures = to.Pictures is { } folder ? await WritePicturesAsync(installation, survey, files, folder, cancel) : 0;
        if (screen.IsJson)
            screen.Document(new { survey.Code, hidden.Answers, Counting = counted.By.Rule, hidden.Merged, hidden.LeftOut });
        foreach (var written in new[] { to.Answers, to.Archive }.OfType<string>())
            screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(hidden.Answers)} phiếu vào {written}.", $"Wrote {VietnameseNumbers.CountEnglish(hidden.Answers)} answers to {written}."));
        if (to.Pictures is not null)
            screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(pictures)} ảnh vào {to.Pictures}.", $"Wrote {VietnameseNumbers.CountEnglish(pictures)} pictures to {to.Pictures}."));
        screen.Remark(counted.Said);
        screen.Remark(notes.Response.All);
        SurveyNames.TellHidden(screen, hidden);
        if (files.Emptied is { } emptied)
            screen.Remark(emptied);
        return (int)ExitCode.Ok;
    }

    /// <summary>In the order of their random names, so that no time of a file tells another.</summary>
    /// <returns>How many.</returns>
    private static async Task<int> WritePicturesAsync(Installation installation, LiveSurvey survey, AnswerFiles files, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var written = 0;
        foreach (var (question, name) in files.Pictures())
        {
            if (await installation.Answers.Pictures.FindAsync(survey.Code, name, cancel) is not { } picture)
                continue;
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{question}-{name}"), picture, cancel);
            written++;
        }

        return written;
    }

    private static async Task<int?> WriteArchiveAsync(Screen screen, Installation installation, LiveSurvey survey, (string Path, string? Sizes) to, CancellationToken cancel)
    {
        var read = SurveyNames.ReadSizes(to.Sizes);
        if (!read.TryGet(out var known))
            return screen.Problems(read.Problems);
        var made = await installation.SurveyArchives.MakeAsync(survey, known.Sizes, cancel);
        if (!made.TryGet(out var archive))
            return screen.Problems(made.Problems);
        await using var file = File.Create(to.Path);
        await archive.WriteAsync(file, (_, _, _) => Task.CompletedTask, cancel);
        return null;
    }

    private static async Task<int?> WriteScriptAsync(Screen screen, AnswerFiles files, (string Path, string Table, ImmutableArray<(Words Name, ImmutableArray<string> Units)> Blocks) script, string? sizes, CancellationToken cancel)
    {
        var read = SurveyNames.ReadSizes(sizes);
        if (!read.TryGet(out var known))
            return screen.Problems(read.Problems);
        var made = files.Script(script.Table, script.Blocks, known.Sizes);
        if (!made.TryGet(out var text))
            return screen.Problems(made.Problems);
        await File.WriteAllTextAsync(script.Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancel);
        return null;
    }

    private static void WriteAnswers(string path, AnswerFiles files)
    {
        var ending = EndingOf(path);
        if (ending != "xlsx")
            Write($"{path}.about.csv", files.WriteAbout); // none of these formats has a place for it
        Write(path, file => files.Write(file, ending, TimeProvider.System.GetUtcNow().UtcDateTime));
    }

    private static void Write(string path, Action<Stream> write)
    {
        using var file = File.Create(path);
        write(file);
    }

    internal static string EndingOf(string path) => Path.GetExtension(path).ToLowerInvariant().TrimStart('.');

    /// <summary>Where each goes; <c>null</c> for what is not wanted.</summary>
    /// <param name="Pictures">A folder.</param>
    internal sealed record Files(string? Answers, string? Archive, string? Texts, string? Pictures, string? Codebook, string? Script, string? Sizes);
}
