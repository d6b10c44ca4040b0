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
            var (median, fastest, allocated) = Measure(() => Computation.Compute(input));
            Console.WriteLine(Invariant($"compute {units,6} units: {median,8:0.0} ms (fastest {fastest:0.0}), {allocated / 1048576.0,6:0.0} MB, {median * 1000 / units:0.0} µs a unit"));
        }

        var block = SyntheticBlock.Of(3_355, Sizes.Criteria);
        var (explain, best, bytes) = Measure(() => Explanation.Of(block, unit: 1_000));
        Console.WriteLine(Invariant($"explain one of 3355: {explain,8:0.00} ms (fastest {best:0.00}), {bytes / 1048576.0,6:0.00} MB"));
    }

    private static (double MedianMs, double FastestMs, long AllocatedBytes) Measure<T>(Func<T> work)
    {
        for (var warm = 0; warm < 5; warm++)
            GC.KeepAlive(work());

        var times = new double[Runs];
        var allocated = new long[Runs];
        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            times[run] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            allocated[run] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Array.Sort(times);
        Array.Sort(allocated);
        return (times[Runs / 2], times[0], allocated[Runs / 2]);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
