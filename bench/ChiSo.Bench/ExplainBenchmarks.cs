using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using ChiSo.Engine;

namespace ChiSo.Bench;

/// <summary>The tree of reasons of one unit, rebuilt on demand.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ExplainBenchmarks
{
    private readonly BlockInput input = SyntheticBlock.Of(3_355, Sizes.Criteria);

    [Benchmark]
    public ImmutableArray<Explained> Explain() => Explanation.Of(input, unit: 1_000);
}
