using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

public class VietnameseDatesTests
{
    [Theory]
    [InlineData("29/02/2024", 2024, 2, 29)]
    [InlineData("1/7/2025", 2025, 7, 1)]
    [InlineData(" 01/07/2025 ", 2025, 7, 1)]
    [InlineData("2025-07-01", 2025, 7, 1)]
    public void Day_comes_before_month(string text, int year, int month, int day)
    {
        VietnameseDates.TryRead(text, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(year, month, day));
    }

    [Theory]
    [InlineData("29/02/2023")]
    [InlineData("07/13/2025")]
    [InlineData("1/7/25")]
    [InlineData("01.07.2025")]
    [InlineData("")]
    [InlineData("hôm qua")]
    public void What_no_calendar_has_is_refused(string text) => VietnameseDates.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void Prints_two_digits_for_day_and_month() => VietnameseDates.ToText(new(2025, 7, 1)).ShouldBe("01/07/2025");
}
