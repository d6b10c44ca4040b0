using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>How a sample is spread over strata.</summary>
/// <remarks>Source: Cochran (1977), 5.5 to 5.9; square root as the power allocation of Bankier (1988), The American Statistician 42, with power ½.</remarks>
public enum AllocationRule
{
    /// <summary>n·Nₕ ÷ N.</summary>
    Proportional,

    /// <summary>The same number everywhere.</summary>
    Equal,

    /// <summary>n·NₕSₕ ÷ ΣNₕSₕ: the smallest error of the whole.</summary>
    Neyman,

    /// <summary>n·√Nₕ ÷ Σ√Nₕ: between proportional and equal.</summary>
    SquareRoot,
}

/// <summary>Sizes of the sample in each stratum.</summary>
public static class Allocation
{
    /// <param name="populations">People of each stratum; 1 or more.</param>
    /// <param name="deviations">Standard deviation in each stratum, for <see cref="AllocationRule.Neyman"/>; 0 or more, not all zero.</param>
    /// <param name="least">At least so many a stratum (or all of it, where it is smaller): two are needed for a variance.</param>
    /// <returns>Whole numbers that add up to <paramref name="sample"/>: floors, the largest remainders getting one more, earlier strata first.</returns>
    public static Result<ImmutableArray<int>> Of(int sample, IReadOnlyList<int> populations, AllocationRule rule, IReadOnlyList<double>? deviations = null, int least = 2)
    {
        if (rule == AllocationRule.Neyman && deviations?.Count != populations.Count)
            throw new ArgumentException("Neyman's allocation needs a standard deviation for each stratum.", nameof(deviations));

        int[] floors = [.. populations.Select(size => Math.Min(size, least))];
        var (lowest, highest) = (floors.Sum(), populations.Sum());
        if (sample < lowest || sample > highest)
        {
            return new Problem("survey.allocation", "allocation", new($"Không thể chia {Vi(sample)} phiếu: cần từ {Vi(lowest)} đến {Vi(highest)}.", $"{En(sample)} forms can't be spread: between {En(lowest)} and {En(highest)} are needed."),
                new("Đổi cỡ mẫu, hoặc số tối thiểu của mỗi tầng.", "Change the size of the sample, or the least a stratum gets."));
        }

        double[] shares = [.. populations.Select((size, stratum) => rule switch
        {
            AllocationRule.Proportional => size,
            AllocationRule.Equal => 1,
            AllocationRule.SquareRoot => Math.Sqrt(size),
            _ => size * deviations![stratum], // checked above
        })];
        return Whole(Bounded(sample, shares, floors, populations), sample, populations);
    }

    /// <summary>Proportional to the shares within the bounds: strata pushed outside are fixed at their bound, the rest is spread again.</summary>
    private static double[] Bounded(int sample, double[] shares, int[] floors, IReadOnlyList<int> ceilings)
    {
        var sizes = new double[shares.Length];
        var isFixed = new bool[shares.Length];
        for (var pass = 0; pass <= shares.Length; pass++)
        {
            var left = sample - sizes.Where((_, stratum) => isFixed[stratum]).Sum();
            var weight = shares.Where((_, stratum) => !isFixed[stratum]).Sum();
            var free = isFixed.Count(isSet => !isSet);
            for (var stratum = 0; stratum < sizes.Length; stratum++)
            {
                if (!isFixed[stratum])
                    sizes[stratum] = weight > 0 ? left * shares[stratum] / weight : left / free;
            }

            if (!FixOneSide(sizes, isFixed, floors, ceilings))
                break;
        }

        return sizes;
    }

    /// <summary>Fixes the side whose violations are larger together, which keeps the other side free to move.</summary>
    private static bool FixOneSide(double[] sizes, bool[] isFixed, int[] floors, IReadOnlyList<int> ceilings)
    {
        var (below, above) = (0.0, 0.0);
        for (var stratum = 0; stratum < sizes.Length; stratum++)
        {
            if (isFixed[stratum])
                continue;
            below += Math.Max(0, floors[stratum] - sizes[stratum]);
            above += Math.Max(0, sizes[stratum] - ceilings[stratum]);
        }

        if (below <= 0 && above <= 0)
            return false;
        for (var stratum = 0; stratum < sizes.Length; stratum++)
        {
            if (isFixed[stratum])
                continue;
            if (below >= above && sizes[stratum] <= floors[stratum])
                (sizes[stratum], isFixed[stratum]) = (floors[stratum], true);
            else if (above > below && sizes[stratum] >= ceilings[stratum])
                (sizes[stratum], isFixed[stratum]) = (ceilings[stratum], true);
        }

        return true;
    }

    private static ImmutableArray<int> Whole(double[] sizes, int sample, IReadOnlyList<int> ceilings)
    {
        const double Rounding = 1e-9;
        int[] whole = [.. sizes.Select(size => (int)Math.Floor(size + Rounding))];
        var byRemainder = Enumerable.Range(0, sizes.Length).Where(stratum => whole[stratum] < ceilings[stratum]).OrderByDescending(stratum => Math.Round(sizes[stratum] - whole[stratum], 9)).ThenBy(stratum => stratum);
        foreach (var stratum in byRemainder.Take(sample - whole.Sum()).ToArray())
            whole[stratum]++;
        return ImmutableArray.Create(whole);
    }
}
