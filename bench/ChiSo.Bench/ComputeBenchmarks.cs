using BenchmarkDotNet.Attributes;
using ChiSo.Engine;

namespace ChiSo.Bench;

/// <summary>From loaded entries to ranks and classes. Promised: 3,355 units × 120 criteria under 100 ms and under 64 MB on two cores, growing linearly.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ComputeBenchmarks
{
    private BlockInput input = SyntheticBlock.Of(1, Sizes.Criteria);

    [Params(1_000, 3_355, 10_000, 33_550)]
    public int Units { get; set; }

    [GlobalSetup]
    public void Load() => input = SyntheticBlock.Of(Units, Sizes.Criteria);

    [Benchmark]
    public BlockResult Compute() => Computation.Compute(input);
}
