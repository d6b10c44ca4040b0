using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.CriteriaSets;

/// <summary>The sentence of every rule kind in both languages, read aloud.</summary>
public sealed class RuleWordsTests
{
    [Fact]
    public void Yes_or_no() => Says(new ScoringRule.YesNo(null, new(0)), 1, "Đạt: 1 điểm; không đạt: 0 điểm.", "Achieved: 1 point; not achieved: 0 points.");

    [Fact]
    public void Choice() => Says(
        new ScoringRule.Choice([new("Xử lý đầy đủ", new(1)), new("Xử lý một phần", new(0.5m)), new("Chưa xử lý", new(-0.25m))]), 1,
        "Chọn một mức: Xử lý đầy đủ: 1 điểm; Xử lý một phần: 0,5 điểm; Chưa xử lý: −0,25 điểm.",
        "One of: Xử lý đầy đủ: 1 point; Xử lý một phần: 0.5 points; Chưa xử lý: −0.25 points.");

    [Fact]
    public void Ladder() => Says(
        new ScoringRule.Ladder([Parse("100*a/b")], [At(Comparison.AtLeast, 99.5m, 1), At(Comparison.Above, 95, 0.5m)], new(0)), 1,
        "x = 100 × a ÷ b. Xét lần lượt, tính theo mức đầu tiên thỏa mãn: x từ 99,5 trở lên: 1 điểm; x trên 95: 0,5 điểm; còn lại: 0 điểm.",
        "x = 100 × a ÷ b. The first that holds counts: x at least 99.5: 1 point; x above 95: 0.5 points; otherwise: 0 points.");

    [Fact]
    public void Ladder_with_joint_conditions() => Says(
        new ScoringRule.Ladder([Parse("a"), Parse("b")], [new([new(0, Comparison.AtMost, 15), new(1, Comparison.Below, 6)], new(1)), new([new(0, Comparison.Equal, 0), new(1, Comparison.NotEqual, 2)], new(0.5m))], new(0.25m)), 1,
        "Xét lần lượt, tính theo mức đầu tiên thỏa mãn: a từ 15 trở xuống và b dưới 6: 1 điểm; a bằng 0 và b khác 2: 0,5 điểm; còn lại: 0,25 điểm.",
        "The first that holds counts: a at most 15 and b below 6: 1 point; a equal to 0 and b other than 2: 0.5 points; otherwise: 0.25 points.");

    [Fact]
    public void Ladder_on_an_imported_index() => Says(
        new ScoringRule.ImportedLadder("DTI", [At(Comparison.AtLeast, 80, 1)], new(0)), 1,
        "x lấy từ DTI. Xét lần lượt, tính theo mức đầu tiên thỏa mãn: x từ 80 trở lên: 1 điểm; còn lại: 0 điểm.",
        "x is taken from DTI. The first that holds counts: x at least 80: 1 point; otherwise: 0 points.");

    [Fact]
    public void Proportional() => Says(
        new ScoringRule.Proportional(Parse("100*a/b"), 95, 50), 1.5m,
        "x = 100 × a ÷ b. x từ 95 trở lên được 1,5 điểm; thấp hơn thì tính theo tỷ lệ: điểm = x ÷ 95 × 1,5. x dưới 50 được 0 điểm.",
        "x = 100 × a ÷ b. x of 95 or more gives 1.5 points; below that in proportion: points = x ÷ 95 × 1.5. x below 50 gives 0 points.");

    [Fact]
    public void Ratio() => Says(new ScoringRule.Ratio(Parse("a/b")), 2, "x = a ÷ b. Điểm = x × 2, giữ trong khoảng từ 0 đến 2.", "x = a ÷ b. Points = x × 2, kept between 0 and 2.");

    [Fact]
    public void Complement() => Says(
        new ScoringRule.Complement(Parse("a")), 0.5m, "Điểm = (100 − a) ÷ 100 × 0,5, giữ trong khoảng từ 0 đến 0,5.", "Points = (100 − a) ÷ 100 × 0.5, kept between 0 and 0.5.");

