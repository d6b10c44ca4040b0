using System.Collections.Immutable;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Surveys.Cleaning;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys.Cleaning;

public sealed class AnswerChecksTests
{
    private static readonly CleaningRules Short = new() { LeastCompared = 4, LeastStraight = 3, NearDuplicate = 0.7 };

    [Fact]
    public void The_second_of_two_alike_is_flagged_and_names_the_first()
    {
        var flag = AnswerChecks.Find(Rows("12345", "54321", "12345"), Short).Flags.ShouldHaveSingleItem();
        (flag.Row, flag.Rule, flag.Measure, flag.Other).ShouldBe((2, CleaningRule.ExactDuplicate, 1, 0));
    }

    /// <summary>Four of five is 0.8: above 0.7, not above 0.8 (the source says "more than").</summary>
    [Fact]
    public void Near_duplicates_agree_on_more_than_the_declared_share()
    {
        var answers = Rows("12345", "12344", "54321");
        var near = AnswerChecks.Find(answers, Short).Flags;
        near.Select(flag => (flag.Row, flag.Rule, flag.Measure, flag.Other)).ShouldBe([(0, CleaningRule.NearDuplicate, 0.8, 1), (1, CleaningRule.NearDuplicate, 0.8, 0)]);
        AnswerChecks.Find(answers, Short with { NearDuplicate = 0.8 }).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Only_questions_both_answered_are_compared_and_enough_of_them()
    {
        AnswerChecks.Find(Rows("1234.", "1234."), Short).Flags.ShouldHaveSingleItem().Rule.ShouldBe(CleaningRule.ExactDuplicate);
        AnswerChecks.Find(Rows("123..", "123.."), Short).Flags.ShouldBeEmpty();
        AnswerChecks.Find(Rows("1234.", ".2345"), Short).Flags.ShouldBeEmpty(); // three in common
    }

    [Fact]
    public void Answers_about_different_units_are_never_duplicates() =>
        AnswerChecks.Find(Rows("12345", "12345"), Short, Grouping.Of(["a", "b"])).Flags.ShouldBeEmpty();

    [Fact]
    public void Two_who_say_the_same_to_everything_are_no_duplicates_of_each_other() =>
        AnswerChecks.Find(Rows("44444", "44444"), Short).Flags.ShouldBeEmpty();

    [Theory]
    [InlineData("44444", CleaningRule.Contradiction)] // satisfied, and paid a bribe
    [InlineData("33333", CleaningRule.StraightLine)] // the middle says the same both ways
    [InlineData("99999", CleaningRule.StraightLine)] // outside the scale: no opinion has no direction
    [InlineData("444..", CleaningRule.StraightLine)] // the reversed ones were not answered
    [InlineData("4444.", CleaningRule.Contradiction)]
    public void The_same_answer_contradicts_itself_only_where_questions_point_opposite_ways(string said, CleaningRule rule)
    {
        var flag = AnswerChecks.Find(Rows(said), Short with { Completeness = 0, Straight = [new("all", ["a", "b", "c", "d", "e"], 1, 5) { Reversed = ["d", "e"] }] }).Flags.ShouldHaveSingleItem();
        (flag.Rule, flag.Group, flag.IsWeak).ShouldBe((rule, "all", rule == CleaningRule.StraightLine));
    }

    [Fact]
    public void A_group_with_one_other_answer_or_too_few_is_no_straight_line() =>
        AnswerChecks.Find(Rows("44454", "44..."), Short with { Completeness = 0, Straight = [new("all", ["a", "b", "c", "d", "e"], 1, 5)] }).Flags.ShouldBeEmpty();

    /// <summary>Medians 10 and 100: half of each is 5 and 50, so 5 is not below and 49 is.</summary>
    [Fact]
    public void Too_fast_is_below_the_share_of_the_median_of_the_own_group()
    {
        var flags = AnswerChecks.Find(Rows("12345", "23451", "34512", "45123", "51234", "13524"), Short, Grouping.Of(["a", "a", "a", "b", "b", "b"]), [5, 10, 20, 49, 100, 300]).Flags;
        flags.ShouldHaveSingleItem();
        (flags[0].Row, flags[0].Rule, flags[0].Measure).ShouldBe((3, CleaningRule.TooFast, 0.49));
    }

    [Fact]
    public void Who_is_only_known_to_have_hurried_is_held_without_a_time()
    {
        var report = AnswerChecks.Find(Rows("12345", "23451", "34512"), Short, hurried: [false, true, false]);
        report.Flags.ShouldHaveSingleItem().ShouldBe(new(1, CleaningRule.TooFast, 1));
        report.Held.ShouldBe([1]);
        Should.Throw<ArgumentException>(() => AnswerChecks.Find(Rows("12345"), Short, hurried: [true, false]));
    }

    [Fact]
    public void Without_times_nobody_is_too_fast_and_an_unknown_time_is_no_time()
    {
        AnswerChecks.Find(Rows("12345", "23451"), Short).Flags.ShouldBeEmpty();
        AnswerChecks.Find(Rows("12345", "23451", "34512"), Short, null, [double.NaN, 10, 10]).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Questions_that_were_not_asked_are_not_missing()
    {
        var answers = CleaningAnswers.Of(["a", "b", "c", "d"], [["1", null, null, "2"], ["1", "", "", "2"], ["1", "", "", ""]]);
        var flag = AnswerChecks.Find(answers, new()).Flags.ShouldHaveSingleItem();
        (flag.Row, flag.Rule, flag.Measure).ShouldBe((2, CleaningRule.Incomplete, 0.25));
    }

    [Fact]
    public void Flags_do_not_depend_on_which_answer_of_a_pair_comes_first() =>
        Gen.Select(Gen.Int[1, 5].Array[12].List[2, 12], Gen.Double[0.3, 0.9]).Sample((rows, share) =>
        {
            var rules = new CleaningRules { NearDuplicate = share, LeastCompared = 5 };
            static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            ImmutableArray<string> items = [.. Enumerable.Range(0, 12).Select(Text)];
            var there = AnswerChecks.Find(CleaningAnswers.Of(items, rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)])), rules);
            var back = AnswerChecks.Find(CleaningAnswers.Of(items, Enumerable.Reverse(rows).Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)])), rules);
            return there.Flags.Count(flag => flag.Rule == CleaningRule.ExactDuplicate) == back.Flags.Count(flag => flag.Rule == CleaningRule.ExactDuplicate)
                && there.Flags.Where(flag => flag.Rule == CleaningRule.NearDuplicate).Select(flag => flag.Measure).Order().SequenceEqual(back.Flags.Where(flag => flag.Rule == CleaningRule.NearDuplicate).Select(flag => flag.Measure).Order());
        });

    [Fact]
    public void Rules_that_cannot_be_are_told_each_by_its_member()
    {
        var rules = new CleaningRules { NearDuplicate = 0, LeastCompared = 1, LeastStraight = 1, Speed = 1, Completeness = 2, Straight = [new("g", ["a", "z"], 5, 1) { Reversed = ["b"] }] };
        rules.Faults("design.json", ["a", "b"]).Select(problem => problem.Where)
            .ShouldBe(["design.json: nearDuplicate", "design.json: leastCompared", "design.json: leastStraight", "design.json: speed", "design.json: completeness", "design.json: straight g", "design.json: straight g", "design.json: straight g"]);
        new CleaningRules().Faults("design.json", ["a"]).ShouldBeEmpty();
    }

    /// <summary>A digit a question, a point for no answer.</summary>
    private static CleaningAnswers Rows(params string[] rows) => CleaningAnswers.Of(["a", "b", "c", "d", "e"], rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(digit => digit == '.' ? "" : digit.ToString())]));
}
