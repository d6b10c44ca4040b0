using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Criteria;

public class CriteriaChecksTests
{
    private static readonly Method Seventy = Plain with
    {
        Base =
        [
            new(new("thẩm định", "appraised"), new(70), [Supplier.Unit, Supplier.LeadAgency]),
            new(new("điều tra", "survey"), new(30), [Supplier.Survey]),
        ],
    };

    private static string[] CodesIn(CriteriaSet set) => [.. CriteriaChecks.Find(set).Select(problem => $"{problem.Code} {problem.Where}")];

    [Fact]
    public void A_whole_set_has_no_problems() =>
        CriteriaChecks.Find(Set(Node("A", Leaf("A1", 60), Leaf("A2", 40)), Leaf("T", 2, part: CriteriaPart.Bonus), Leaf("P", -1, part: CriteriaPart.Deduction)), Plain).ShouldBeEmpty();

    [Fact]
    public void Children_that_do_not_add_up_are_told_with_the_difference()
    {
        var problem = CriteriaChecks.Find(Set(Node("A", Leaf("A1", 1.5m), Leaf("A2", 0.75m)) with { Max = new(2.5m) })).ShouldHaveSingleItem();

        (problem.Code, problem.Where).ShouldBe(("criteria.sum", "A (A)"));
        problem.What.Vi.ShouldBe("Điểm tối đa ghi 2,5 nhưng các dòng con cộng lại được 2,25, thiếu 0,25.");
        problem.What.En.ShouldBe("The maximum says 2.5 but the lines below add up to 2.25, 0.25 too few.");
    }

    [Fact]
    public void A_code_and_a_number_used_twice_are_told_at_the_second_line() =>
        CodesIn(Set(Node("A", Leaf("A1", 1), Leaf("A1", 1)))).ShouldBe(["criteria.duplicate-code A1 (A1)", "criteria.duplicate-number A1 (A1)"]);

    [Fact]
    public void Missing_codes_and_names_are_told() =>
        CodesIn(Set(Leaf("A", 1) with { Code = new(" "), Name = Words.Same("") })).ShouldBe(["criteria.missing-code   (A)", "criteria.missing-name   (A)"]);

    [Fact]
    public void Signs_belong_to_their_part() =>
        CodesIn(Set(Leaf("A", -1), Leaf("P", 1, part: CriteriaPart.Deduction))).ShouldBe(["criteria.max-sign A (A)", "criteria.max-sign P (P)"]);

    [Fact]
    public void A_part_holds_for_the_whole_tree_below() =>
        CodesIn(Set(Node("A", Leaf("A1", 1), Leaf("A2", 2, part: CriteriaPart.Bonus)))).ShouldBe(["criteria.mixed-part A2 (A2)"]);

