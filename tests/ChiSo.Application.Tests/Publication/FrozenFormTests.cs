using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Json;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Samples;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication;

/// <summary>The form of frozen results is what docs/reference/frozen-results.md says: others compute the hash from that page.</summary>
public partial class FrozenFormTests
{
    private static readonly DateTime At = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1_200_000);

    [Fact]
    public void Members_stand_as_the_page_lists_them()
    {
        using var document = JsonDocument.Parse(Bytes());
        var page = File.ReadAllText(RepositoryFiles.At("docs", "reference", "frozen-results.md")).Split("## The document")[1].Split("\n\n")[1];

        NamesOfTable().Matches(page).Select(match => match.Groups["name"].Value)
            .ShouldBe(document.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void The_hash_is_SHA_256_of_the_bytes() =>
        FrozenContent.HashOf(Block()).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Bytes())));

    [Fact]
    public void It_is_one_line_with_the_instant_at_its_end()
    {
        var text = Encoding.UTF8.GetString(Bytes());

        text.ShouldStartWith("{\"roundCode\":\"vong-nho\",\"roundName\":{\"vi\":\"Kỳ đánh giá nhỏ\"");
        text.ShouldEndWith("\"frozenAt\":\"2026-01-02T03:04:05.12Z\"}");
        text.ShouldNotContain('\n');
        text.ShouldContain("\"entries\":[{\"$type\":\"figures\",\"values\":[8,10]},");
        text.ShouldContain("{\"$type\":\"noTask\"},null,null");
    }

    [Theory]
    [InlineData("Đúng hạn 1/2", "Đúng hạn 1/2")]
    [InlineData("\"<>&'+`", "\\u0022\\u003C\\u003E\\u0026\\u0027\\u002B\\u0060")]
    [InlineData("\\\b\t\n\f\r", "\\\\\\b\\t\\n\\f\\r")]
    [InlineData("\u0001\u007F\u00A0\u3000\u2028\uE000\uFDD0", "\\u0001\\u007F\\u00A0\\u3000\\u2028\\uE000\\uFDD0")]
    [InlineData("😀", "\\uD83D\\uDE00")]
    public void Texts_are_escaped_as_the_page_says(string text, string written) => EngineJson.ToText(text).ShouldBe($"\"{written}\"");

    [Theory]
    [InlineData("1.80", "1.8")]
    [InlineData("100.00", "100")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Numbers_have_no_zeros_at_their_end(string number, string written) =>
        EngineJson.ToText(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(written);

    private static byte[] Bytes() => EngineJson.ToBytes(Block());

    private static FrozenBlock Block()
    {
        var round = RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files));
        return Freezing.Compute(round, round.Blocks[0], "", At);
    }

    [GeneratedRegex("`(?<name>[a-zA-Z]+)`(?=[^|\\n]*\\|[^|\\n]*\\|\\n?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamesOfTable();
}
