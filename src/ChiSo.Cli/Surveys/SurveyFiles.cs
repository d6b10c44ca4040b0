using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary>The two files of an estimate.</summary>
internal static class SurveyFiles
{
    public static (Argument<string> Design, Argument<string> Answers) Arguments(SharedOptions shared) =>
        (shared.Argument(new("THIẾT-KẾ", "DESIGN"), new("Tệp thiết kế mẫu (JSON).", "The design file (JSON).")),
            shared.Argument(new("TRẢ-LỜI", "ANSWERS"), new("Tệp câu trả lời (CSV có dòng tiêu đề, hoặc Parquet).", "The answers (CSV with a header, or Parquet).")));

    /// <summary>Reads both and makes the design; shows every problem otherwise.</summary>
    public static async Task<int> UseAsync(Screen screen, string designPath, string answersPath, Func<Screen, DesignFile, AnswerTable, WeightedSample, int> work, CancellationToken cancel)
    {
        var parsed = DesignFile.Read(designPath);
        var read = parsed.TryGet(out var file) ? await ReadAsync(file, answersPath, cancel) : parsed.Problems;
        return read.TryGet(out var now) ? work(screen, now.File, now.Answers, now.Sample) : Refuse(screen, read.Problems);
    }

    /// <summary>The same with an earlier file, read for what the design compares with it.</summary>
    public static async Task<int> UseWithEarlierAsync(Screen screen, (string Design, string Answers) now, (string Design, string Answers) before, Func<Screen, SampledAnswers, SampledAnswers?, int> work, CancellationToken cancel)
    {
        var parsed = DesignFile.Read(now.Design);
        var other = before.Design == now.Design ? parsed : DesignFile.Read(before.Design); // one file is one design, with one set of totals
        if (!parsed.TryGet(out var file) || !other.TryGet(out var earlier))
            return Refuse(screen, [.. parsed.Problems, .. other.Problems]);
        var (here, there) = (await ReadAsync(file, now.Answers, cancel), await ReadAsync(file.Before(earlier), before.Answers, cancel));
        return here.TryGet(out var sampled) && there.TryGet(out var then) ? work(screen, sampled, then) : Refuse(screen, [.. here.Problems, .. there.Problems]);
    }

    private static async Task<Result<SampledAnswers>> ReadAsync(DesignFile file, string path, CancellationToken cancel)
    {
        var read = await AnswerTable.ReadAsync(path, file, cancel);
        if (!read.TryGet(out var answers))
            return read.Problems;
        var made = WeightedSample.Of(file, answers);
        return made.TryGet(out var sample) ? new SampledAnswers(file, answers, sample) : made.Problems;
    }

    /// <summary>Shows the problems; "not found" is told apart from problems inside the files.</summary>
    public static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
}
