using System.Text;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A round as one JSON file: what it holds, and what is told of a broken one.</summary>
public class RoundJsonTests
{
    private static readonly string Small = Encoding.UTF8.GetString(Bytes(RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files))));

    [Fact]
    public void A_file_holds_any_round() => Gen.Int.Sample(seed =>
    {
        var round = RandomRound.Of(seed);
        var bytes = Bytes(round);
        var read = Read(bytes);
        RoundTripTests.ShouldBeSame(read, round);
        Bytes(RoundTripTests.Value(read)).ShouldBe(bytes);
    }, iter: 100);

    [Fact]
    public void The_samples_are_the_same_in_JSON()
    {
        RoundTripTests.ShouldBeSame(Read(Bytes(SampleRound.CanTho)), SampleRound.CanTho);
        RoundTripTests.ShouldBeSame(Read(Bytes(SampleRound.Ministries)), SampleRound.Ministries);
    }

    [Fact]
    public void Names_in_decomposed_letters_are_the_same_names()
    {
        var decomposed = Encoding.UTF8.GetBytes(Small.Normalize(NormalizationForm.FormD));

        EngineJson.ToText(RoundTripTests.Value(Read(decomposed))).ShouldBe(EngineJson.ToText(RoundTripTests.Value(Read(Encoding.UTF8.GetBytes(Small)))));
    }

    [Theory]
    [InlineData("", "file.empty", "r.json")]
    [InlineData("[]", "json.not-a-round", "r.json")]
    [InlineData("{}", "json.not-a-round", "r.json")]
    [InlineData("{\"format\": \"chiso-round/9\"}", "json.not-a-round", "r.json")]
    [InlineData("{\n  \"format\": \"chiso-round/1\",\n  \"code\" \"x\"\n}", "json.syntax", "r.json:3:10")]
    [InlineData("{\"format\": \"chiso-round/1\", \"blocks\": [{}]}", "json.missing-member", "r.json#/blocks/0")]
    [InlineData("{\"format\": \"chiso-round/1\", \"blocks\": [{\"code\": \"k\"}, {\"code\": \"k\"}]}", "json.block-twice", "r.json#/blocks/1")]
    [InlineData("{\"format\": \"chiso-round/1\", \"blocks\": {}}", "json.wrong-type", "r.json#/blocks")]
    [InlineData("{\"format\": \"chiso-round/1\", \"name_vi\": \"\\ud800\"}", "json.wrong-type", "r.json#/name_vi")]
    [InlineData("{\"format\": \"chiso-round/1\", \"blocks\": []}", "round.no-blocks", "r.json")]
    public void A_file_that_is_no_round_is_told(string text, string code, string where) => Problems(text).ShouldContain((code, where));

    [Theory]
    [InlineData("\"code\": \"vong-nho\"", "\"code\": \"vòng nhỏ\"", "settings.code", "r.json#/code")]
    [InlineData("\"illustrative\": true", "\"illustrative\": \"yes\"", "json.wrong-type", "r.json#/illustrative")]
    [InlineData("\"illustrative\": true", "\"colour\": \"red\"", "json.unknown-member", "r.json#/colour")]
    [InlineData("\"illustrative\": true", "\"illustrative\": true, \"illustrative\": false", "json.member-twice", "r.json#/illustrative")]
    [InlineData("\"data_from\": \"2023-01-01\"", "\"data_from\": \"2023-13-01\"", "value.not-a-date", "r.json#/data_from")]
    [InlineData("\"from\": 50", "\"from\": \"50\"", "json.wrong-type", "r.json#/blocks/0/classes/1/from")]
    [InlineData("\"from\": 50", "\"from\": 85", "method.class-order", "r.json#/blocks/0/classes/1/from")]
    [InlineData("\"from\": 50", "\"from\": 5e99", "number.too-large", "r.json#/blocks/0/classes/1/from")]
    [InlineData("\"node\": \"F1\",\n          \"percent\"", "\"node\": \"F9\",\n          \"percent\"", "method.unknown-line", "r.json#/blocks/0/gates/0/node")]
    [InlineData("\"kind\": \"rubric\"", "\"kind\": \"rubrik\"", "rule.unknown-kind", "r.json#/blocks/0/criteria/2/rule/kind")]
    [InlineData("\"T\": 100", "\"T\": 0", "rule.not-positive", "r.json#/blocks/0/criteria/1/rule")]
    [InlineData("\"x\": \"100*a/b\"", "\"x\": \"100*a/c\"", "formula.unknown-name", "r.json#/blocks/0/criteria/1/rule")]
    [InlineData("\"gives\": 36", "\"gives\": 35", "rule.example-fails", "r.json#/blocks/0/criteria/1/examples")]
    [InlineData("\"p\": 12.5", "\"p\": 12.3", "score.off-step", "r.json#/blocks/0/positions/3/entry")]
    [InlineData("\"choice\": \"Đủ\"", "\"choice\": \"Đủ\", \"a\": 1", "json.wrong-type", "r.json#/blocks/0/positions/4/entry")]
    [InlineData("\"choice\": \"Đủ\"", "\"choice\": \"Thừa\"", "entry.no-such-answer", "r.json#/blocks/0/positions/4/entry")]
    [InlineData("\"unit\": \"c\",\n          \"index\"", "\"unit\": \"z\",\n          \"index\"", "unit.unknown", "r.json#/blocks/0/announced/0/unit")]
    [InlineData("\"criterion\": \"L1\",\n              \"points\": 35", "\"criterion\": \"L1\",\n              \"points\": null", "json.wrong-type", "r.json#/blocks/0/history/0/scores/0/points")]
    public void One_broken_member_is_told_at_its_path(string piece, string instead, string code, string where)
    {
        var at = Small.LastIndexOf(piece, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, Small);

        Problems(Small[..at] + instead + Small[(at + piece.Length)..]).ShouldContain((code, where));
    }

    [Fact]
    public void Letters_in_another_encoding_are_told() => Read([0x7B, 0xFF, 0x7D]).Problems.ShouldHaveSingleItem().Code.ShouldBe("json.wrong-encoding");

    internal static byte[] Bytes(RoundDocument round)
    {
        using var stream = new MemoryStream();
        RoundJson.Write(stream, round);
        return stream.ToArray();
    }

    internal static Result<RoundDocument> Read(byte[] bytes) => RoundJson.Read(new MemoryStream(bytes), "r.json");

    private static List<(string Code, string Where)> Problems(string text) => [.. Read(Encoding.UTF8.GetBytes(text)).Problems.Select(problem => (problem.Code, problem.Where))];
}
