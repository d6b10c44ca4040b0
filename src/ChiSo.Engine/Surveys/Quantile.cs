using MathNet.Numerics;

namespace ChiSo.Engine.Surveys;

/// <summary>Distribution functions and their inverses, to the last digits of a double: those of the library stop at eight.</summary>
public static class Quantile
{
    /// <summary>Inverse of Student's t.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="degrees">Above 0; may be a fraction (Satterthwaite).</param>
    public static double StudentT(double probability, double degrees)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability between 0 and 1 is needed.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        if (probability == 0.5)
            return 0;

        // P(|T| > t) = I(x; df/2, 1/2) with x = df/(df + t²): inverted in x, which lies in [0, 1].
        var tail = 2 * Math.Min(probability, 1 - probability);
        var x = Bisect(candidate => SpecialFunctions.BetaRegularized(degrees / 2, 0.5, candidate), tail, 0, 1);
        var t = Math.Sqrt(degrees * (1 - x) / x);
        t = Math.Abs(Polish(t, degrees, tail));
        return probability > 0.5 ? t : -t;
    }

    /// <summary>P(|T| &gt; |t|), the two-sided p-value.</summary>
    public static double StudentTwoSided(double t, double degrees) => double.IsInfinity(t) ? 0 : SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (t * t)));

    /// <summary>P(F &gt; f).</summary>
    public static double FisherUpper(double f, double numerator, double denominator) =>
        f <= 0 ? 1 : SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + (numerator * f)));

    /// <summary>Inverse of Fisher's F.</summary>
    /// <param name="probability">In [0, 1).</param>
    public static double Fisher(double probability, double numerator, double denominator)
    {
        var x = Beta(probability, numerator / 2, denominator / 2);
        return denominator * x / (numerator * (1 - x));
    }

    /// <summary>Inverse of the beta distribution, in [0, 1].</summary>
    /// <param name="a">Zero puts all mass at 0.</param>
    /// <param name="b">Zero puts all mass at 1.</param>
    public static double Beta(double probability, double a, double b) =>
        a <= 0 ? 0 : b <= 0 ? 1 : Bisect(candidate => SpecialFunctions.BetaRegularized(a, b, candidate), probability, 0, 1);

    /// <summary>Inverse of the standard normal distribution.</summary>
    /// <param name="probability">In (0, 1).</param>
    public static double Normal(double probability) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * probability);

    /// <summary>Newton's steps on t itself, where bisection in x has lost digits to 1 − x.</summary>
    private static double Polish(double t, double degrees, double tail)
    {
        var constant = Math.Exp(SpecialFunctions.GammaLn((degrees + 1) / 2) - SpecialFunctions.GammaLn(degrees / 2)) / Math.Sqrt(degrees * Math.PI);
        for (var step = 0; step < 3; step++)
        {
            var density = constant * Math.Pow(1 + (t * t / degrees), -(degrees + 1) / 2);
            var correction = (StudentTwoSided(t, degrees) - tail) / (2 * density);
            if (!double.IsFinite(correction))
                break;
            t += correction;
        }

        return t;
    }

    /// <summary>The argument where a rising function passes a value, halving down to neighbouring doubles.</summary>
    private static double Bisect(Func<double, double> rising, double value, double low, double high)
    {
        for (var step = 0; step < 1100; step++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            if (rising(middle) < value)
                low = middle;
            else
                high = middle;
        }

        return low + ((high - low) / 2);
    }
}
