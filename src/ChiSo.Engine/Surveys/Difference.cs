using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>A difference of two estimates with its test against zero.</summary>
/// <param name="Variance">Above zero.</param>
/// <param name="DegreesOfFreedom">Above zero; may be a fraction where two samples are compared.</param>
public sealed record Difference(string Name, double Value, double Variance, double DegreesOfFreedom)
{
    public double StandardError => Math.Sqrt(Variance);

    public double T => Value / StandardError;

    /// <summary>Two-sided: the chance of so large a difference where there is none.</summary>
    public double PValue => Quantile.StudentTwoSided(T, DegreesOfFreedom);

    /// <param name="level">Confidence in (0, 1).</param>
    public Interval Interval(double level)
    {
        var margin = Quantile.StudentT((1 + level) / 2, DegreesOfFreedom) * StandardError;
        return new(Value - margin, Value + margin, level);
    }

    /// <summary><paramref name="first"/> − <paramref name="second"/>, both from one design, covariance included: two units, two groups, two questions.</summary>
    /// <remarks>One degree of freedom fewer than the design has among their respondents, since two values are estimated: the t test of a regression on the group. Source: Lumley, Complex Surveys (2010), 5.2.</remarks>
    /// <param name="variance">Of the difference, where replicates found it; <c>null</c> for linearisation.</param>
    public static Result<Difference> Within(SurveyDesign design, Linearised first, Linearised second, double? variance = null)
    {
        var difference = first.Minus(second);
        var degrees = design.DegreesOfFreedom(difference.Members.AsSpan()) - 1;
        return Of(difference.Name, difference.Value, variance ?? Surveys.Variance.Covariance(design, [difference])[0, 0], degrees);
    }

    /// <summary><paramref name="now"/> − <paramref name="before"/> of two samples drawn independently, such as two years.</summary>
    /// <remarks>Degrees of freedom after Satterthwaite (1946), Biometrics 2: (V₁ + V₂)² ÷ (V₁²/d₁ + V₂²/d₂).</remarks>
    public static Result<Difference> BetweenSamples(Estimate now, Estimate before)
    {
        var name = $"{now.Name} − {before.Name}";
        if (now.DegreesOfFreedom < 1 || before.DegreesOfFreedom < 1)
            return Estimate.NoDegreesOfFreedom(name);
        var variance = now.Variance + before.Variance;
        var degrees = variance * variance / ((now.Variance * now.Variance / now.DegreesOfFreedom) + (before.Variance * before.Variance / before.DegreesOfFreedom));
        return Of(name, now.Value - before.Value, variance, degrees);
    }

    private static Result<Difference> Of(string name, double value, double variance, double degrees)
    {
        if (!(variance > 0))
        {
            return new Problem("survey.no-variance", name, new("Phương sai bằng 0, nên không kiểm định được.", "The variance is zero, so nothing can be tested."),
                new("Xem lại các câu trả lời: có thể mọi người trả lời giống nhau.", "Look at the answers: everybody may have said the same."));
        }

        return degrees > 0 ? new Difference(name, value, variance, degrees) : Estimate.NoDegreesOfFreedom(name);
    }
}

/// <summary>P-values of several tests at once, adjusted so that many comparisons don't find differences by chance.</summary>
public static class MultipleComparisons
{
    /// <summary>Keeps the chance of even one false difference under the level.</summary>
    /// <returns>Adjusted p-values in the order given, at most 1.</returns>
    /// <remarks>Source: Holm (1979), Scandinavian Journal of Statistics 6.</remarks>
    public static ImmutableArray<double> Holm(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        foreach (var (place, test) in InOrder(pValues).Index())
            adjusted[test] = largest = Math.Max(largest, Math.Min(1, (pValues.Count - place) * pValues[test]));
        return ImmutableArray.Create(adjusted);
    }

    /// <summary>Keeps the expected share of false differences among those found under the level.</summary>
    /// <returns>Adjusted p-values in the order given, at most 1.</returns>
    /// <remarks>Source: Benjamini &amp; Hochberg (1995), JRSS B 57.</remarks>
    public static ImmutableArray<double> BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        foreach (var (place, test) in InOrder(pValues).Index().Reverse())
            adjusted[test] = smallest = Math.Min(smallest, pValues.Count * pValues[test] / (place + 1));
        return ImmutableArray.Create(adjusted);
    }

    private static IEnumerable<int> InOrder(IReadOnlyList<double> pValues) => Enumerable.Range(0, pValues.Count).OrderBy(test => pValues[test]);
}
