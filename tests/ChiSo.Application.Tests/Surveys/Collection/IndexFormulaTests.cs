using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>The formula of the index is what the questionnaire declares: figures worked out by hand.</summary>
public sealed class IndexFormulaTests
{
    private const string Survey = "type|name|label|factor\nselect_one s|a|A|f\nselect_one s|b|B|f";
    private const string Worth = "list_name|name|label|no_opinion|worth\ns|1|A||100\ns|2|B||60\ns|3|C||20\ns|4|D||0\ns|9|?|yes|";
    private const string Plain = "list_name|name|label|no_opinion\ns|1|A|\ns|2|B|\ns|3|C|\ns|4|D|\ns|9|?|yes";

    /// <summary>Question a: 1 2 2 4; question b: 1 3, one without an opinion and one left empty.</summary>
    private static readonly ImmutableArray<Answer> Answers =
    [
        Answer("noivu", "1", "1"), Answer("noivu", "2", "3"), Answer("noivu", "2", "9"), Answer("noivu", "4", ""),
        Answer("tuphap", "1", "1"), Answer("tuphap", "1", "1"),
    ];

    /// <summary>Weighted: a (100 + 60 + 60 + 0) ÷ 4 = 55, b (100 + 20) ÷ 2 = 60, pooled 340 ÷ 6. Rescaled from 1..4: a 500/12, b 100/3. Of the highest: a 56.25, b 50. Top two of four: a 25, b 50, pooled 2 of 6.</summary>
    [Theory]
    [InlineData("weighted_options", "", 57.5)]
    [InlineData("weighted_options", "pooled_answers", 340.0 / 6)]
    [InlineData("rescaled_mean", "", 37.5)]
    [InlineData("share_of_highest", "mean_of_parts", 53.125)]
    [InlineData("top_share", "", 37.5)]
    [InlineData("", "pooled_answers", 200.0 / 6)]
    public void The_index_is_that_of_the_formula(string scoring, string pooling, double expected)
    {
        var figures = OpenRound.Must(CollectedIndex.Compute(Live(scoring, pooling), Answers));
        figures.Single(figure => (figure.Unit, figure.Code) == ("noivu", "f")).Value.ShouldNotBeNull().ShouldBe(expected, 1e-9);
    }

    /// <summary>Units 57.5 and 100: their mean is 78.75. Together a is 420 ÷ 6 = 70 and b 320 ÷ 4 = 80.</summary>
    [Theory]
    [InlineData("", 78.75)]
    [InlineData("pooled_forms", 75)]
    public void A_block_is_the_mean_of_units_or_of_forms(string level, double expected)
    {
        var found = OpenRound.Must(SurveyResults.Of(Live("weighted_options", "", level), Answers, [(Words.Same("All"), ["noivu", "tuphap"])], "f"));
        found.Blocks.Single().Mean.Value.ShouldNotBeNull().ShouldBe(expected, 1e-9);
    }

    /// <summary>A question whose answers have a worth is no share: its interval is that of a mean, 55 ± t(3) × s, not Wilson's.</summary>
    [Fact]
    public void The_interval_of_a_weighted_question_is_that_of_a_mean()
    {
        var found = OpenRound.Must(SurveyResults.Of(Live("weighted_options", ""), [.. Answers.Take(4)], [(Words.Same("All"), ["noivu"])], "f"));
        var a = found.Blocks.Single().Units.Single().Figures.Single(figure => figure.Code == "a");
        // Deviations 45, 5, 5, −55 from 55: sum of squares 5100, so the error is √(5100 ÷ 3 ÷ 4) = 20.6155; t(3) = 3.182446.
        a.Lower.ShouldBe(0);
        a.Upper.ShouldBe(100);
        a.Estimate.ShouldNotBeNull().StandardError.ShouldBe(Math.Sqrt(425), 1e-9);
    }

