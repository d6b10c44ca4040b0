using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Bench;

/// <summary>How long the pages of a closed survey are computed: results, cleaning, board, pages of the feed; with nothing kept in memory, and again. The numbers in <c>docs/performance.md</c> come from it.</summary>
internal static class ReadingRun
{
    private const int PageRows = 5_000;
    private const int Times = 5;
    private const double Mega = 1024 * 1024;

    /// <param name="arguments">After <c>--reading</c>: how many answers, once or more.</param>
    public static async Task PrintAsync(ReadOnlyMemory<string> arguments)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, SQLite, {BenchSurvey.Questions} questions, {BenchSurvey.Units} units"));
        foreach (var answers in arguments.ToArray().Select(number => int.Parse(number, CultureInfo.InvariantCulture)))
        {
            var folder = Directory.CreateTempSubdirectory("chiso-reading-").FullName;
            try
            {
                await FillAsync(folder, answers);
                await MeasureAsync(folder, answers);
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task FillAsync(string folder, int answers)
    {
        using var installation = new Installation(connection: null, folder, TimeProvider.System);
        var survey = await BenchSurvey.FillAsync(installation, folder, answers, (number, question) => (int)((((uint)number * 2_654_435_761u) ^ ((uint)question * 2_246_822_519u)) % 65_521u % 5u)); // hardly two forms alike
        await installation.Surveys.CloseAsync(survey.Code, Change.OnThisMachine(TimeProvider.System, "bench"), CancellationToken.None);
    }

    private static async Task MeasureAsync(string folder, int answers)
    {
        await TimeAsync(folder, answers, "results", (installation, survey, _) => installation.SurveyReading.ResultsAsync(survey, by: null, CancellationToken.None));
        await TimeAsync(folder, answers, "cleaning", (installation, survey, _) => installation.Reviewing.ReadAsync(survey, CancellationToken.None));
        await TimeAsync(folder, answers, "board", (installation, survey, _) => installation.SurveyReading.BoardAsync(survey, CancellationToken.None));
        await TimeAsync(folder, answers, "page of the feed", async (installation, survey, turn) =>
        {
            var shown = (await installation.Counting.ReadAsync(survey, CancellationToken.None)).Shown(survey);
            return (await installation.Counting.SteadyAsync(survey, shown, CancellationToken.None))(turn * PageRows).Take(PageRows).Count();
        });
    }

    /// <summary>Once on an installation just opened, then again on the same: the median.</summary>
    private static async Task TimeAsync<T>(string folder, int answers, string what, Func<Installation, LiveSurvey, int, Task<T>> read)
    {
        using var installation = new Installation(connection: null, folder, TimeProvider.System);
        var survey = await installation.Surveys.FindAsync(BenchSurvey.Code, CancellationToken.None) ?? throw new InvalidOperationException("The survey is gone.");
        var times = new List<double>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var turn = 0; turn <= Times; turn++)
        {
            var began = Stopwatch.GetTimestamp();
            await read(installation, survey, turn);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / Mega;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers,9} answers, {what,-18} first {times[0],9:0.0} ms, then {times.Skip(1).Order().ElementAt(Times / 2),8:0.0} ms (at most {times.Skip(1).Max():0.0}), kept {kept:0} MB"));
    }
}
