namespace ChiSo.Engine.Surveys;

/// <summary>How a calibrated weight may leave the weight before; g is their ratio, u the linear predictor x′λ.</summary>
/// <remarks>Source: Deville &amp; Särndal (1992), JASA 87, cases 1, 2, 6 and 7.</remarks>
public abstract record CalibrationDistance
{
    private CalibrationDistance() { }

    /// <summary>g = 1 + u: always solvable where the totals agree; weights may become negative.</summary>
    public sealed record Linear : CalibrationDistance;

    /// <summary>g = exp u ("raking"): never negative, unbounded above. With groups only it is iterative proportional fitting.</summary>
    public sealed record Raking : CalibrationDistance;

    /// <summary>g between the bounds, smoothly.</summary>
    /// <param name="Lower">Below 1.</param>
    /// <param name="Upper">Above 1.</param>
    public sealed record Logit(double Lower, double Upper) : CalibrationDistance;

    /// <summary>g = 1 + u, cut at the bounds.</summary>
    /// <param name="Lower">Below 1.</param>
    /// <param name="Upper">Above 1.</param>
    public sealed record Truncated(double Lower, double Upper) : CalibrationDistance;

    internal (double Lower, double Upper)? Bounds => this switch
    {
        Logit logit => (logit.Lower, logit.Upper),
        Truncated cut => (cut.Lower, cut.Upper),
        _ => null,
    };

    /// <summary>g and its derivative at u.</summary>
    internal (double G, double Slope) At(double u)
    {
        switch (this)
        {
            case Linear:
                return (1 + u, 1);
            case Raking:
                return (Math.Exp(u), Math.Exp(u));
            case Truncated cut:
                return 1 + u < cut.Lower ? (cut.Lower, 0) : 1 + u > cut.Upper ? (cut.Upper, 0) : (1 + u, 1);
            case Logit(var low, var high):
                var stretch = (high - low) / ((1 - low) * (high - 1));
                var odds = Math.Exp(Math.Clamp(stretch * u, -700, 700));
                var below = high - 1 + ((1 - low) * odds);
                var g = ((low * (high - 1)) + (high * (1 - low) * odds)) / below;
                return (g, (g - low) * (high - g) / ((1 - low) * (high - 1)));
            default:
                throw new InvalidOperationException($"No such distance: {this}.");
        }
    }
}