    [Fact]
    public void Count_that_takes_away() => Says(
        new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1,
        "Khởi đầu 1 điểm; mỗi lần (n) trừ 0,25 điểm; thấp nhất 0 điểm, cao nhất 1 điểm.",
        "Starts at 1 point; each time (n) takes away 0.25 points; at least 0 points, at most 1 point.");

    [Fact]
    public void Count_that_adds() => Says(
        new ScoringRule.Count(new(0), new(1), new(0), new(2)), 2,
        "Khởi đầu 0 điểm; mỗi lần (n) cộng 1 điểm; thấp nhất 0 điểm, cao nhất 2 điểm.",
        "Starts at 0 points; each time (n) adds 1 point; at least 0 points, at most 2 points.");

    [Fact]
    public void Rubric() => Says(new ScoringRule.Rubric(new(0.25m)), 1, "Chấm trực tiếp từ 0 đến 1 điểm, bước điểm 0,25.", "Scored directly from 0 to 1 point, in steps of 0.25.");

    [Fact]
    public void Survey() => Says(
        new ScoringRule.Survey(100, 1000, ImmutableSortedDictionary<string, string>.Empty), 2,
        "Điểm = x ÷ 100 × 2, x là kết quả điều tra xã hội học. Ít hơn 1.000 phiếu hợp lệ thì chưa có điểm cho đến khi có quyết định.",
        "Points = x ÷ 100 × 2, x being the survey's result. With fewer than 1,000 valid forms there are no points until a decision is taken.");

    [Theory]
    [InlineData(BelowMinimum.NotApplicable, "thì không áp dụng tiêu chí với đơn vị.", "the line does not apply to the unit.")]
    [InlineData(BelowMinimum.LastYear, "thì gộp phiếu với kỳ trước; còn thiếu nữa thì chưa có điểm cho đến khi có quyết định.", "they are pooled with the year before; where that is still too few there are no points until a decision is taken.")]
    [InlineData(BelowMinimum.BlockMean, "thì lấy trung bình các đơn vị đủ phiếu trong khối.", "the mean of the units of the block that have enough is taken.")]
    public void A_survey_with_too_few_forms(BelowMinimum below, string vi, string en) => Says(
        new ScoringRule.Survey(100, 30, ImmutableSortedDictionary<string, string>.Empty) { Below = below }, 2,
        $"Điểm = x ÷ 100 × 2, x là kết quả điều tra xã hội học. Ít hơn 30 phiếu hợp lệ {vi}", $"Points = x ÷ 100 × 2, x being the survey's result. With fewer than 30 valid forms {en}");

    [Fact]
    public void Imported_index() => Says(new ScoringRule.Imported("DTI", 1000), 1, "Điểm = x ÷ 1000 × 1, x lấy từ DTI.", "Points = x ÷ 1000 × 1, x being taken from DTI.");

    [Fact]
    public void Relative_to_the_best() => Says(
        new ScoringRule.RelativeToBest(12.5m), 1,
        "x không quá 12,5: điểm = 1 ÷ 2 × x ÷ 12,5. Đơn vị cao nhất khối, nếu trên 12,5, được 1 điểm. Ở giữa: điểm = 1 × (1/2 + 1/2 × (x − 12,5) ÷ (cao nhất − 12,5)).",
        "x of at most 12.5: points = 1 ÷ 2 × x ÷ 12.5. The best of the block, if above 12.5, gets 1 point. In between: points = 1 × (1/2 + 1/2 × (x − 12.5) ÷ (best − 12.5)).");

