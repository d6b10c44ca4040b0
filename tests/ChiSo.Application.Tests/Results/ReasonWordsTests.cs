using ChiSo.Application.Results;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>What is said of one line of a unit, from entry to points, for every kind of rule and reason.</summary>
public sealed class ReasonWordsTests
{
    [Fact]
    public void Yes() => Says(new ScoringRule.YesNo(null, new(0)), 1, new Entry.Answer(0),
        "Đã chọn: đạt, 1 điểm. Được 1 trên 1 điểm.", "Chosen: achieved, 1 point. 1 of 1 point.");

    [Fact]
    public void An_answer_of_a_choice() => Says(new ScoringRule.Choice([new("đủ", new(1)), new("một phần", new(0.5m))]), 1, new Entry.Answer(1),
        "Đã chọn: một phần, 0,5 điểm. Được 0,5 trên 1 điểm.", "Chosen: một phần, 0.5 points. 0.5 of 1 point.");

    [Fact]
    public void A_step_of_a_ladder() => Says(new ScoringRule.Ladder([Parse("100*a/b")], [new([new(0, Comparison.AtLeast, 90)], new(2))], new(0)), 2, new Entry.Figures([36, 40]),
        "Số liệu: a = 36; b = 40. x = 100 × a ÷ b = 90. Mức đạt: x từ 90 trở lên, 2 điểm. Được 2 trên 2 điểm.",
        "Figures: a = 36; b = 40. x = 100 × a ÷ b = 90. Step reached: x at least 90, 2 points. 2 of 2 points.");

    [Fact]
    public void A_measure_that_is_one_figure_goes_by_its_own_letter() => Says(new ScoringRule.Ladder([Parse("a"), Parse("100*b/a")], [new([new(0, Comparison.AtMost, 15), new(1, Comparison.AtLeast, 90)], new(2))], new(0)), 2, new Entry.Figures([10, 9]),
        "Số liệu: a = 10; b = 9. y = 100 × b ÷ a = 90. Mức đạt: a từ 15 trở xuống và y từ 90 trở lên, 2 điểm. Được 2 trên 2 điểm.",
        "Figures: a = 10; b = 9. y = 100 × b ÷ a = 90. Step reached: a at most 15 and y at least 90, 2 points. 2 of 2 points.");

    [Fact]
    public void No_step_of_a_ladder() => Says(new ScoringRule.Ladder([Parse("100*a/b")], [new([new(0, Comparison.AtLeast, 90)], new(2))], new(0)), 2, new Entry.Figures([1, 3]),
        "Số liệu: a = 1; b = 3. x = 100 × a ÷ b = 33,3333. Không đạt mức nào: 0 điểm. Được 0 trên 2 điểm.",
        "Figures: a = 1; b = 3. x = 100 × a ÷ b = 33.3333. No step reached: 0 points. 0 of 2 points.");

    [Fact]
    public void What_is_kept_within_limits() => Says(new ScoringRule.Ratio(Parse("a/b")), 1, new Entry.Figures([3, 2]),
        "Số liệu: a = 3; b = 2. x = a ÷ b = 1,5. 1,5 nằm ngoài giới hạn nên tính 1 điểm. Được 1 trên 1 điểm.",
        "Figures: a = 3; b = 2. x = a ÷ b = 1.5. 1.5 lies outside the limits, so it counts as 1 point. 1 of 1 point.");

    [Fact]
    public void A_mean_over_items() => Says(new ScoringRule.MeanOverItems(Parse("v/2", "v", "M")), 2, new Entry.Items([1, 2]),
        "Số liệu: 1; 2. Trung bình các mục, mỗi mục tính bằng v ÷ 2: 0,75. Được 1,5 trên 2 điểm.",
        "Figures: 1; 2. The mean of the items, each counting as v ÷ 2: 0.75. 1.5 of 2 points.");

