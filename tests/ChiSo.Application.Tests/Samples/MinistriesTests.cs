using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>The published 2023 table of 17 ministries: the printed totals rule, the sum of the printed parts stands beside them.</summary>
public sealed class MinistriesTests
{
    private static readonly BlockInput Input = SampleRound.Input(SampleRound.Ministries, "ministries");
    private static readonly BlockResult Result = Computation.Compute(Input);

    [Fact]
    public void The_mean_is_84_38() => Result.Summary.PublishedMean.ShouldBe(84.38m);

    [Fact]
    public void Ranks_and_totals_are_those_published()
    {
        var published = File.ReadLines(RepositoryFiles.At("data", "par_index_2023_ministries.csv")).Skip(1)
            .Select(line => line.Replace("\"Bộ Văn hóa, Thể", "Bộ Văn hóa Thể", StringComparison.Ordinal).Split(','))
            .Select(cells => (Rank: new Rank(int.Parse(cells[0])), Total: decimal.Parse(cells[4]))).ToList();

        Result.Units.OrderBy(unit => unit.Rank).Select(unit => (unit.Rank!.Value, unit.Published!.Value)).ShouldBe(published);
    }

    [Fact]
    public void Justice_is_first_and_Industry_and_Trade_last()
    {
        NameOf(Result.Units.Single(unit => unit.Rank == new Rank(1))).ShouldBe("Bộ Tư pháp");
        NameOf(Result.Units.Single(unit => unit.Rank == new Rank(17))).ShouldBe("Bộ Công Thương");
    }

    [Fact]
    public void Printed_parts_miss_the_printed_total_by_0_01_in_these_nine()
    {
        var missed = Result.Units.Where(unit => unit.FromParts != unit.Index).ToList();

        missed.ShouldAllBe(unit => Math.Abs(unit.FromParts!.Value - unit.Index!.Value) == 0.01m);
        missed.Select(NameOf).ShouldBe(
        [
            "Bộ Tư pháp",
            "Ngân hàng Nhà nước Việt Nam",
            "Bộ Nội vụ",
            "Bộ Tài nguyên và Môi trường",
            "Bộ Nông nghiệp và Phát triển Nông thôn",
            "Bộ Lao động - Thương binh và Xã hội",
            "Bộ Văn hóa, Thể thao và Du lịch",
            "Bộ Khoa học và Công nghệ",
            "Bộ Ngoại giao",
        ], ignoreOrder: true);
    }

    [Fact]
    public void The_base_is_68_5_appraised_and_31_5_by_survey() =>
        Input.Method.Base.Select(part => part.Max.Value).ShouldBe([68.5m, 31.5m]);

    [Fact]
    public void The_note_tells_why_parts_miss_totals()
    {
        SampleRound.Ministries.Illustrative.ShouldBeFalse();
        SampleRound.Ministries.Note.Vi.ShouldContain("chưa làm tròn");
        SampleRound.Ministries.Note.En.ShouldContain("unrounded parts");
        SampleRound.Ministries.Source.ShouldStartWith("https://");
    }

    private static string NameOf(UnitResult unit) => Input.Units.Single(input => input.Code == unit.Unit).Name.Vi;
}