    [Fact]
    public void Mean_over_items() => Says(
        new ScoringRule.MeanOverItems(Parse("min(a, 2)/2")), 1.5m,
        "Mỗi mục tính bằng số nhỏ nhất trong (a; 2) ÷ 2. Điểm = trung bình các mục × 1,5, giữ trong khoảng từ 0 đến 1,5.",
        "Each item counts as the smallest of (a, 2) ÷ 2. Points = the mean of the items × 1.5, kept between 0 and 1.5.");

    [Fact]
    public void Calculated() => Says(
        new ScoringRule.Calculated(Parse("M*(a+0.5*b)/b")), 2,
        "Điểm = M × (a + 0,5 × b) ÷ b, giữ trong khoảng từ 0 đến 2. M = 2.",
        "Points = M × (a + 0.5 × b) ÷ b, kept between 0 and 2. M = 2.");

    [Fact]
    public void A_maximum_below_zero_is_the_lower_limit() => Says(
        new ScoringRule.Calculated(Parse("-a/2")), -2, "Điểm = −a ÷ 2, giữ trong khoảng từ −2 đến 0. M = −2.", "Points = −a ÷ 2, kept between −2 and 0. M = −2.");

    [Fact]
    public void No_task_is_said_where_it_gives_the_maximum() => Says(
        new ScoringRule.YesNo(null, new(0)), 1,
        "Đạt: 1 điểm; không đạt: 0 điểm. Không phát sinh nhiệm vụ được 1 điểm.", "Achieved: 1 point; not achieved: 0 points. Where no task arose: 1 point.", noTask: true);

    [Theory]
    [InlineData("100*a / b", "100 × a ÷ b", "100 × a ÷ b")]
    [InlineData("a-(b-1)", "a − (b − 1)", "a − (b − 1)")]
    [InlineData("a-b-1", "a − b − 1", "a − b − 1")]
    [InlineData("(a*b)/(a/b)", "a × b ÷ (a ÷ b)", "a × b ÷ (a ÷ b)")]
    [InlineData("((a))*-1.5", "a × −1,5", "a × −1.5")]
    [InlineData("-(a+b)", "−(a + b)", "−(a + b)")]
    [InlineData("max(a,b,0.5)", "số lớn nhất trong (a; b; 0,5)", "the largest of (a, b, 0.5)")]
    [InlineData("if(a>=36 and not b<40, 1, 0.5)", "nếu a ≥ 36 và không phải (b < 40) thì 1, nếu không thì 0,5", "1 if a ≥ 36 and not (b < 40), otherwise 0.5")]
    [InlineData("2*if(a<>b or a=1, a, b)", "2 × (nếu a ≠ b hoặc a = 1 thì a, nếu không thì b)", "2 × (a if a ≠ b or a = 1, otherwise b)")]
    [InlineData("if((a>1 or b>1) and a<5, 1, 2)", "nếu (a > 1 hoặc b > 1) và a < 5 thì 1, nếu không thì 2", "1 if (a > 1 or b > 1) and a < 5, otherwise 2")]
    [InlineData("if(a<=b, if(a=0, 1, 2), 3)", "nếu a ≤ b thì (nếu a = 0 thì 1, nếu không thì 2), nếu không thì 3", "(1 if a = 0, otherwise 2) if a ≤ b, otherwise 3")]
    public void Formulas_are_written_as_people_write_them(string formula, string vi, string en) => Says(
        new ScoringRule.Calculated(Parse(formula)), 1, $"Điểm = {vi}, giữ trong khoảng từ 0 đến 1. M = 1.", $"Points = {en}, kept between 0 and 1. M = 1.");

    private static void Says(ScoringRule rule, decimal max, string vi, string en, bool noTask = false) =>
        RuleWords.Of(new Leaf { SuppliedBy = Supplier.Unit, Rule = rule, NoTaskGivesMax = noTask }, new(max)).ShouldBe(new Words(vi, en));

    private static ScoringRule.Rung At(Comparison how, decimal value, decimal points) => new([new(0, how, value)], new(points));

    private static Formula Parse(string text) => Formula.Parse(text, ["a", "b", "M"], "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));
}
