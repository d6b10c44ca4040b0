using ChiSo.Application.Results;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>What would have given more, as people read it.</summary>
public sealed class NextStepWordsTests
{
    private static readonly Formula X = OneLine.Formula("x", "x");

    [Fact]
    public void Not_achieved() => Says(new ScoringRule.YesNo(null, new(0)), 1, new Entry.Answer(1), "Để được 1 điểm: kết quả “đạt”.", "For 1 point: “achieved”.");

    [Fact]
    public void A_better_answer() => Says(new ScoringRule.Choice([new("đủ", new(1)), new("một phần", new(0.5m))]), 1, new Entry.Answer(1), "Để được 1 điểm: chọn “đủ”.", "For 1 point: “đủ” chosen.");

    [Fact]
    public void A_better_step() => Says(new ScoringRule.Ladder([X], [new([new(0, Comparison.AtLeast, 90)], new(2))], new(0)), 2, new Entry.Figures([85]),
        "Để được 2 điểm: x từ 90 trở lên.", "For 2 points: x at least 90.");

    [Fact]
    public void A_larger_figure() => Says(new ScoringRule.Proportional(X, 90, null), 2, new Entry.Figures([45]), "Để được 1,5 điểm: x từ 67,5 trở lên.", "For 1.5 points: x of at least 67.5.");

    [Fact]
    public void A_smaller_figure() => Says(new ScoringRule.Complement(X), 2, new Entry.Figures([40]), "Để được 1,7 điểm: x từ 15 trở xuống.", "For 1.7 points: x of at most 15.");

    [Fact]
    public void A_figure_goes_by_its_own_letter() => NextStepWords.Of(OneLine.Of(new ScoringRule.Proportional(OneLine.Formula("a", "a"), 90, null), 2, new Entry.Figures([45]), "a"))
        .ShouldBe(new("Để được 1,5 điểm: a từ 67,5 trở lên.", "For 1.5 points: a of at least 67.5."));

    [Fact]
    public void A_better_mean() => Says(new ScoringRule.MeanOverItems(OneLine.Formula("v", "v")), 2, new Entry.Items([0.5m]), "Để được 1,5 điểm: trung bình các mục từ 0,75 trở lên.", "For 1.5 points: a mean of the items of at least 0.75.");

    [Fact]
    public void A_step_of_direct_points() => Says(new ScoringRule.Rubric(new(0.25m)), 2, new Entry.Direct(new(1)), "Để được 1,25 điểm: cao hơn một bước điểm.", "For 1.25 points: one step higher.");

    [Fact]
    public void Nothing_lost_needs_no_word() => NextStepWords.Of(OneLine.Of(new ScoringRule.Ratio(X), 1, new Entry.Figures([1]), "x")).ShouldBeNull();

    [Fact]
    public void A_unit_learns_how_far_the_better_class_is()
    {
        var method = new Method { Classes = [new(new("Tốt", "Good"), 80), new(new("Khá", "Fair"), 70)] };
        NextStepWords.Of(Unit(new ClassReason.Bound(1, 78.25m, 70)), method).ShouldBe(new Words("Còn thiếu 1,75 điểm phần trăm để đạt mức từ 80 (Tốt).", "1.75 percentage points short of 80 (Good)."));
        NextStepWords.Of(Unit(new ClassReason.Bound(0, 82, 80)), method).ShouldBeNull();
        NextStepWords.Of(Unit(new ClassReason.Bound(0, 82, 80), new ClassReason.Gated(0, 0, 1)), method).ShouldBeNull("more points alone would not lift it");
    }

    private static UnitResult Unit(params ClassReason[] reasons) => new()
    {
        Unit = "a", Standing = Standing.Ranked, Points = 0, BonusPoints = 0, DeductionPoints = 0, ApplicableMax = 0, ClassReasons = [.. reasons],
    };

    private static void Says(ScoringRule rule, decimal max, Entry entry, string vi, string en) => NextStepWords.Of(OneLine.Of(rule, max, entry, "x")).ShouldBe(new Words(vi, en));
}
