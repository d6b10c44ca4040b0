using ChiSo.Application.Vietnamese;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

public class VietnameseNumbersTests
{
    [Theory]
    [InlineData("1,25", DecimalMark.Comma, "1.25")]
    [InlineData("92,830", DecimalMark.Comma, "92.830")]
    [InlineData("92.830", DecimalMark.Point, "92.830")]
    [InlineData(" 7 ", DecimalMark.Comma, "7")]
    [InlineData("-0,5", DecimalMark.Comma, "-0.5")]
    [InlineData("\u22120,5", DecimalMark.Comma, "-0.5")]
    [InlineData("+3", DecimalMark.Point, "3")]
    [InlineData("92.83", DecimalMark.Undeclared, "92.83")]
    [InlineData("92,83", DecimalMark.Undeclared, "92.83")]
    [InlineData("0.125", DecimalMark.Undeclared, "0.125")]
    [InlineData("1234.567", DecimalMark.Undeclared, "1234.567")]
    [InlineData("92,27\u00A0", DecimalMark.Comma, "92.27")]
    public void Reads_a_number_that_can_be_read_in_one_way(string text, DecimalMark mark, string expected)
    {
        VietnameseNumbers.Read(text, mark, out var value).ShouldBe(NumberReading.Read);
        value.ShouldBe(decimal.Parse(expected));
    }

    [Theory]
    [InlineData("92.830", DecimalMark.Undeclared, NumberReading.Ambiguous)]
    [InlineData("92.830", DecimalMark.Comma, NumberReading.Ambiguous)]
    [InlineData("92,830", DecimalMark.Undeclared, NumberReading.Ambiguous)]
    [InlineData("92,830", DecimalMark.Point, NumberReading.Ambiguous)]
    [InlineData("-1.250", DecimalMark.Comma, NumberReading.Ambiguous)]
    [InlineData("92.83", DecimalMark.Comma, NumberReading.OtherMark)]
    [InlineData("92,83", DecimalMark.Point, NumberReading.OtherMark)]
    [InlineData("0.125", DecimalMark.Comma, NumberReading.OtherMark)]
    [InlineData("1.234.567", DecimalMark.Comma, NumberReading.GroupSeparator)]
    [InlineData("1.250,5", DecimalMark.Comma, NumberReading.GroupSeparator)]
    [InlineData("1 250", DecimalMark.Comma, NumberReading.GroupSeparator)]
    [InlineData("", DecimalMark.Comma, NumberReading.Empty)]
    [InlineData("\u00A0", DecimalMark.Comma, NumberReading.Empty)]
    [InlineData("một", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("92,27%", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("1e5", DecimalMark.Point, NumberReading.NotANumber)]
    [InlineData(",5", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("5,", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("-", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("--5", DecimalMark.Comma, NumberReading.NotANumber)]
    [InlineData("12345678901234567890123456789", DecimalMark.Comma, NumberReading.TooLarge)]
    public void Refuses_what_can_be_read_in_two_ways_or_in_none(string text, DecimalMark mark, NumberReading expected) =>
        VietnameseNumbers.Read(text, mark, out _).ShouldBe(expected);

    [Fact]
    public void Every_decimal_reads_back_as_it_was_printed() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Int[0, 9]).Sample((digits, places) =>
        {
            var value = digits / (decimal)Math.Pow(10, places);
            VietnameseNumbers.Read(VietnameseNumbers.ToText(value), DecimalMark.Comma, out var vietnamese).ShouldBe(NumberReading.Read);
            VietnameseNumbers.Read(VietnameseNumbers.ToEnglish(value), DecimalMark.Point, out var english).ShouldBe(NumberReading.Read);
            vietnamese.ShouldBe(value);
            english.ShouldBe(value);
        });

    [Theory]
    [InlineData("92.27", 2, "92,27", "92.27")]
    [InlineData("92.2", 2, "92,20", "92.20")]
    [InlineData("92", 0, "92", "92")]
    [InlineData("2.675", 2, "2,68", "2.68")]
    [InlineData("-1.76", 2, "\u22121,76", "\u22121.76")]
    [InlineData("-0.004", 2, "0,00", "0.00")]
    [InlineData("1234.5", 1, "1234,5", "1234.5")]
    public void Prints_fixed_decimals_in_both_languages(string value, int decimals, string vietnamese, string english)
    {
        VietnameseNumbers.ToText(decimal.Parse(value), decimals).ShouldBe(vietnamese);
        VietnameseNumbers.ToEnglish(decimal.Parse(value), decimals).ShouldBe(english);
        VietnameseNumbers.ToWords(decimal.Parse(value), decimals).ShouldBe(new(vietnamese, english));
    }

    [Fact]
    public void Prints_no_zeros_a_value_does_not_need()
    {
        VietnameseNumbers.ToText(1.2500m).ShouldBe("1,25");
        VietnameseNumbers.ToText(100.00m).ShouldBe("100");
        VietnameseNumbers.ToWords(-0.5m).ShouldBe(new("\u22120,5", "\u22120.5"));
    }

    [Fact]
    public void Prints_counts_with_parted_thousands()
    {
        VietnameseNumbers.CountText(1_800_000).ShouldBe("1.800.000");
        VietnameseNumbers.CountEnglish(1_800_000).ShouldBe("1,800,000");
        VietnameseNumbers.CountText(999).ShouldBe("999");
    }

    [Theory]
    [InlineData(NumberReading.Empty, "number.missing", "Ô này còn trống, cần một số.")]
    [InlineData(NumberReading.NotANumber, "number.not-a-number", "\"x\" không phải là số.")]
    [InlineData(NumberReading.Ambiguous, "number.ambiguous", "\"x\" có thể đọc theo hai cách: dấu phân cách hàng nghìn hoặc dấu thập phân.")]
    [InlineData(NumberReading.GroupSeparator, "number.group-separator", "\"x\" có dấu phân cách hàng nghìn.")]
    [InlineData(NumberReading.OtherMark, "number.other-mark", "\"x\" không dùng dấu thập phân đã khai báo (dấu phẩy).")]
    [InlineData(NumberReading.TooLarge, "number.too-large", "\"x\" có quá nhiều chữ số.")]
    public void Each_refusal_has_its_words(NumberReading reading, string code, string what)
    {
        var problem = NumberProblems.Of(reading, "units!D7", "x", DecimalMark.Comma);
        (problem.Code, problem.Where, problem.What.Vi).ShouldBe((code, "units!D7", what));
        problem.Remedy.Vi.ShouldNotBeEmpty();
        problem.What.En.ShouldNotBe(problem.What.Vi);
    }

    [Fact]
    public void A_remedy_shows_the_declared_mark()
    {
        NumberProblems.Of(NumberReading.OtherMark, "", "92.83", DecimalMark.Comma).Remedy.Vi.ShouldContain("92,83");
        NumberProblems.Of(NumberReading.OtherMark, "", "92,83", DecimalMark.Point).Remedy.Vi.ShouldContain("92.83");
        NumberProblems.Of(NumberReading.Ambiguous, "", "92.830", DecimalMark.Undeclared).Remedy.En.ShouldContain("declare");
    }
}
