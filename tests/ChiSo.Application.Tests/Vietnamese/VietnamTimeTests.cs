using System.Globalization;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

/// <summary>Dates and times as people type them, seven hours ahead of UTC all year.</summary>
public sealed class VietnamTimeTests
{
    [Theory]
    [InlineData("31/12/2026 17:00", "2026-12-31T10:00:00Z", "2026-12-31T10:00:00Z")]
    [InlineData("1/7/2026 7:05", "2026-07-01T00:05:00Z", "2026-07-01T00:05:00Z")]
    [InlineData("2026-12-31T17:00", "2026-12-31T10:00:00Z", "2026-12-31T10:00:00Z")]
    [InlineData(" 31/12/2026 ", "2026-12-30T17:00:00Z", "2026-12-31T17:00:00Z")]
    [InlineData("2026-12-31", "2026-12-30T17:00:00Z", "2026-12-31T17:00:00Z")]
    public void A_day_alone_is_its_beginning_or_as_a_deadline_its_end(string typed, string begins, string ends)
    {
        VietnamTime.Read(typed).ShouldBe(Utc(begins));
        VietnamTime.ReadEnd(typed).ShouldBe(Utc(ends));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("mai")]
    [InlineData("31/02/2026")]
    [InlineData("31/12/26")]
    [InlineData("31/12/9999")]
    [InlineData("01/01/0001")]
    [InlineData("31/12/9999 23:59")]
    [InlineData("01/01/0001 00:00")]
    public void What_is_no_date_of_these_times_is_none(string? typed)
    {
        VietnamTime.Read(typed).ShouldBeNull();
        VietnamTime.ReadEnd(typed).ShouldBeNull();
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        VietnamTime.Write(Utc("2026-12-31T17:30:00Z")).ShouldBe("01/01/2027 00:30");
        VietnamTime.Read("01/01/2027 00:30").ShouldBe(Utc("2026-12-31T17:30:00Z"));
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
