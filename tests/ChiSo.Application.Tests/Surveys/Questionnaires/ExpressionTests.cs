using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Expressions;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Questionnaires;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, ImmutableArray<string>> Answers = new(StringComparer.Ordinal)
    {
        ["age"] = ["35"],
        ["empty"] = [""],
        ["colours"] = ["red blue"],
        ["day"] = ["2026-03-01"],
        ["costs"] = ["10", "", "2.5"],
        ["name"] = ["Lê Văn"],
    };

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("-2 - -3", "1")]
    [InlineData("7 div 2", "3.5")]
    [InlineData("-7 mod 2", "-1")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 div 0", "")]
    [InlineData("${age} >= 18 and ${age} < 60", "true")]
    [InlineData("${age} = '35'", "true")]
    [InlineData("${age} = 35.0", "true")]
    [InlineData("${age} = '35.0'", "false")]
    [InlineData("${empty} = ''", "true")]
    [InlineData("${empty} < 5", "false")]
    [InlineData("${empty} >= 5", "false")]
    [InlineData("not(${empty})", "true")]
    [InlineData("1 = 1 or 1 div 0 > 2", "true")]
    [InlineData("true() and false() or true()", "true")]
    [InlineData("selected(${colours}, 'blue')", "true")]
    [InlineData("selected(${colours}, 'blu')", "false")]
    [InlineData("selected-at(${colours}, 0)", "red")]
    [InlineData("selected-at(${colours}, 9)", "")]
    [InlineData("count-selected(${colours})", "2")]
    [InlineData("count-selected(${empty})", "0")]
    [InlineData("sum(${costs})", "12.5")]
    [InlineData("min(${costs})", "2.5")]
    [InlineData("max(${empty})", "")]
    [InlineData("count(${costs})", "3")]
    [InlineData("count-non-empty(${costs})", "2")]
    [InlineData("join(', ', ${colours})", "red blue")]
    [InlineData("if(${age} > 30, 'old', 'young')", "old")]
    [InlineData("coalesce(${empty}, ${age})", "35")]
    [InlineData("string-length(${name})", "6")]
    [InlineData("concat('a', 1 + 1, \"b\")", "a2b")]
    [InlineData("contains(${name}, 'Văn') and starts-with(${name}, 'Lê')", "true")]
    [InlineData("regex('0901', '[0-9]{4}')", "true")]
    [InlineData("regex('09012', '[0-9]{4}')", "false")]
    [InlineData("round(2.5) + round(-2.5)", "1")]
    [InlineData("round(1.255, 1)", "1.3")]
    [InlineData("int(-3.7)", "-3")]
    [InlineData("${day} <= today()", "true")]
    [InlineData("today()", "2026-11-23")]
    [InlineData("number(today()) - number(${day})", "267")]
    [InlineData(". > 3", "true")]
    [InlineData("position(..)", "2")]
    [InlineData("‘a’ = “a”", "true")]
    public void Expressions_compute_as_XPath_says(string source, string value) => Compute(source).ShouldBe(value);

    [Theory]
    [InlineData("", 1)]
    [InlineData("1 +", 4)]
    [InlineData("(1", 3)]
    [InlineData("1)", 2)]
    [InlineData("'open", 1)]
    [InlineData("${open", 1)]
    [InlineData("a = 1", 1)]
    [InlineData("1 = # 2", 5)]
    [InlineData("1 2", 3)]
    [InlineData("1.2.3", 1)]
    [InlineData("${a} and unheard(1)", 10)]
    [InlineData("if(1, 2)", 1)]
    [InlineData("regex(., ${a})", 1)]
    [InlineData("regex(., '(?=a)')", 1)]
    [InlineData("regex(., '(')", 1)]
    public void A_fault_is_told_with_its_letter(string source, int letter)
    {
        var problem = FormExpression.Parse(source, "survey!C2").Problems.Single();
        (problem.Code, problem.Where).ShouldBe(("questionnaire.expression", "survey!C2"));
        problem.What.En.ShouldContain($"at letter {letter}:");
    }

    [Fact]
    public void Nesting_without_end_is_refused_not_followed() =>
        FormExpression.Parse(new string('(', 3000) + "1" + new string(')', 900), "x").Problems.Single().Code.ShouldBe("questionnaire.expression");

    [Fact]
    public void Any_text_is_parsed_or_refused_and_never_throws() =>
        Gen.OneOf(Gen.String, OneOf("${a}", "(", ")", "1", "'x'", " and ", "-", ",", "if", "not", "=", ".", "<").Array[0, 12].Select(string.Concat)).Sample(text =>
        {
            if (FormExpression.Parse(text, "x").TryGet(out var parsed))
                _ = parsed.Compute(new(_ => ["3"], new(2026, 1, 1))).AsText();
        });

    [Fact]
    public void Sums_differences_and_products_are_those_of_the_numbers() =>
        Gen.Select(Gen.Int[-999, 999], Gen.Int[-999, 999], Gen.Int[-999, 999]).Sample((a, b, c) =>
            Compute($"{a} - {b} * {c} + {a}").ShouldBe((a - (b * c) + a).ToString(CultureInfo.InvariantCulture)));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static string Compute(string source)
    {
        FormExpression.Parse(source, "x").TryGet(out var parsed).ShouldBeTrue(source);
        return parsed!.Compute(new(name => Answers[name], new(2026, 11, 23)) { Self = "5", Position = 2 }).AsText(); // parsed, as just checked
    }
}
