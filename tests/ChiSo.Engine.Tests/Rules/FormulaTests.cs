namespace ChiSo.Engine.Tests.Rules;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("1+2*3", "7")]
    [InlineData("(1+2)*3", "9")]
    [InlineData("-2*-3", "6")]
    [InlineData("7/2/2", "1.75")]
    [InlineData("a/b*b", "36")]                    // one division last: nothing is lost on the way
    [InlineData("10÷4×2−1", "4")]
    [InlineData("min(a,b,3)", "3")]
    [InlineData("max(min(a,b),-1)", "36")]
    [InlineData("if(a>=36 and not b<40, 1, 0)", "1")]
    [InlineData("if(a<36 or b<>40, 1, 0)", "0")]
    [InlineData("if(b=0, 5, a/b)", "0.9")]
    [InlineData("if(a>0, 5, 1/0)", "5")]           // the branch not taken is not evaluated
    public void Evaluates(string text, string value) =>
        Parse(text).Evaluate([36, 40]).ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("a/0")]
    [InlineData("a/(b-40)")]
    [InlineData("min(1, a/0)")]
    public void Dividing_by_zero_is_undefined(string text) => Parse(text).Evaluate([36, 40]).ShouldBeNull();

    [Fact]
    public void Overflow_is_undefined_and_never_thrown() => Parse("a*b").Evaluate([decimal.MaxValue, 2]).ShouldBeNull();

    [Fact]
    public void A_quotient_too_large_to_keep_open_is_divided_on_the_way() =>
        Parse("a/b*a/b").Evaluate([79_000_000_000_000_000_000_000_000_000m, 79_000_000_000_000_000_000_000_000_000m]).ShouldBe(1);

    [Theory]
    [InlineData("a+", "formula.unexpected")]
    [InlineData("a b", "formula.unexpected")]
    [InlineData("", "formula.unexpected")]
    [InlineData("(a", "formula.unexpected")]
    [InlineData("a $ b", "formula.unexpected")]
    [InlineData("1.", "formula.unexpected")]
    [InlineData("1.2.3", "formula.unexpected")]
    [InlineData("c*2", "formula.unknown-name")]
    [InlineData("pow(a,2)", "formula.unknown-name")]
    [InlineData("if(a, 1, 2)", "formula.condition-expected")]
    [InlineData("if(a>1, 2)", "formula.arguments")]
    [InlineData("a>1", "formula.number-expected")]
    [InlineData("(a>1)+2", "formula.number-expected")]
    [InlineData("1<a<3", "formula.unexpected")]
    public void Says_what_is_wrong(string text, string code)
    {
        Formula.Parse(text, ["a", "b"], "criteria.csv dòng 3").TryGet(out _).ShouldBeFalse();
        var problem = Formula.Parse(text, ["a", "b"], "criteria.csv dòng 3").Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Where.ShouldBe("criteria.csv dòng 3");
    }

    [Theory]
    [InlineData("1 + (a>1)", "formula.number-expected", 5)]
    [InlineData("a + b > 1", "formula.number-expected", 1)]
    [InlineData("min(a, b<2)", "formula.number-expected", 8)]
    [InlineData("a * -(b=2)", "formula.number-expected", 6)]
    [InlineData("2 * if(a + b, 1, 2)", "formula.condition-expected", 8)]
    [InlineData("if(a>1 and b, 1, 2)", "formula.condition-expected", 12)]
    [InlineData("if(not a, 1, 2)", "formula.condition-expected", 8)]
    [InlineData("if(a or b>1, 1, 2)", "formula.condition-expected", 4)]
    [InlineData("2 * if(a>1, 2)", "formula.arguments", 5)]
    [InlineData("if(a>1, 2, 3, 4)", "formula.arguments", 1)]
    [InlineData("a + c", "formula.unknown-name", 5)]
    [InlineData("a + ", "formula.unexpected", null)]
    public void Says_where_it_is_wrong(string text, string code, int? position)
    {
        var problem = Formula.Parse(text, ["a", "b"], "x").Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        if (position is null)
        {
            problem.What.ShouldBe(new Words("Công thức kết thúc giữa chừng.", "The formula ends too early."));
            return;
        }

        problem.What.Vi.ShouldContain($"vị trí {position}");
        problem.What.En.ShouldContain($"position {position}");
    }

    [Fact]
    public void Nesting_too_deep_names_the_level_that_is_too_much() =>
        Formula.Parse("1+" + new string('(', 65) + "1" + new string(')', 65), [], "x").Problems.ShouldHaveSingleItem()
            .What.En.ShouldBe("From position 67 on, the formula is nested more than 64 levels deep.");

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends() =>
        Formula.Parse(new string('(', 900) + "1", [], "x").Problems.ShouldHaveSingleItem().Code.ShouldBe("formula.too-deep");

    [Fact]
    public void A_chain_of_sums_without_end_is_refused_before_the_stack_ends() =>
        Formula.Parse("1" + string.Concat(Enumerable.Repeat("+1", 100_000)), [], "x").Problems.ShouldHaveSingleItem().Code.ShouldBe("formula.too-long");

    private static Formula Parse(string text) =>
        Formula.Parse(text, ["a", "b"], "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));
}
