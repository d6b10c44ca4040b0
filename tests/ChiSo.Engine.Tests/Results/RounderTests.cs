using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class RounderTests
{
    [Theory]
    [InlineData("79.995", 2, Rounding.HalfAwayFromZero, "80")]
    [InlineData("79.995", 2, Rounding.HalfToEven, "80")]
    [InlineData("79.985", 2, Rounding.HalfToEven, "79.98")]
    [InlineData("79.995", 2, Rounding.Truncate, "79.99")]
    [InlineData("79.9949", 2, Rounding.HalfAwayFromZero, "79.99")]
    [InlineData("92.5", 0, Rounding.HalfAwayFromZero, "93")]
    [InlineData("92.5", 0, Rounding.HalfToEven, "92")]
    [InlineData("92.5", 0, Rounding.Truncate, "92")]
    [InlineData("92.8296", 3, Rounding.HalfAwayFromZero, "92.83")]
    [InlineData("-1.005", 2, Rounding.HalfAwayFromZero, "-1.01")]
    [InlineData("-1.005", 2, Rounding.Truncate, "-1")]
    public void Prints_by_decimals_and_mode(string value, int decimals, Rounding rounding, string printed) =>
        Rounder.Publish(D(value), decimals, rounding).ShouldBe(D(printed));

    [Fact]
    public void Digits_the_computation_could_not_hold_decide_no_cut() =>
        Rounder.Publish(1m / 3 * 3 * 90, 2, Rounding.Truncate).ShouldBe(90);

    [Fact]
    public void Compares_at_twelve_decimals()
    {
        Rounder.Compared(79.9999999999996m).ShouldBe(80);
        Rounder.Compared(79.9999999999994m).ShouldBe(79.999999999999m);
    }
}
