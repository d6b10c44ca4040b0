using ChiSo.Application.Surveys.Management;

namespace ChiSo.Web.Surveys;

/// <summary>An interval drawn on an axis up to 100.</summary>
/// <param name="From">Where the axis begins, below 100.</param>
/// <param name="Mean">A line to compare with; <c>null</c> for none.</param>
public sealed record IntervalMark(ResultFigure Figure, int From, double? Mean = null)
{
    /// <summary>Where a value stands, in percent of the width.</summary>
    public decimal At(double value) => (decimal)Math.Clamp((value - From) * 100 / (100 - From), 0, 100);
}