    [Theory]
    [InlineData("2", "0.25", null)]
    [InlineData("2.1", "0.25", "criteria.max-off-step")]
    [InlineData("-1", "0.25", null)]
    [InlineData("2", "0", "criteria.step")]
    [InlineData("2", "-1", "criteria.step")]
    public void Maxima_lie_on_their_step(string max, string step, string? code)
    {
        var leaf = Leaf("A", D(max), part: max[0] == '-' ? CriteriaPart.Deduction : CriteriaPart.Base);
        var problems = CriteriaChecks.Find(Set(leaf with { Scoring = leaf.Scoring! with { Step = new Points(D(step)) } }));

        problems.Select(problem => problem.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void A_rule_belongs_to_leaves_and_only_to_them()
    {
        var rule = Leaf("X", 1).Scoring;

        CodesIn(Set(Leaf("A", 1) with { Scoring = null })).ShouldBe(["criteria.leaf-without-rule A (A)"]);
        CodesIn(Set(Node("A", Leaf("A1", 1)) with { Scoring = rule })).ShouldBe(["criteria.rule-on-inner-line A (A)"]);
    }

    public static TheoryData<ScoringRule, string> RulesOnFortyPoints => new()
    {
        { new ScoringRule.YesNo(new(45), default), "rule.beyond-max" },
        { new ScoringRule.YesNo(null, new(41)), "rule.beyond-max" },
        { new ScoringRule.Choice([new("đủ", new(40)), new("thừa", new(50))]), "rule.beyond-max" },
        { new ScoringRule.Count(new(0), new(10), new(0), new(90)), "rule.beyond-max" },
        { Ladder((Comparison.AtLeast, 50, 45)), "rule.beyond-max" },
        { new ScoringRule.ImportedLadder("PAPI", [Rung(Comparison.AtLeast, 50, 40)], new(60)), "rule.beyond-max" },
        { Ladder((Comparison.AtLeast, 90, 40), (Comparison.AtLeast, 80, 20)), "" },
        { Ladder((Comparison.AtLeast, 80, 20), (Comparison.AtLeast, 90, 40)), "rule.unreachable-step" },
        { Ladder((Comparison.AtLeast, 80, 20), (Comparison.AtLeast, 80, 20)), "rule.unreachable-step" },
        { Ladder((Comparison.AtLeast, 80, 20), (Comparison.Above, 80, 40)), "rule.unreachable-step" },
        { Ladder((Comparison.Above, 80, 20), (Comparison.AtLeast, 80, 40)), "" },
        { Ladder((Comparison.AtMost, 5, 40), (Comparison.Below, 5, 20)), "rule.unreachable-step" },
        { Ladder((Comparison.Below, 5, 40), (Comparison.AtMost, 5, 20)), "" },
        { Ladder((Comparison.NotEqual, 0, 40), (Comparison.Above, 0, 20)), "rule.unreachable-step" },
        { Ladder((Comparison.Equal, 0, 40), (Comparison.AtMost, 0, 20)), "" },
        { new ScoringRule.Proportional(Formula.Parse("x", ["x"], "").TryGet(out var x) ? x : null!, 100, 120), "rule.zero-below" },
    };

    [Theory]
    [MemberData(nameof(RulesOnFortyPoints), DisableDiscoveryEnumeration = true)]
    public void A_rule_fits_its_maximum_and_each_step_has_its_turn(ScoringRule rule, string codes) =>
        string.Join(' ', CodesIn(Set(Leaf("A", 40, rule)))).ShouldBe(codes.Length == 0 ? "" : $"{codes} A (A)");

    [Theory]
    [InlineData(-2, "")]
    [InlineData(-3, "rule.beyond-max P (P)")]
    [InlineData(1, "rule.beyond-max P (P)")]
    public void A_deduction_takes_no_more_than_its_maximum_and_gives_nothing(int points, string codes) =>
        string.Join(' ', CodesIn(Set(Leaf("P", -2, new ScoringRule.YesNo(new(points), default), CriteriaPart.Deduction)))).ShouldBe(codes);

    [Fact]
    public void A_step_with_a_second_condition_covers_only_where_both_hold()
    {
        var both = new ScoringRule.Rung([new(0, Comparison.AtLeast, 80), new(1, Comparison.AtLeast, 20)], new(20));
        var measures = new[] { "x", "y" }.Select(name => Formula.Parse(name, ["x", "y"], "").TryGet(out var measure) ? measure : null!);

        CodesIn(Set(Leaf("A", 40, new ScoringRule.Ladder([.. measures], [both, Rung(Comparison.AtLeast, 90, 10)], default)))).ShouldBeEmpty();
    }

    private static ScoringRule.Ladder Ladder(params (Comparison Is, decimal Value, decimal Points)[] steps) =>
        new([Formula.Parse("x", ["x"], "").TryGet(out var x) ? x : null!], [.. steps.Select(step => Rung(step.Is, step.Value, step.Points))], default);

    private static ScoringRule.Rung Rung(Comparison comparison, decimal value, decimal points) => new([new(0, comparison, value)], new(points));

    [Fact]
    public void A_figure_is_declared_once()
    {
        var leaf = Leaf("A", 1);

        CodesIn(Set(leaf with { Scoring = leaf.Scoring! with { Figures = [new("a", "một"), new("a", "hai")] } })).ShouldBe(["criteria.duplicate-figure A (A)"]);
    }

    [Fact]
    public void A_set_without_lines_and_caps_of_the_wrong_sign_are_told_at_the_set() =>
        CodesIn(Set() with { BonusCap = new(-1), DeductionCap = new(1) }).ShouldBe(["criteria.empty set", "criteria.bonus-cap set", "criteria.deduction-cap set"]);

    [Fact]
    public void Every_problem_is_told_at_once() =>
        CodesIn(Set(Node("A", Leaf("A1", -1), Leaf("A1", 1)) with { Max = new(5) })).Length.ShouldBe(4);

    [Theory]
    [InlineData("100", true)]
    [InlineData("99.5", false)]
    public void The_base_adds_up_to_100_unless_declared_otherwise(string max, bool whole) =>
        CriteriaChecks.Find(Set(Leaf("A", D(max)), Leaf("T", 5, part: CriteriaPart.Bonus)), Plain).Select(problem => problem.Code)
            .ShouldBe(whole ? [] : ["criteria.base-total"]);

    [Theory]
    [InlineData("70", "30", "")]
    [InlineData("68.5", "31.5", "criteria.base-part criteria.base-part")]
    public void Declared_parts_of_the_base_add_up(string appraised, string survey, string codes) =>
        string.Join(' ', CriteriaChecks.Find(Set(Leaf("A", D(appraised)), Leaf("S", D(survey), supplier: Supplier.Survey)), Seventy).Select(problem => problem.Code)).ShouldBe(codes);

    [Fact]
    public void Every_supplier_belongs_to_exactly_one_declared_part()
    {
        var set = Set(Leaf("A", 70), Leaf("S", 30, supplier: Supplier.Survey), Leaf("D", 0, supplier: Supplier.Dossiers));
        var twice = Seventy with { Base = Seventy.Base.SetItem(1, Seventy.Base[1] with { Suppliers = [Supplier.Survey, Supplier.Dossiers, Supplier.Unit], Max = new(100) }) };

        CriteriaChecks.Find(set, Seventy).Select(problem => $"{problem.Code} {problem.Where}").ShouldBe(["criteria.base-supplier D (D)"]);
        CriteriaChecks.Find(set, twice).Select(problem => $"{problem.Code} {problem.Where}").ShouldBe(["criteria.base-supplier A (A)"]);
    }
}
