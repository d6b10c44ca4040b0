using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>The only places where a computed figure loses digits.</summary>
public static class Rounder
{
    /// <summary>The form in which two figures are compared (ties, class bounds, gates): 12 decimals, halves away from zero.</summary>
    public static decimal Compared(decimal value) => decimal.Round(value, Computation.ComparedDecimals, MidpointRounding.AwayFromZero);

    /// <summary>The form in which a figure is printed by <paramref name="method"/>.</summary>
    public static decimal Publish(decimal value, Method method) => Publish(value, method.Decimals, method.Rounding);

    /// <summary>Decimals points are printed with: those of the index, and two at least.</summary>
    public static int PointDecimals(Method method) => Math.Max(2, method.Decimals);

    /// <summary>The form in which points are printed by <paramref name="method"/>.</summary>
    public static decimal PublishPoints(decimal points, Method method) => Publish(points, PointDecimals(method), method.Rounding);

    /// <summary>The form in which a figure is printed. Starts from the compared form, so that a last digit the computation could not hold never decides a half or a cut.</summary>
    /// <param name="decimals">0 to 3.</param>
    public static decimal Publish(decimal value, int decimals, Rounding rounding) => decimal.Round(Compared(value), decimals, rounding switch
    {
        Rounding.HalfAwayFromZero => MidpointRounding.AwayFromZero,
        Rounding.HalfToEven => MidpointRounding.ToEven,
        Rounding.Truncate => MidpointRounding.ToZero,
        _ => throw new UnreachableException(),
    });
}