    [Fact]
    public void Words_say_it_beside_figures_and_in_files()
    {
        var live = Live("weighted_options", "pooled_answers", "pooled_forms");
        FormulaWords.Of(live.Form).En.ShouldBe("Formula of the index: the worth declared for each option (1 = 100, 2 = 60, 3 = 20, 4 = 0); the whole is the weighted mean of its parts; the figure of a block pools all forms. All valid answers pooled in: F.");
        FormulaWords.Of(Live("", "").Form).Vi.ShouldBe("Cách tính chỉ số: tỷ lệ câu trả lời ở hai mức tốt nhất (một mức nếu thang có ba mức trở xuống); chỉ số chung là trung bình có trọng số của các phần; số của khối là trung bình các đơn vị.");
        ExportNotes.About(live, Words.Same(""), new(Words.Same(""), [])).Rows.ShouldContain(row => row[0].Text == "formula" && row[2].Text == FormulaWords.Of(live.Form).En);
    }

    [Fact]
    public void A_form_keeps_its_formula_and_one_without_its_bytes()
    {
        var form = Live("weighted_options", "pooled_answers", "pooled_forms").Form;
        OpenRound.Must(XlsFormReader.Read(new Application.Spreadsheets.TablesRead(XlsFormWriter.Tables(form), []), "f.xlsx")).ShouldSatisfyAllConditions(
            again => again.Formula.ShouldBe(form.Formula), again => again.Factors.Single().Pooling.ShouldBe(form.Factors.Single().Pooling), again => again.Lists.Single().Choices.Select(choice => choice.Worth).ShouldBe([100, 60, 20, 0, null]));
        XlsFormWriter.Tables(Live("", "").Form).SelectMany(table => table.Columns).ShouldNotContain(column => column == "scoring" || column == "pooling" || column == "level" || column == "worth");
    }

    [Theory]
    [InlineData(Survey, Plain, "weighted_options", "questionnaire.no-worth", "choices!2")]
    [InlineData(Survey, "list_name|name|label|worth\ns|1|A|101\ns|2|B|0", "weighted_options", "questionnaire.no-worth", "choices!D2")]
    [InlineData(Survey, Worth, "rescaled_mean", "questionnaire.idle-worth", "choices!E2")]
    [InlineData(Survey, Plain, "best", "value.not-a-choice", "settings!D2")]
    [InlineData("type|name|label|factor|parameters\nrange|a|A|f|start=1 end=5", Plain, "weighted_options", "questionnaire.weighted-range", "survey!B2")]
    [InlineData("type|name|label|factor|polarity\nselect_one s|a|A|f|lower_better", Worth, "weighted_options", "questionnaire.weighted-polarity", "survey!B2")]
    public void What_does_not_go_together_is_told(string survey, string choices, string scoring, string code, string where) =>
        Read(survey, choices, scoring, "", "").Problems.Select(problem => (problem.Code, problem.Where)).ShouldContain((code, where), string.Join('\n', Read(survey, choices, scoring, "", "").Problems.Select(problem => $"{problem.Code} {problem.Where}")));

    private static LiveSurvey Live(string scoring, string pooling, string level = "") =>
        new(Guid.Empty, OpenSurvey.Declaration with { MinimumCell = 1 }, OpenRound.Must(Read(Survey, scoring == "weighted_options" ? Worth : Plain, scoring, pooling, level)), "abc", IsClosed: true);

    private static Result<Questionnaire> Read(string survey, string choices, string scoring, string pooling, string level) =>
        Forms.Read(survey, choices, $"form_id|version|form_title|scoring|level\nf1|1|Form|{scoring}|{level}", $"code|label|weight|pooling\nf|F|1|{pooling}");

    private static Answer Answer(string unit, string a, string b) => new(unit, "", AnswerMode.Link, "Tiếng Việt (vi)", "1",
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new[] { KeyValuePair.Create("a", a), KeyValuePair.Create("b", b) }.Where(one => one.Value.Length > 0)));
}
