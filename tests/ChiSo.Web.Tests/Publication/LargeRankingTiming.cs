using System.Diagnostics;

namespace ChiSo.Web.Tests.Publication;

/// <summary>Not a test: prints how long the server takes for a page of 3,355 units. Run by name with <c>-explicit only</c>; figures go to docs/performance.md.</summary>
public sealed class LargeRankingTiming(ITestOutputHelper output)
{
    private const int Warmup = 20;
    private const int Runs = 200;

    [Theory(Explicit = true)]
    [InlineData("")]
    [InlineData("?sort=-change")]
    [InlineData("?q=nghiem+33")]
    [InlineData("?page=34")]
    public async Task Time_of_a_page(string query)
    {
        await using var pages = await Pages.StartAsync(Synthetic.Communes());
        var times = new List<double>();
        for (var run = 0; run < Warmup + Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            (await pages.TextAsync("/toan-quoc-2025/xa" + query)).ShouldContain("Xã Thử nghiệm");
            if (run >= Warmup)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"{(query.Length == 0 ? "plain" : query)}: median {times[Runs / 2]:0.0} ms, 95 % under {times[Runs * 95 / 100]:0.0} ms, uncompressed, client included");
    }
}
