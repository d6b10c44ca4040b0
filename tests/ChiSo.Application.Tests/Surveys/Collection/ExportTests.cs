using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Answers as a table, and as an index.</summary>
public sealed class ExportTests
{
    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|factor|polarity\nselect_one scale|a|A|service|\nselect_one scale|b|B|service|lower_better\nselect_multiple wish|w|W||\ntext|t|T||",
        "list_name|name|label|no_opinion\nscale|1|1|\nscale|2|2|\nscale|3|3|\nscale|4|4|\nscale|5|5|\nscale|0|none|yes\nwish|x|X|\nwish|y|Y|", "code|label|weight\nservice|Service|1");

    private static LiveSurvey Survey => new(Guid.Empty, OpenSurvey.Declaration with { MinimumCell = 1 }, Form, "", IsClosed: false);

    [Fact]
    public void Each_question_is_a_column_and_each_choice_of_several_is_one()
    {
        var table = Table([Answer("noivu", ("a", "5"), ("b", "0"), ("w", "y"), ("t", "tên tôi là An"))]);
        table.Columns.ShouldBe(["unit", "stratum", "mode", "language", "consent", "a", "b", "w.x", "w.y"]);
        table.Rows.Single().Select(cell => cell.Text).ShouldBe(["noivu", "", "link", "vi", "1", "5", "NA", "0", "1"]);
        Table([Answer("noivu")]).Rows.Single().Select(cell => cell.Text).Skip(5).ShouldBe(["", "", "", ""], "what was not answered is empty, not a no");
    }

    [Fact]
    public void Free_texts_leave_by_themselves()
    {
        var texts = AnswerExport.Texts(Survey, [Answer("noivu", ("t", "một")), Answer("tuphap", ("t", "hai")), Answer("tuphap")]);
        texts.Columns.ShouldBe(["question", "text"]);
        texts.Rows.Select(row => row[1].Text).Order().ShouldBe(["hai", "một"]);
    }

    /// <summary>Question a: 3 of 4 satisfied (75). Question b, where lower is better: 1 of 2 opinions is 1 or 2 (50). The mean of both is 62.5.</summary>
    [Fact]
    public void The_index_is_the_mean_of_its_questions_with_polarity_and_no_opinion()
    {
        ImmutableArray<Answer> answers =
        [
            Answer("noivu", ("a", "5"), ("b", "1")), Answer("noivu", ("a", "4"), ("b", "5")), Answer("noivu", ("a", "4"), ("b", "0")), Answer("noivu", ("a", "2")),
            Answer("tuphap", ("a", "1"), ("b", "5")), Answer("tuphap", ("a", "1"), ("b", "5")),
        ];
        CollectedIndex.Compute(Survey, answers).TryGet(out var figures).ShouldBeTrue();
        var service = figures.Single(figure => (figure.Unit, figure.Code) == ("noivu", "service"));
        service.Value.ShouldNotBeNull().ShouldBe(62.5, 1e-9);
        service.Margin.ShouldNotBeNull().ShouldBeGreaterThan(0);
        figures.Single(figure => (figure.Unit, figure.Code) == ("tuphap", "f")).Value.ShouldBe(0);
    }

    /// <summary>Of 0 to 10 the best are 9 and 10: two of four. Turned, the best of 1 to 5 are 1 and 2: one of four.</summary>
    [Theory]
    [InlineData("start=0 end=10 step=1", "", "0 9 10 8", 50)]
    [InlineData("start=1 end=5 step=1", "lower_better", "5 3 2 4", 25)]
    public void A_range_is_a_scale_like_choices(string range, string polarity, string given, double expected)
    {
        var form = Forms.Good($"type|name|label|factor|polarity|parameters\nrange|a|A|s|{polarity}|{range}", factors: "code|label|weight\ns|S|1");
        ImmutableArray<Answer> answers = [.. given.Split(' ').Select(value => Answer("noivu", ("a", value)))];
        CollectedIndex.Compute(Survey with { Form = form }, answers).TryGet(out var figures).ShouldBeTrue();
        figures.Single(figure => figure.Code == "s").Value.ShouldNotBeNull().ShouldBe(expected, 1e-9);
    }

    /// <summary>30 of 40 satisfied on one question: 75 ± t(39)·√(p(1−p)/(n−1)) = 75 ± 2.0227 × 6.9338.</summary>
    [Fact]
    public void The_margin_is_that_of_a_simple_random_sample_where_there_is_one()
    {
        var form = Forms.Good("type|name|label|factor\nselect_one scale|a|A|s", "list_name|name|label\nscale|1|1\nscale|2|2\nscale|3|3\nscale|4|4\nscale|5|5", "code|label|weight\ns|S|1");
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 40).Select(at => Answer("noivu", ("a", at < 30 ? "5" : "1")))];
        CollectedIndex.Compute(Survey with { Form = form }, answers).TryGet(out var figures).ShouldBeTrue();
        figures[0].Value.ShouldNotBeNull().ShouldBe(75, 1e-9);
        figures[0].Margin.ShouldNotBeNull().ShouldBe(2.022691 * 100 * Math.Sqrt(0.75 * 0.25 / 39), 1e-4);
    }

    /// <summary>Strata of 300 and 100 people, 10 answers each, 8 and 4 satisfied: 0.75·80 + 0.25·40 = 70; error² = Σ W²·(1 − n/N)·p(1 − p)/(n − 1).</summary>
    [Fact]
    public void With_sizes_each_stratum_weighs_as_many_people_as_it_has()
    {
        var figure = Weighted("unit,stratum,people\nnoivu,a,300\nnoivu,b,100\n").TryGet(out var figures) ? figures[0] : throw new InvalidOperationException();
        figure.Value.ShouldNotBeNull().ShouldBe(70, 1e-9);
        figure.StandardError.ShouldNotBeNull().ShouldBe(100 * Math.Sqrt((0.5625 * (1 - (10 / 300.0)) * 0.16 / 9) + (0.0625 * 0.9 * 0.24 / 9)), 1e-9);
    }

    [Theory]
    [InlineData("unit,stratum,people\nnoivu,a,300\n", "survey.group-people@noivu b")]
    [InlineData("unit,stratum,people\nnoivu,a,300\nnoivu,b,9\n", "survey.group-people@noivu b")]
    [InlineData("unit,stratum,people\nnoivu,a,0\n", "survey.group-size@sizes.csv:2:people")]
    [InlineData("unit,stratum,people\nnoivu,a,5\nnoivu,a,5\n", "survey.group-size@sizes.csv:3:people")]
    public void Sizes_that_can_not_be_are_told(string sizes, string problem) =>
        Weighted(sizes).Problems.Select(found => $"{found.Code}@{found.Where}").ShouldBe([problem]);

    private static Engine.Result<ImmutableArray<UnitIndex>> Weighted(string sizes)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-sizes-").FullName;
        File.WriteAllText(Path.Combine(folder, "sizes.csv"), sizes);
        var read = GroupSizes.Read(Path.Combine(folder, "sizes.csv"));
        Directory.Delete(folder, recursive: true);
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 20).Select(at => Answer("noivu", ("a", at < 8 || at > 15 ? "5" : "1")) with { Stratum = at < 10 ? "a" : "b" })];
        var form = Forms.Good("type|name|label|factor\nselect_one scale|a|A|s", "list_name|name|label\nscale|1|1\nscale|2|2\nscale|3|3\nscale|4|4\nscale|5|5", "code|label|weight\ns|S|1");
        return read.TryGet(out var known) ? CollectedIndex.Compute(Survey with { Form = form }, answers, known) : read.Problems;
    }

    [Fact]
    public void Without_questions_of_an_index_there_is_none() =>
        CollectedIndex.Compute(Survey with { Form = OpenSurvey.Form }, [Answer("noivu")]).Problems.Single().Code.ShouldBe("survey.no-index");

    private static Application.Spreadsheets.TableRows Table(ImmutableArray<Answer> answers) => AnswerExport.Table(Survey, AnswerOutline.Of(answers), SharedValues.All, answers);

    private static Answer Answer(string unit, params (string Key, string Value)[] values) =>
        new(unit, "", AnswerMode.Link, "Tiếng Việt (vi)", "1", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values.Select(one => KeyValuePair.Create(one.Key, one.Value))));
}
