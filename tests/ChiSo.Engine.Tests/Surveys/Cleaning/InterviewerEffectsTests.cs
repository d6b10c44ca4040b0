using ChiSo.Engine.Surveys;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Engine.Tests.Surveys.Cleaning;

public sealed class InterviewerEffectsTests
{
    /// <summary>Three interviewers, by hand: means 2, 3 and 7, mean of all 4; between (3·4 + 3·1 + 3·9) ÷ 2 = 21, within 6 ÷ 6 = 1, k = 3; ρ = 20 ÷ (21 + 2), F = 21.</summary>
    [Fact]
    public void Share_between_interviewers_by_hand()
    {
        var effect = InterviewerEffects.Of(Answers([1, 2, 3, 2, 3, 4, 6, 7, 8]), Grouping.Of(["a", "a", "a", "b", "b", "b", "c", "c", "c"])).ShouldHaveSingleItem();
        (effect.Interviewers, effect.Answers).ShouldBe((3, 9));
        effect.F.ShouldBe(21, 1e-12);
        effect.Share.ShouldBe(20.0 / 23, 1e-12);
        effect.PValue.ShouldBe(Math.Pow(1 + (2 * 21 / 6.0), -3), 1e-12); // with 2 degrees above, P(F > f) = (1 + 2f ÷ d)^(−d ÷ 2), d = 6
    }

    /// <summary>Unequal numbers: n = 5, Σn² = 13, k = 5 − 13 ÷ 5 = 2.4.</summary>
    [Fact]
    public void Unequal_numbers_of_answers_have_their_own_mean_size()
    {
        var effect = InterviewerEffects.Of(Answers([1, 3, 4, 5, 6]), Grouping.Of(["a", "a", "b", "b", "b"])).ShouldHaveSingleItem();
        var (between, within) = (2 * Math.Pow(2 - 3.8, 2) + 3 * Math.Pow(5 - 3.8, 2), (2.0 + 2) / 3);
        effect.Share.ShouldBe((between - within) / (between + 1.4 * within), 1e-12);
    }

    [Fact]
    public void Interviewers_alike_share_less_than_nothing_and_one_alone_says_nothing()
    {
        InterviewerEffects.Of(Answers([1, 5, 1, 5]), Grouping.Of(["a", "a", "b", "b"])).ShouldHaveSingleItem().Share.ShouldBe(-1, 1e-12);
        InterviewerEffects.Of(Answers([1, 5, 1, 5]), Grouping.Of(["a", "a", "a", "a"])).ShouldBeEmpty();
        InterviewerEffects.Of(Answers([3, 3, 3, 3]), Grouping.Of(["a", "a", "b", "b"])).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_without_interviewer_or_number_does_not_enter() =>
        InterviewerEffects.Of(Answers([1, 2, 3, 4, double.NaN, 5]), Grouping.Of(["a", "a", "b", "b", "b", ""])).ShouldHaveSingleItem().Answers.ShouldBe(4);

    /// <summary>Welch by hand: means 2 and 8, variances 1 ÷ 3 each, so t = −6 ÷ √(2 ÷ 3) with 4 degrees; two tests of one comparison, so Holm doubles.</summary>
    [Fact]
    public void One_interviewer_is_compared_with_all_the_others()
    {
        var found = InterviewerEffects.Differences(Answers([1, 2, 3, 7, 8, 9]), Grouping.Of(["a", "a", "a", "b", "b", "b"]));
        found.Select(one => (one.Interviewer, one.Value)).ShouldBe([("a", -6), ("b", 6)]);
        found[0].PValue.ShouldBe(Quantile.StudentTwoSided(6 / Math.Sqrt(2.0 / 3), 4), 1e-12);
        found[0].Adjusted.ShouldBe(2 * found[0].PValue, 1e-12);
    }

    private static CleaningAnswers Answers(double[] values) =>
        CleaningAnswers.Of(["q"], values.Select(value => (IReadOnlyList<string?>)[double.IsNaN(value) ? "" : value.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
}
