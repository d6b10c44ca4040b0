using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys;
using ChiSo.Engine.Surveys;

namespace ChiSo.Bench;

/// <summary>A million forms of thirty questions from a CSV file to thirty means with linearised errors and 200 bootstrap replicates; the numbers in <c>docs/performance.md</c> come from it.</summary>
internal static class SurveyRun
{
    private const int Rows = 1_000_000;
    private const int Items = 30;
    private const int Strata = 100;
    private const int UnitsPerStratum = 30;
    private const int Runs = 7;

    private static readonly ColumnNames Names = new("stratum", "unit", "weight", [.. Enumerable.Range(1, Items).Select(item => $"q{item}")]);

    public static void Print()
    {
        var path = Path.Combine(Path.GetTempPath(), "chiso-bench-answers.csv");
        Write(path);
        Console.WriteLine(Invariant($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {Rows} forms × {Items} questions, {Strata} strata, {Strata * UnitsPerStratum} units, {new FileInfo(path).Length / 1048576.0:0} MB"));
        try
        {
            for (var run = 1; run <= Runs; run++)
                Run(path, run);
        }
        finally
        {
            File.Delete(path);
        }

        Console.WriteLine(Invariant($"highest memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MB"));
    }

    private static void Run(string path, int run)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (busy, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (!AnswerTotals.Read(stream, "answers.csv", Names).TryGet(out var totals))
            throw new InvalidOperationException("The file made for the benchmark can't be read.");
        var means = totals.Means(Names.Items);
        var (readBusy, read) = (Environment.CpuUsage.TotalTime - busy, Stopwatch.GetElapsedTime(clock));

        (busy, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var variances = totals.BootstrapVariances(200, 1);
        var (bootBusy, boot) = (Environment.CpuUsage.TotalTime - busy, Stopwatch.GetElapsedTime(clock));
        var first = means[0].TryGet(out var estimate) ? estimate : throw new InvalidOperationException("No mean.");
        Console.WriteLine(Invariant($"run {run}: means {read.TotalMilliseconds:0} ms (processor {readBusy.TotalMilliseconds:0}), 200 replicates {boot.TotalMilliseconds:0} ms (processor {bootBusy.TotalMilliseconds:0}), allocated {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0:0.0} MB; q1 {first.Value:0.000000} ± {first.StandardError:0.000000}, bootstrap {Math.Sqrt(variances[0]):0.000000}"));
    }

    private static void Write(string path)
    {
        var random = new SplitMix64(20261123);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        writer.Write(string.Join(',', new[] { Names.Stratum, Names.Unit, Names.Weight }.Concat(Names.Items)) + "\n");
        Span<char> answers = stackalloc char[Items * 2];
        for (var row = 0; row < Rows; row++)
        {
            var unit = row / (Rows / (Strata * UnitsPerStratum));
            unit = Math.Min(unit, (Strata * UnitsPerStratum) - 1);
            writer.Write(Invariant($"{unit / UnitsPerStratum},{unit},{1 + (random.Below(900) / 100.0)}"));
            var length = 0;
            for (var item = 0; item < Items; item++)
            {
                answers[length++] = ',';
                var answer = random.Below(50);
                if (answer > 0)
                    answers[length++] = (char)('1' + Math.Min(4, (answer + (unit % 7)) / 11));
            }

            writer.Write(answers[..length]);
            writer.Write('\n');
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
