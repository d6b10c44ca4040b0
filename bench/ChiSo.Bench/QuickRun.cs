using System.Diagnostics;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Bench;

/// <summary>Medians in a few seconds, for people who change the engine; the numbers in <c>docs/performance.md</c> come from it.</summary>
internal static class QuickRun
{
    private const int Runs = 15;

    public static void Print()
    {
        Console.WriteLine(Invariant($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {Sizes.Criteria} criteria, median of {Runs}"));
        foreach (var units in Sizes.Units)
        {
            var input = SyntheticBlock.Of(units, Sizes.Criteria);
            var cost = Measure(() => Computation.Compute(input));
            Console.WriteLine(Invariant($"compute {units,6} units: {cost.MedianMs,8:0.0} ms (fastest {cost.FastestMs:0.0}; processor time {cost.ProcessorMs:0.0}), {cost.Megabytes,6:0.0} MB, {cost.MedianMs * 1000 / units:0.0} µs a unit"));
        }

        var block = SyntheticBlock.Of(3_355, Sizes.Criteria);
        var tree = Measure(() => Explanation.Of(block, unit: 1_000));
        Console.WriteLine(Invariant($"explain one of 3355: {tree.MedianMs,8:0.00} ms (fastest {tree.FastestMs:0.00}; processor time {tree.ProcessorMs:0.00}), {tree.Megabytes,6:0.00} MB"));
    }

    private static Cost Measure<T>(Func<T> work)
    {
        WarmUp(work);

        var times = new double[Runs];
        var processor = new double[Runs];
        var allocated = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var busy = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            times[run] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            processor[run] = (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds;
            allocated[run] = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0;
        }

        Array.Sort(times);
        Array.Sort(processor);
        Array.Sort(allocated);
        return new(times[Runs / 2], times[0], processor[Runs / 2], allocated[Runs / 2]);
    }

    /// <summary>Until the run-time has compiled the loops for speed, which it does in the background after some thirty calls.</summary>
    private static void WarmUp<T>(Func<T> work)
    {
        var clock = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(clock) < TimeSpan.FromSeconds(3))
            GC.KeepAlive(work());
    }

    /// <param name="ProcessorMs">Median over all threads: tells the work where other programs keep the cores busy.</param>
    private sealed record Cost(double MedianMs, double FastestMs, double ProcessorMs, double Megabytes);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
