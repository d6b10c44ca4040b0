namespace ChiSo.Engine.Surveys;

/// <summary>How many people must answer, and how many must be asked for that.</summary>
/// <param name="Completed">Valid forms needed.</param>
/// <param name="Invited">People to ask, at the expected response.</param>
public sealed record SampleSize(int Completed, int Invited)
{
    /// <summary>For a share p within ± margin: n₀ = z²·p(1 − p) ÷ e²; of N people N·n₀ ÷ (N + n₀ − 1); times the design effect, at most N; ÷ response. Rounded up once, at the end.</summary>
    /// <param name="share">Expected share in (0, 1); 0.5 is the safe choice.</param>
    /// <param name="margin">Half the width of the interval, as a share: 0.03.</param>
    /// <param name="population">People in the frame; <c>null</c> for very many.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="response">Share of those asked who answer, in (0, 1].</param>
    /// <remarks>Source: Cochran, Sampling Techniques (1977), 4.4; Lohr, Sampling (2022), 2.6. Margin of error by the normal distribution.</remarks>
    public static SampleSize ForShare(double share, double margin, double level = 0.95, int? population = null, double designEffect = 1, double response = 1)
    {
        if (!(share is > 0 and < 1 && margin is > 0 and < 1 && level is > 0 and < 1 && designEffect > 0 && response is > 0 and <= 1) || population < 1)
            throw new ArgumentOutOfRangeException(nameof(share), $"share {share}, margin {margin}, level {level}, population {population}, design effect {designEffect}, response {response}: one is out of its range.");

        var z = Quantile.Normal((1 + level) / 2);
        var simple = z * z * share * (1 - share) / (margin * margin);
        var needed = population is { } size ? Math.Min(size, designEffect * size * simple / (size + simple - 1)) : designEffect * simple;
        return Rounded(needed, response);
    }

    /// <summary>n = N ÷ (1 + N·e²), the rule of the early national guidance (e = 5 %).</summary>
    /// <remarks>Source: Yamane, Statistics (1967); guidance of 2012-2014 on measuring satisfaction. It is the formula above with p = 0.5, z = 2 and without "− 1".</remarks>
    public static SampleSize Yamane(int population, double margin, double response = 1) => Rounded(population / (1 + (population * margin * margin)), response);

    /// <summary>1 + (m − 1)·ρ for m people a cluster whose answers correlate by ρ. Source: Kish, Survey Sampling (1965), 5.4.</summary>
    public static double DesignEffectOfClusters(double peoplePerCluster, double intraclassCorrelation) => 1 + ((peoplePerCluster - 1) * intraclassCorrelation);

    /// <summary>The margin n valid forms give: z·√(deff·p(1 − p) ÷ n·(N − n) ÷ (N − 1)).</summary>
    public static double Margin(int completed, double share, double level = 0.95, int? population = null, double designEffect = 1) =>
        Quantile.Normal((1 + level) / 2) * Math.Sqrt(VarianceOf(completed, share, population, designEffect));

    /// <summary>The smallest difference between two units of n forms each that a test of all pairs finds with the given power: below it an order of the units says nothing.</summary>
    /// <param name="pairs">Comparisons made at once; each is tested at (1 − level) ÷ pairs.</param>
    /// <param name="power">Chance in (0, 1) of finding a difference of this size.</param>
    /// <remarks>(z(1 − α/2m) + z(power))·√(2V). Source: Lohr (2022), 2.6, with Bonferroni's bound in place of Holm's.</remarks>
    public static double DetectableDifference(int completed, double share, int pairs, double level = 0.95, double power = 0.8, int? population = null, double designEffect = 1) =>
        (Quantile.Normal(1 - ((1 - level) / (2 * pairs))) + Quantile.Normal(power)) * Math.Sqrt(2 * VarianceOf(completed, share, population, designEffect));

    private static double VarianceOf(int completed, double share, int? population, double designEffect)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(completed, 1);
        var finite = population is { } size ? size <= 1 ? 0 : Math.Max(0, (double)(size - completed) / (size - 1)) : 1;
        return designEffect * share * (1 - share) / completed * finite;
    }

    private static SampleSize Rounded(double needed, double response) => new(Up(needed), Up(needed / response));

    /// <summary>Up, unless a whole number was missed by rounding errors only.</summary>
    private static int Up(double value) => (int)Math.Ceiling(value - (1e-9 * value));
}
