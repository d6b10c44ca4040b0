using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Rounds;

/// <summary>Rounds read from a folder, a workbook, an old <c>.xls</c> or a JSON file.</summary>
internal static class RoundSource
{
    /// <summary>The round, or every problem of its files at once.</summary>
    public static Task<Result<RoundDocument>> ReadAsync(Screen screen, string path) =>
        screen.WorkAsync(new("Đang đọc tệp", "Reading the files"), () => Task.FromResult(RoundPath.Read(path)));

    /// <summary>Goes on with the round a person named: a folder or file that is there, otherwise the code of a round in the database.</summary>
    public static async Task<int> UseAsync(Screen screen, string? connection, string named, Func<RoundDocument, Task<int>> next, CancellationToken cancel)
    {
        if (!Path.Exists(named))
        {
            return await OpenInstallation.NeedAsync(screen, connection, async installation =>
                await installation.Rounds.LoadAsync(named, cancel) is { } stored ? await next(stored) : screen.Problem(Unknown(named), ExitCode.NotFound), cancel);
        }

        var read = await ReadAsync(screen, named);
        return read.TryGet(out var round) ? await next(round) : Refuse(screen, read.Problems);
    }

    /// <summary>Shows the problems; "not found" is told apart from problems inside the files.</summary>
    public static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);

    public static Problem Unknown(string code) => new("round.unknown", code,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."),
        new("Nêu mã đã dùng khi nhập, hoặc nhập kỳ bằng chiso import.", "Give the code it was imported under, or import it with chiso import."));
}