    [Fact]
    public void A_formula() => Says(new ScoringRule.Calculated(Parse("a/b")), 2, new Entry.Figures([3, 2]),
        "Số liệu: a = 3; b = 2. Điểm = a ÷ b = 1,5. Được 1,5 trên 2 điểm.", "Figures: a = 3; b = 2. Points = a ÷ b = 1.5. 1.5 of 2 points.");

    [Fact]
    public void The_sampling_error_of_a_share() => Says(new ScoringRule.Imported("DTI", 100), 2, new Entry.Figures([90]) { From = new("khảo sát", null, 400, 1.5m) },
        "Số liệu: x = 90. Được 1,8 trên 2 điểm. Sai số chọn mẫu: ± 0,059 điểm, tức từ 1,741 đến 1,859 điểm ở độ tin cậy 95 %.",
        "Figures: x = 90. 1.8 of 2 points. Sampling error: ± 0.059 points, that is from 1.741 to 1.859 points at 95 % confidence.", "x");

    [Fact]
    public void The_sampling_error_before_a_ladder() => Says(new ScoringRule.ImportedLadder("DTI", [new([new(0, Comparison.AtLeast, 90)], new(2))], new(0)), 2, new Entry.Figures([91]) { From = new("khảo sát", null, 400, 1) },
        "Số liệu: x = 91. Mức đạt: x từ 90 trở lên, 2 điểm. Được 2 trên 2 điểm. Do sai số chọn mẫu, khả năng của mỗi mức: 0 điểm 15,9 %; 2 điểm 84,1 %.",
        "Figures: x = 91. Step reached: x at least 90, 2 points. 2 of 2 points. Because of the sampling error, the chance of each step: 0 points 15.9 %; 2 points 84.1 %.", "x");

    [Fact]
    public void Direct_points() => Says(new ScoringRule.Rubric(new(0.25m)), 2, new Entry.Direct(new(1)),
        "Chấm trực tiếp 1 điểm. Được 1 trên 2 điểm.", "1 point given directly. 1 of 2 points.");

    [Fact]
    public void A_count() => Says(new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1, new Entry.Figures([2]),
        "Số liệu: n = 2. Được 0,5 trên 1 điểm.", "Figures: n = 2. 0.5 of 1 point.", "n");

    [Fact]
    public void The_best_of_the_block_stands_beside_a_relative_line() => Says(new ScoringRule.RelativeToBest(10), 1, new Entry.Figures([12]),
        "Số liệu: x = 12. Cao nhất khối: 12 (đơn vị). Được 1 trên 1 điểm.", "Figures: x = 12. Best of the block: 12 (unit). 1 of 1 point.", "x");

    [Fact]
    public void A_zero_denominator() => Says(new ScoringRule.Ratio(Parse("a/b")), 1, new Entry.Figures([0, 0]),
        "Số liệu: a = 0; b = 0. Mẫu số bằng 0 nên chưa tính được điểm.", "Figures: a = 0; b = 0. The denominator is 0, so no points can be computed yet.");

    [Fact]
    public void No_entry() => Says(new ScoringRule.Ratio(Parse("a/b")), 1, null, "Chưa có số liệu.", "No data yet.");

    [Fact]
    public void No_task() => Says(new ScoringRule.YesNo(null, new(0)), 1, new Entry.NoTask(),
        "Không phát sinh nhiệm vụ: đạt điểm tối đa 1.", "No task arose: the maximum of 1 point.");

    private static void Says(ScoringRule rule, decimal max, Entry? entry, string vi, string en, params string[] letters)
    {
        var words = ReasonWords.Of(OneLine.Of(rule, max, entry, letters is [] ? ["a", "b"] : [.. letters]));

        string.Join(" ", words.Select(word => word.Vi)).ShouldBe(vi);
        string.Join(" ", words.Select(word => word.En)).ShouldBe(en);
    }

    private static Formula Parse(string text, params string[] variables) => OneLine.Formula(text, variables is [] ? ["a", "b", "M"] : variables);
}
