using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Publication;

namespace ChiSo.Bench;

/// <summary>How much memory <c>chiso survey export</c> takes in each format, for a survey with few answers and with many: as much. The numbers in <c>docs/performance.md</c> come from it.</summary>
internal static class ExportRun
{
    private const int Few = 10_000;
    private const double Mega = 1024 * 1024;

    private static readonly string[][] Formats = [["--to", "answers.csv"], ["--to", "answers.xlsx"], ["--to", "answers.sav"], ["--to", "answers.dta"], ["--to", "answers.csv", "--codebook", "answers.xml"]];

    /// <param name="arguments">After <c>--export</c>: the built program and how many answers.</param>
    public static async Task PrintAsync(ReadOnlyMemory<string> arguments)
    {
        var (program, many) = (Path.GetFullPath(arguments.Span[0]), int.Parse(arguments.Span[1], CultureInfo.InvariantCulture));
        foreach (var answers in (int[])[Few, many])
        {
            var folder = Directory.CreateTempSubdirectory("chiso-export-").FullName;
            try
            {
                await FillAsync(folder, answers);
                foreach (var format in Formats)
                    Console.WriteLine($"{answers,9} answers, {string.Join(' ', format[1..]),-40} {await ExportAsync(program, folder, format)}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task FillAsync(string folder, int answers)
    {
        using var installation = new Installation(connection: null, folder, TimeProvider.System);
        await BenchSurvey.FillAsync(installation, folder, answers, (number, question) => (number + (question * number % 7)) % 5);
    }

    private static async Task<string> ExportAsync(string program, string folder, string[] format)
    {
        var start = new ProcessStartInfo(program, ["survey", "export", BenchSurvey.Code, .. format, "--database", $"Data Source={Path.Combine(folder, "chiso.db")}"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var chiso = Process.Start(start) ?? throw new InvalidOperationException("chiso did not start.");
        var (began, errors, said) = (Stopwatch.GetTimestamp(), chiso.StandardError.ReadToEndAsync(), chiso.StandardOutput.ReadToEndAsync());
        var (most, used) = (0L, TimeSpan.Zero);
        while (!chiso.WaitForExit(20))
        {
            chiso.Refresh();
            try
            {
                (most, used) = (Math.Max(most, chiso.WorkingSet64), chiso.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                // it ended between the two
            }
        }

        await said;
        if (chiso.ExitCode != 0)
            throw new InvalidOperationException(await errors);
        return string.Create(CultureInfo.InvariantCulture, $"{most / Mega:0} MB at most, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {used.TotalSeconds:0.0} s of processor, file {new FileInfo(Path.Combine(folder, format[1])).Length / Mega:0} MB");
    }
}
