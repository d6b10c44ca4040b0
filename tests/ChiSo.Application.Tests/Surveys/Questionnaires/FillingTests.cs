using ChiSo.Application.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Questionnaires;

public sealed class FillingTests
{
    private const string Survey = """
        type|name|label|required|relevant|constraint|constraint_message|calculation|choice_filter|parameters|repeat_count
        select_one yn|used|Used?|yes
        begin_group|service|Service||${used} = 'yes'
        integer|visits|Visits|yes||. >= 0 and . <= 20|At most 20
        text|why|Why?|${visits} > 3
        range|mark|Mark||||||| start=1 end=5 step=1
        calculate|double|||||| ${visits} * 2
        end_group
        select_one areas|town|Town||||||kind = if(${used} = 'yes', 'a', 'b')
        select_multiple yn|several|Several||| count-selected(.) <= 1
        date|day|Day||| . <= today()
        begin_repeat|papers|Papers||||||||2
        decimal|cost|Cost||||
        text|what|What?||${cost} > 10
        end_repeat
        calculate|total|||||| sum(${cost})
        """;

    private static readonly Questionnaire Form = Forms.Good(string.Join('\n', Survey.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join('|', line.Split('|').Select(cell => cell.Trim())))),
        "list_name|name|label|kind\nyn|yes|Yes|\nyn|no|No|\nareas|x|X|a\nareas|y|Y|b");

    [Theory]
    [InlineData("", "used answer.missing")]
    [InlineData("used=no", "")]
    [InlineData("used=maybe", "used answer.not-offered")]
    [InlineData("used=yes", "visits answer.missing")]
    [InlineData("used=yes visits=3", "")]
    [InlineData("used=yes visits=4", "why answer.missing")]
    [InlineData("used=yes visits=4 why=x", "")]
    [InlineData("used=yes visits=21 why=x", "visits answer.not-allowed")]
    [InlineData("used=yes visits=1,5", "visits answer.not-whole")]
    [InlineData("used=yes visits=1 mark=6", "mark answer.outside-range")]
    [InlineData("used=yes visits=1 mark=2.5", "mark answer.outside-range")]
    [InlineData("used=no visits=99", "")]
    [InlineData("used=no town=y", "")]
    [InlineData("used=no town=x", "town answer.not-offered")]
    [InlineData("used=yes visits=1 town=x", "")]
    [InlineData("used=no several=yes+no", "several answer.not-allowed")]
    [InlineData("used=no several=yes+other", "several answer.not-offered")]
    [InlineData("used=no day=23/11/2026", "")]
    [InlineData("used=no day=24/11/2026", "day answer.not-allowed")]
    [InlineData("used=no day=31/2/2026", "day answer.no-date")]
    [InlineData("used=no cost~1=abc", "cost~1 number.not-a-number")]
    public void Faults_are_told_where_they_are(string typed, string faults) =>
        FillingChecks.Faults(Fill(typed)).Select(fault => $"{fault.Key} {fault.Problem.Code}").ShouldBe(faults.Length == 0 ? [] : [faults]);

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_questions() =>
        FillingChecks.Faults(Fill("used=yes visits=x town=q day=x")).Select(fault => fault.Key.Name).ShouldBe(["visits", "town", "day"]);

    [Fact]
    public void What_is_not_asked_is_not_kept_and_numbers_are_stored_with_a_point() =>
        FillingChecks.Kept(Fill("used=no visits=4 why=x cost~1=10,5 what~1=paper cost~2=2 what~2=gone cost~3=99"))
            .Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["cost~1=10.5", "cost~2=2", "total=12.5", "used=no", "what~1=paper"]);

    [Fact]
    public void Calculations_follow_the_answers() => FillingChecks.Kept(Fill("used=yes visits=4 why=x"))["double"].ShouldBe("8");

    [Fact]
    public void A_question_in_a_group_in_a_repeat_sees_its_own_turn()
    {
        var form = Forms.Good("type|name|label|relevant|required\nbegin_repeat|r|R\ninteger|n|N\nbegin_group|g|G|${n} > 1\ntext|t|T||yes\nend_group\nend_repeat");
        var filling = new Filling(form, new Dictionary<string, string>(StringComparer.Ordinal) { ["r"] = "2", ["n~1"] = "1", ["n~2"] = "2" }, new(2026, 11, 23));
        FillingChecks.Faults(filling).Select(fault => fault.Key.ToString()).ShouldBe(["t~2"]);
    }

    [Theory]
    [InlineData("-1", 1)]
    [InlineData("2", 2)]
    [InlineData("9999999999", Filling.MostTurns)]
    [InlineData("x", 0)]
    public void People_add_turns_within_bounds(string typed, int turns)
    {
        var form = Forms.Good("type|name|label\nbegin_repeat|r|R\ninteger|n|N\nend_repeat");
        new Filling(form, new Dictionary<string, string>(StringComparer.Ordinal) { ["r"] = typed }, new(2026, 11, 23)).Asked().Count().ShouldBe(turns);
    }

    [Fact]
    public void A_very_long_answer_is_refused_not_cut() => FillingChecks.Faults(Fill($"used=yes visits=4 why={new string('a', 10_000_000)}")).Single().Problem.Code.ShouldBe("answer.too-long");

    private static Filling Fill(string typed) => new(Form, typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1].Replace('+', ' '), StringComparer.Ordinal), new(2026, 11, 23));
}
