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
        if (!parsed.TryGet(out var file))
            return Refuse(screen, parsed.Problems);
        var read = await AnswerTable.ReadAsync(answersPath, file, cancel);
        if (!read.TryGet(out var answers))
            return Refuse(screen, read.Problems);
        var made = WeightedSample.Of(file, answers);
        return made.TryGet(out var sample) ? work(screen, file, answers, sample) : screen.Problems(made.Problems);
    }

    /// <summary>Shows the problems; "not found" is told apart from problems inside the files.</summary>
    public static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
}
