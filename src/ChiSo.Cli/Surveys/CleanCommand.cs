using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Surveys.Cleaning;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey clean</c>: answers that stand out, what was decided of them, and the file of those that count.</summary>
internal static class CleanCommand
{
    private const double UsualShare = 0.05;
    private const double MarkedAt = 0.05;

    public static Command Create(SharedOptions shared)
    {
        var (design, answers) = SurveyFiles.Arguments(shared);
        answers.Description = shared.Say(new("Tệp câu trả lời (CSV có dòng tiêu đề, hoặc Parquet).", "The answers (CSV with a header, or Parquet)."));
        var decisions = shared.Option("--decisions", new("BẢNG", "TABLE"), new("CSV hoặc Excel với cột row, state, reason và, khi sửa, column, before, after.", "CSV or Excel with the columns row, state, reason and, for corrections, column, before, after."));
        var flags = shared.Option("--flags", new("TỆP", "FILE"), new("Tệp CSV hoặc Parquet nhận danh sách phiếu cần xem.", "CSV or Parquet file for the list of answers to look at."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV hoặc Parquet nhận các phiếu được tính, đã sửa theo bảng quyết định; tệp gốc giữ nguyên.", "CSV or Parquet file for the answers that count, corrected as decided; the original stays."));
        var recheck = shared.Option("--recheck", new("TỆP", "FILE"), new("Tệp CSV hoặc Parquet nhận danh sách rút ngẫu nhiên để phúc tra.", "CSV or Parquet file for the random list to be asked again."));
        var share = shared.Option("--share", new("TỶ LỆ", "SHARE"), new("Phần phiếu phúc tra của mỗi điều tra viên; mặc định 0,05.", "Share of every interviewer's answers to be asked again; 0.05 by default."));
        var seed = shared.Option("--seed", new("SỐ", "NUMBER"), new("Hạt giống của lần rút phúc tra, số nguyên từ 0.", "The seed of that draw, a whole number from 0."));
        var command = new GuidedCommand("clean", shared.Say(new("Làm sạch phiếu: đánh dấu phiếu đáng ngờ, ghi quyết định, xuất các phiếu được tính.", "Clean answers: flag what stands out, apply decisions, write those that count.")))
        {
            Examples =
            [
                new("chiso survey clean design.json answers.csv --flags flags.csv", new("Danh sách phiếu cần xem.", "The list of answers to look at.")),
                new("chiso survey clean design.json answers.csv --decisions decisions.csv --to cleaned.csv", new("Các phiếu được tính, theo bảng quyết định.", "The answers that count, as decided.")),
                new("chiso survey clean design.json answers.csv --recheck again.csv --share 0,1 --seed 2026", new("Rút 10 % phiếu để phúc tra.", "Draws 10 % of the answers to be asked again.")),
            ],
        };
        command.Add(design);
        command.Add(answers);
        foreach (var option in new Option[] { decisions, flags, to, recheck, share, seed })
            command.Add(option);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, numbers) = (shared.ScreenOf(parsed), new NumberOptions(parsed));
            var wanted = new Wanted(parsed.GetValue(decisions), parsed.GetValue(flags), parsed.GetValue(to), parsed.GetValue(recheck), numbers.Number(share, UsualShare, 0, 1), parsed.GetValue(recheck) is null ? 0 : numbers.Seed(seed));
            return numbers.Problems.IsEmpty ? RunAsync(screen, parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), wanted, cancel) : Task.FromResult(screen.Problems(numbers.Problems, ExitCode.Usage));
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string design, string answers, Wanted wanted, CancellationToken cancel)
    {
        var parsed = DesignFile.Read(design);
        if (!parsed.TryGet(out var file))
            return SurveyFiles.Refuse(screen, parsed.Problems);
        if (file.Cleaning is not { } columns)
            return screen.Problem(CleaningProblems.NotDeclared(Path.GetFileName(design)), ExitCode.Problems);
        if (new[] { wanted.To, wanted.Flags, wanted.Recheck }.OfType<string>().FirstOrDefault(path => Path.GetFullPath(path) == Path.GetFullPath(answers)) is { } same)
            return screen.Problem(CleaningProblems.SameFile(same), ExitCode.Problems);
        var decided = await DecidedAsync(answers, columns, wanted.Decisions, cancel);
        if (!decided.TryGet(out var cleaning))
            return SurveyFiles.Refuse(screen, decided.Problems);
        var checking = cleaning.Check();
        if (!checking.TryGet(out var report))
            return screen.Problems(checking.Problems);
        Draw? draw = null;
        if (wanted.Recheck is not null)
        {
            var drawn = cleaning.Recheck(wanted.Share, wanted.Seed);
            if (!drawn.TryGet(out draw))
                return screen.Problems(drawn.Problems);
            await WriteAsync(wanted.Recheck, CleaningFile.RecheckList(draw), cancel);
        }

        await WriteAsync(wanted.Flags, cleaning.Flags(report), cancel);
        await WriteAsync(wanted.To, cleaning.Cleaned(report), cancel);
        Show(screen, cleaning, report, draw);
        return (int)ExitCode.Ok;
    }

    private static async Task<Result<CleaningFile>> DecidedAsync(string answers, CleaningColumns columns, string? decisions, CancellationToken cancel)
    {
        var read = await CleaningFile.ReadAsync(answers, columns, cancel);
        if (decisions is null || !read.TryGet(out var file))
            return read;
        var table = TableFiles.Read(decisions);
        return table.Tables is [var first, ..] && table.Problems.IsEmpty ? file.Decide(first) : table.Problems;
    }

