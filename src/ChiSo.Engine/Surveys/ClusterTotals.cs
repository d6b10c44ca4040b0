using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ChiSo.Engine.Surveys;

/// <summary>Weighted totals of the first-stage units for many items: all that means, their linearised errors and replicates of a one-stage design need, so that a million forms need not be kept.</summary>
/// <remarks>The variance is that of <see cref="Variance"/> with one stage. Not thread-safe.</remarks>
public sealed class ClusterTotals
{
    private readonly int items;
    private readonly List<int> stratumOfUnit = [];
    private readonly List<double> fractions = [];
    private double[] sums = [];
    private double[] weights = [];
    private readonly int[] respondents;
    private readonly int[] missing;

    /// <summary>An item's first answer, and the weighted squares of the distances from it: the spread, without keeping the answers.</summary>
    private readonly double[] first;
    private readonly double[] squares;

    public ClusterTotals(int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        this.items = items;
        (respondents, missing, first, squares) = (new int[items], new int[items], new double[items], new double[items]);
    }

    public int Units => stratumOfUnit.Count;

    public int Strata => fractions.Count;

    /// <summary>Forms added, with answers or without.</summary>
    public int Rows => respondents[0] + missing[0];

    /// <param name="fraction">Sampling fraction in [0, 1); 0 is with replacement.</param>
    /// <returns>The number of the new stratum.</returns>
    public int AddStratum(double fraction = 0)
    {
        if (fraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A sampling fraction lies in [0, 1).");
        fractions.Add(fraction);
        return fractions.Count - 1;
    }

    /// <returns>The number of the new unit.</returns>
    public int AddUnit(int stratum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stratum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stratum, fractions.Count);
        stratumOfUnit.Add(stratum);
        if (stratumOfUnit.Count * items > sums.Length)
        {
            var size = Math.Max(16, stratumOfUnit.Count * 2) * items;
            Array.Resize(ref sums, size);
            Array.Resize(ref weights, size);
        }

        return stratumOfUnit.Count - 1;
    }

    /// <summary>Adds one form.</summary>
    /// <param name="values">One an item; NaN is no valid answer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // millions of calls in the first second
    public void AddRow(int unit, double weight, ReadOnlySpan<double> values)
    {
        if (values.Length != items)
            throw new ArgumentException($"{values.Length} answers for {items} items.", nameof(values));
        var own = sums.AsSpan(unit * items, items);
        var ownWeights = weights.AsSpan(unit * items, items);
        for (var item = 0; item < values.Length; item++)
        {
            var value = values[item];
            if (double.IsNaN(value))
            {
                missing[item]++;
                continue;
            }

            own[item] += weight * value;
            ownWeights[item] += weight;
            if (respondents[item]++ == 0)
                first[item] = value;
            var distance = value - first[item];
            squares[item] += weight * distance * distance;
        }
    }

    /// <summary>The mean of each item with its linearised variance.</summary>
    /// <param name="names">One an item.</param>
    public ImmutableArray<Result<Estimate>> Means(IReadOnlyList<string> names)
    {
        var drawn = new int[Strata];
        foreach (var stratum in stratumOfUnit)
            drawn[stratum]++;
        Problem[] lonely = [.. Enumerable.Range(0, Strata).Where(stratum => drawn[stratum] == 1).Select(DesignChecks.LonelyUnit)];
        return lonely.Length > 0
            ? [.. names.Select(_ => (Result<Estimate>)ImmutableArray.Create(lonely))]
            : [.. names.Select((name, item) => Mean(name, item, drawn))];
    }

    /// <summary>The design effect of a mean against a simple random sample with replacement, as <see cref="DesignEffect"/> has it.</summary>
    /// <returns><c>null</c> where it is undefined.</returns>
    public double? EffectOf(int item, Estimate mean)
    {
        var population = 0.0;
        for (var unit = 0; unit < Units; unit++)
            population += weights[(unit * items) + item];
        var distance = mean.Value - first[item];
        return DesignEffect.Of(mean.Variance, squares[item] - (population * distance * distance), population, mean.Respondents, withReplacement: true);
    }

    /// <summary>Rao and Wu's bootstrap of all means at once, on the totals of units.</summary>
    /// <returns>One variance an item; NaN where a replicate has no valid answer of the item.</returns>
    public double[] BootstrapVariances(int replicates, ulong seed)
    {
        var factors = Bootstrap.Factors([.. stratumOfUnit], [.. fractions], replicates, seed);
        var scales = Bootstrap.Scales(replicates);
        var estimates = new double[items][];
        for (var item = 0; item < items; item++)
            estimates[item] = new double[replicates];

        var (above, below) = (new double[items], new double[items]);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            Array.Clear(above);
            Array.Clear(below);
            for (var unit = 0; unit < Units; unit++)
            {
                var factor = factors[replicate][unit];
                if (factor == 0)
                    continue;
                AddTimes(sums.AsSpan(unit * items, items), factor, above);
                AddTimes(weights.AsSpan(unit * items, items), factor, below);
            }

            for (var item = 0; item < items; item++)
                estimates[item][replicate] = above[item] / below[item];
        }

        return [.. estimates.Select(own => ReplicateVariance.Variance(own, 0, scales, ReplicateCentre.Mean))];
    }

    private static void AddTimes(ReadOnlySpan<double> values, double factor, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += factor * values[i];
    }

    private Result<Estimate> Mean(string name, int item, int[] drawn)
    {
        var (above, below) = (0.0, 0.0);
        for (var unit = 0; unit < Units; unit++)
            (above, below) = (above + sums[(unit * items) + item], below + weights[(unit * items) + item]);
        if (below == 0)
            return Linearise.EmptyDomain(name, null);

        var mean = above / below;
        var (centres, present) = (new double[Strata], new bool[Strata]);
        var (degrees, variance) = (0, 0.0);
        for (var unit = 0; unit < Units; unit++)
            centres[stratumOfUnit[unit]] += Influence(unit) / drawn[stratumOfUnit[unit]];
        for (var unit = 0; unit < Units; unit++)
        {
            var stratum = stratumOfUnit[unit];
            var deviation = Influence(unit) - centres[stratum];
            variance += (1 - fractions[stratum]) * drawn[stratum] / (drawn[stratum] - 1.0) * deviation * deviation;
            if (weights[(unit * items) + item] == 0)
                continue;
            degrees++;
            present[stratum] = true;
        }

        return new Estimate(name, mean, variance, degrees - present.Count(stratum => stratum), respondents[item], missing[item]);

        double Influence(int unit) => (sums[(unit * items) + item] - (mean * weights[(unit * items) + item])) / below;
    }
}
