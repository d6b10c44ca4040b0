namespace ChiSo.Engine.Surveys;

/// <summary>How much larger (or smaller) the variance is than that of a simple random sample of as many respondents.</summary>
/// <remarks>Source: Kish, Survey Sampling (1965), 8.2; Lumley, Complex Surveys (2010), 3.1.</remarks>
public static class DesignEffect
{
    /// <summary>Variance of the mean under the design ÷ that of a simple random sample of the same size.</summary>
    /// <param name="withReplacement">The simple random sample it is compared with is drawn with replacement; else the finite population is corrected for, its size being the sum of the weights.</param>
    /// <returns><c>null</c> where it is undefined: one respondent, no spread, or weights that don't add up to a population.</returns>
    public static double? OfMean(SurveyDesign design, Linearised mean, ReadOnlySpan<double> values, bool withReplacement = false) =>
        OfMean(design, mean, values, Variance.Covariance(design, [mean])[0, 0], withReplacement);

    /// <param name="variance">Of the mean, by linearisation or replicates.</param>
    public static double? OfMean(SurveyDesign design, Linearised mean, ReadOnlySpan<double> values, double variance, bool withReplacement)
    {
        var (respondents, population, squares) = (mean.Respondents, 0.0, 0.0);
        for (var row = 0; row < values.Length; row++)
        {
            if (!mean.Members[row])
                continue;
            population += design.Weights[row];
            squares += design.Weights[row] * (values[row] - mean.Value) * (values[row] - mean.Value);
        }

        return Of(variance, squares, population, respondents, withReplacement);
    }

    /// <param name="squares">Σ w·(y − mean)².</param>
    /// <param name="population">Σ w.</param>
    internal static double? Of(double variance, double squares, double population, int respondents, bool withReplacement)
    {
        var spread = squares / population * respondents / (respondents - 1.0);
        var simple = withReplacement ? spread / respondents : spread * (population - respondents) / (population * respondents);
        return respondents > 1 && simple > 0 ? variance / simple : null;
    }

    /// <summary>What unequal weights alone cost a mean: n·Σw² ÷ (Σw)² = 1 + the squared coefficient of variation of the weights.</summary>
    /// <remarks>Source: Kish (1965), 11.7; Kish (1992), JOS 8. Rows with weight zero are not counted.</remarks>
    /// <exception cref="ArgumentException">All weights are zero.</exception>
    public static double OfWeights(ReadOnlySpan<double> weights)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var weight in weights)
        {
            count += weight == 0 ? 0 : 1;
            sum += weight;
            squares += weight * weight;
        }

        return sum > 0 ? count * squares / (sum * sum) : throw new ArgumentException("There is no weight above zero.", nameof(weights));
    }
}