    private static void Show(Screen screen, CleaningFile cleaning, CleaningReport report, Draw? draw)
    {
        var states = cleaning.Concluded(report).CountBy(state => state).ToDictionary();
        var interviewers = cleaning.Interviewers();
        ImmutableArray<InterviewerEffect> effects = interviewers is null ? [] : InterviewerEffects.Of(cleaning.Answers(), interviewers);
        ImmutableArray<InterviewerDifference> differences = interviewers is null ? [] : [.. InterviewerEffects.Differences(cleaning.Answers(), interviewers).Where(one => one.Adjusted < MarkedAt)];
        int Of(AnswerState state) => states.GetValueOrDefault(state);
        if (screen.IsJson)
        {
            screen.Document(new
            {
                Rows = cleaning.Ids.Length, Rules = report.Flags.CountBy(flag => CleaningFile.NameOf(flag.Rule)).ToImmutableSortedDictionary(), Accepted = Of(AnswerState.Accepted), New = Of(AnswerState.New), SetAside = Of(AnswerState.SetAside), Reask = Of(AnswerState.Reask),
                cleaning.Corrected, TimesKnown = cleaning.Columns.Minutes is not null, report.NotCompared, Interviewers = effects, Differences = differences, Recheck = draw is null ? null : new { draw.Method, draw.Seed, draw.FrameHash, draw.Version, Rows = draw.Rows.Length },
            });
            return;
        }

        ShowRules(screen, cleaning, report);
        if (!effects.IsEmpty)
            ShowInterviewers(screen, effects, differences);
        if (cleaning.Columns.Minutes is null)
            screen.Remark(new("Không có cột thời gian trả lời nên không xét phiếu trả lời quá nhanh.", "No times are recorded, so nobody is looked at for speed."));
        foreach (var group in report.NotCompared)
            screen.Remark(new($"Nhóm “{group}” quá đông nên chỉ tìm phiếu giống hệt.", $"The group “{group}” is too large: only exact duplicates were looked for."));
        if (draw is not null)
            screen.Remark(new($"Phúc tra {draw.Rows.Length} phiếu, hạt giống {Number(draw.Seed)}, khung {draw.FrameHash}.", $"{draw.Rows.Length} answers to be asked again, seed {Number(draw.Seed)}, frame {draw.FrameHash}."));
        screen.Remark(new($"Được tính {Of(AnswerState.Accepted)}, chưa quyết định {Of(AnswerState.New)}, loại ra {Of(AnswerState.SetAside)}, hỏi lại {Of(AnswerState.Reask)}; sửa {cleaning.Corrected} ô.",
            $"{Of(AnswerState.Accepted)} count, {Of(AnswerState.New)} undecided, {Of(AnswerState.SetAside)} set aside, {Of(AnswerState.Reask)} to be asked again; {cleaning.Corrected} cells corrected."));
    }

    private static void ShowRules(Screen screen, CleaningFile cleaning, CleaningReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[] { new("Quy tắc", "Rule"), new("Phiếu", "Answers"), new("Tỷ lệ %", "Share %") }.Select(screen.Say)]);
        foreach (var rule in Enum.GetValues<CleaningRule>())
        {
            var rows = report.Flags.Where(flag => flag.Rule == rule).Select(flag => flag.Row).Distinct().Count();
            table.AddRow([.. new[] { screen.Say(CleaningWords.Of(rule)), $"{rows}", Shown(screen, cleaning.Ids.IsEmpty ? 0 : 100.0 * rows / cleaning.Ids.Length, "0.0") }.Select(text => new Text(text))]);
        }

        screen.Show(table);
    }

    private static void ShowInterviewers(Screen screen, ImmutableArray<InterviewerEffect> effects, ImmutableArray<InterviewerDifference> differences)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[] { new("Câu", "Question"), new("Phần do điều tra viên (ρ)", "Share of interviewers (ρ)"), new("F", "F"), new("p (Holm)", "p (Holm)") }.Select(screen.Say)]);
        foreach (var effect in effects)
            table.AddRow([.. new[] { effect.Item, Shown(screen, effect.Share, "0.000"), Shown(screen, effect.F, "0.00"), Shown(screen, effect.Adjusted, "0.0000") }.Select(text => new Text(text))]);
        screen.Show(table);
        foreach (var one in differences)
            screen.Line(new Words($"{one.Interviewer}, {one.Item}: khác các điều tra viên khác {Shown(screen, one.Value, "+0.00;-0.00")} (p = {Shown(screen, one.Adjusted, "0.0000")}).", $"{one.Interviewer}, {one.Item}: differs from the other interviewers by {Shown(screen, one.Value, "+0.00;-0.00")} (p = {Shown(screen, one.Adjusted, "0.0000")})."));
    }

    private static string Shown(Screen screen, double value, string format) => screen.Say(new(value.ToString(format, CultureInfo.InvariantCulture).Replace('.', ','), value.ToString(format, CultureInfo.InvariantCulture)));

    private static string Number(ulong seed) => seed.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parquet where the file is named so, else CSV.</summary>
    private static async Task WriteAsync(string? path, TableRows rows, CancellationToken cancel)
    {
        if (path is null)
            return;
        await using var file = File.Create(path);
        if (string.Equals(Path.GetExtension(path), ParquetTables.Ending, StringComparison.OrdinalIgnoreCase))
            await ParquetTables.WriteAsync(file, rows, cancel);
        else
            CsvTables.Write(file, rows, CsvWriting.Exchanged);
    }

    /// <summary>Files a call names; <c>null</c> for those it doesn't.</summary>
    private sealed record Wanted(string? Decisions, string? Flags, string? To, string? Recheck, double Share, ulong Seed);
}
