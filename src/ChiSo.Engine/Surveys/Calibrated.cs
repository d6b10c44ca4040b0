namespace ChiSo.Engine.Surveys;

/// <summary>An adjustment of weights to known totals, kept so that variances use what it doesn't explain.</summary>
/// <param name="Auxiliaries">The variables whose totals were met.</param>
/// <param name="WeightsBefore">One a row, before the adjustment.</param>
internal sealed record Calibrated(AuxiliaryMatrix Auxiliaries, double[] WeightsBefore)
{
    /// <summary>z − x′B, with B by least squares under the weights before: weighted by the calibrated weights, its variance is that of the calibrated estimate.</summary>
    /// <remarks>Source: Deville &amp; Särndal (1992), JASA 87, section 3: every distance function shares the linear one's residuals; Särndal et al. (1992), 6.6.</remarks>
    public void TakeResiduals(double[] influence)
    {
        var coefficients = Auxiliaries.Regress(influence, WeightsBefore);
        Auxiliaries.Subtract(coefficients, influence);
    }
}
