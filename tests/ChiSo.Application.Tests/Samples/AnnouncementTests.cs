using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>What the city of Cần Thơ announced for 2023, statement by statement, read off the computed results of the sample.</summary>
public sealed class AnnouncementTests
{
    private static readonly BlockInput Departments = SampleRound.Input(SampleRound.CanTho, "departments");
    private static readonly BlockInput Districts = SampleRound.Input(SampleRound.CanTho, "districts");
    private static readonly BlockResult OfDepartments = Computation.Compute(Departments);
    private static readonly BlockResult OfDistricts = Computation.Compute(Districts);

    [Fact]
    public void Statement_2_the_departments_mean_is_92_27_up_1_76()
    {
        OfDepartments.Summary.PublishedMean.ShouldBe(92.27m);
        OfDepartments.Summary.Means[^2].Mean.ShouldBe(90.51m);
        OfDepartments.Summary.MeanChange.ShouldBe(1.76m);
    }

    [Fact]
    public void Statement_3_the_departments_mean_rose_for_the_third_year_running()
    {
        OfDepartments.Summary.Means.Select(mean => mean.Period).ShouldBe(["2020", "2021", "2022", "2023"]);
        OfDepartments.Summary.MeanRisesInARow.ShouldBe(3);
    }

    [Fact]
    public void Statement_4_16_of_16_departments_are_above_80_for_the_second_year()
    {
        var above = OfDepartments.Summary.Means.ToDictionary(mean => mean.Period, mean => mean.Above);

        (above["2022"], above["2023"]).ShouldBe((16, 16));
        above["2021"].ShouldNotBeNull().ShouldBeLessThan(16);
        OfDepartments.Summary.AllAboveInARow.ShouldBe(2);
    }

    [Fact]
    public void Statement_5_the_districts_mean_is_93_93_up_6_42()
    {
        OfDistricts.Summary.PublishedMean.ShouldBe(93.93m);
        OfDistricts.Summary.Means[^2].Mean.ShouldBe(87.51m);
        OfDistricts.Summary.MeanChange.ShouldBe(6.42m);
    }

    [Fact]
    public void Statement_6_every_district_rose()
    {
        (OfDistricts.Summary.Rose, OfDistricts.Summary.Fell, OfDistricts.Summary.Unchanged).ShouldBe((9, 0, 0));
        OfDistricts.Units.ShouldAllBe(unit => unit.Change!.Index > 0);
    }

    [Fact]
    public void Statement_7_two_districts_are_very_good_and_seven_good() =>
        OfDistricts.Summary.ClassCounts.ShouldBe([2, 7, 0, 0, 0]);

    [Fact]
    public void Statement_8_five_departments_are_very_good_nine_good_two_fair_none_lower()
    {
        Departments.Method.Classes.Select(band => band.Name.Vi).ShouldBe(["Rất tốt", "Tốt", "Khá", "Trung bình", "Kém"]);
        OfDepartments.Summary.ClassCounts.ShouldBe([5, 9, 2, 0, 0]);
    }

    [Fact]
    public void Statement_9_the_first_three_departments_and_the_last()
    {
        var order = InOrder(Departments, OfDepartments);

        order[..3].ShouldBe(["Sở Lao động - Thương binh và Xã hội", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch"]);
        order[^1].ShouldBe("Sở Tài nguyên và Môi trường");
    }

    [Fact]
    public void Statement_10_the_first_two_districts_and_the_last()
    {
        var order = InOrder(Districts, OfDistricts);

        order[..2].ShouldBe(["Huyện Phong Điền", "Huyện Vĩnh Thạnh"]);
        order[^1].ShouldBe("Quận Ninh Kiều");
    }

    [Fact]
    public void Statement_11_who_leads_in_satisfaction_among_departments() =>
        BySatisfaction(Departments, OfDepartments)[..3].ShouldBe(["Sở Lao động - Thương binh và Xã hội", "Sở Giáo dục và Đào tạo", "Sở Nội vụ"]);

    [Fact]
    public void Statement_12_first_and_last_district_in_satisfaction()
    {
        var order = BySatisfaction(Districts, OfDistricts);

        (order[0], order[^1]).ShouldBe(("Huyện Thới Lai", "Quận Ô Môn"));
    }

    [Fact]
    public void Statement_15_online_services_reach_less_than_the_index_in_both_blocks()
    {
        foreach (var result in (BlockResult[])[OfDepartments, OfDistricts])
        {
            var online = result.Nodes.IndexOf(new("CS_DV"));
            var reached = Enumerable.Range(0, result.Units.Length).Average(unit => result.ScoreOf(unit, online) / result.MaxOf(unit, online) * 100);
            reached.ShouldBeLessThan(result.Summary.Mean!.Value - 10);
        }
    }

    [Fact]
    public void All_units_are_ranked_without_ties()
    {
        OfDepartments.Units.Select(unit => unit.Rank!.Value.Value).Order().ShouldBe(Enumerable.Range(1, 16));
        OfDistricts.Units.Select(unit => unit.Rank!.Value.Value).Order().ShouldBe(Enumerable.Range(1, 9));
    }

    private static string[] InOrder(BlockInput input, BlockResult result) =>
        [.. result.Units.Index().OrderBy(unit => unit.Item.Rank).Select(unit => input.Units[unit.Index].Name.Vi)];

    /// <summary>By the mean of the five satisfaction lines, whose maxima are equal.</summary>
    private static string[] BySatisfaction(BlockInput input, BlockResult result)
    {
        var node = result.Nodes.IndexOf(new("TD_HL"));
        return [.. Enumerable.Range(0, result.Units.Length).OrderByDescending(unit => result.ScoreOf(unit, node)).Select(unit => input.Units[unit].Name.Vi)];
    }
}
