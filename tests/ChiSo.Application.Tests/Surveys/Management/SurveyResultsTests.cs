using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>Results as pages show them: the figures of the index, with intervals, places and hidden cells.</summary>
public sealed class SurveyResultsTests
{
    private static readonly (Words Name, ImmutableArray<string> Units)[] Blocks = [.. SampleRound.CanTho.Blocks.Select(block => (block.Name, block.Units.Select(unit => unit.Code).ToImmutableArray()))];

    private static readonly SurveyResults Demo = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, SyntheticSurvey.Answers, Blocks));

    [Fact]
    public void Every_figure_is_that_of_the_index()
    {
        Demo.By.ShouldBe("satisfaction");
        var index = OpenRound.Must(CollectedIndex.Compute(SyntheticSurvey.Survey, SyntheticSurvey.Answers)).ToDictionary(figure => (figure.Unit, figure.Code));
        var told = Demo.Blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Where(figure => figure.Level != ResultLevel.Question).Select(figure => (unit.Unit, Figure: figure))).ToArray();
        told.Length.ShouldBe(index.Count);
        foreach (var (unit, figure) in told)
        {
            var expected = index[(unit, figure.Code)];
            (figure.Value, figure.Answers).ShouldBe((expected.Value, expected.Answers), $"{unit} {figure.Code}");
            if (figure is { Value: { } value, Upper: < 100, Lower: > 0 })
                (figure.Upper - value).ShouldNotBeNull().ShouldBe(expected.Margin.ShouldNotBeNull(), 1e-9);
        }
    }

    [Fact]
    public void Units_are_ranked_in_their_block_with_the_places_they_may_have()
    {
        Demo.Blocks.Select(block => block.Units.Length).ShouldBe([16, 9]);
        Demo.Blocks[0].Units.Take(3).Select(unit => unit.Unit).ShouldBe(["ldtbxh", "gddt", "noivu"]);
        (Demo.Blocks[1].Units[0].Unit, Demo.Blocks[1].Units[^1].Unit).ShouldBe(("thoi-lai", "o-mon"));
        foreach (var unit in Demo.Blocks.SelectMany(block => block.Units.Select((unit, at) => (unit.Place, at, block.Units.Length))))
        {
            var place = unit.Place.ShouldNotBeNull();
            place.Place.ShouldBeInRange(place.From, place.To);
            (place.From >= 1 && place.To <= unit.Length).ShouldBeTrue();
        }

        Demo.Blocks[0].Units.ShouldContain(unit => unit.Place!.From < unit.Place.To, "a sample this small can't tell all of them apart"); // has a place, see above
        Demo.Blocks[0].Mean.Value.ShouldNotBeNull().ShouldBe(Demo.Blocks[0].Units.Average(unit => unit.Main.Value!.Value), 1e-9); // known, since they have places
    }

    [Fact]
    public void Units_may_be_ranked_by_any_part()
    {
        Demo.Orders.ShouldBe(["satisfaction", "services", "access", "procedures", "staff", "result", "feedback", "policy"]);
        var staff = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, SyntheticSurvey.Answers, Blocks, "staff"));
        staff.Blocks[0].Units.Select(unit => unit.Main.Value).ShouldBe(staff.Blocks[0].Units.Select(unit => unit.Main.Value).OrderDescending());
        staff.Blocks[0].Units[0].Main.Code.ShouldBe("staff");
        OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, SyntheticSurvey.Answers, Blocks, "khong-co")).By.ShouldBe("satisfaction");
    }

    [Fact]
    public void A_unit_has_an_index_of_its_own_from_the_declared_number_of_answers()
    {
        var answers = SyntheticSurvey.Answers.CountBy(answer => answer.Unit).ToDictionary();
        var (least, few) = (answers.Values.Max(), answers.Where(unit => unit.Value < answers.Values.Max()).Select(unit => unit.Key).ToArray());
        var survey = SyntheticSurvey.Survey with { Declaration = SyntheticSurvey.Survey.Declaration with { OwnIndexFrom = least } };
        var results = OpenRound.Must(SurveyResults.Of(survey, SyntheticSurvey.Answers, Blocks));
        results.LeftOut.ShouldBe(few, ignoreOrder: true);
        results.Blocks.SelectMany(block => block.Units).Select(unit => unit.Unit).ShouldBe(answers.Keys.Except(few), ignoreOrder: true);
    }

    [Fact]
    public void A_question_few_answered_is_hidden_with_the_next_smallest_beside_it()
    {
        var answers = Asked(("access_signs", 4), ("access_seats", 14), ("access_equipment", 30));
        var figures = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, answers, Blocks)).Blocks.Single().Units.Single().Figures;
        figures.Where(figure => figure.IsHidden).Select(figure => figure.Code).ShouldBe(["access_signs", "access_seats"], ignoreOrder: true);
        figures.Where(figure => figure.IsHidden).ShouldAllBe(figure => figure.Value == null && figure.Answers == 0 && figure.Lower == null);
        figures.Single(figure => figure.Code == "access_equipment").Answers.ShouldBe(30);
        figures.Single(figure => figure.Code == "access").Answers.ShouldBe(30);
    }

    [Fact]
    public void Figures_with_large_errors_are_marked_or_withheld_as_the_survey_declares()
    {
        const int caution = 8, withhold = 14;
        ImmutableArray<Answer> few = [.. SyntheticSurvey.Answers.GroupBy(answer => answer.Unit).SelectMany(unit => unit.Take(12))];
        var undeclared = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, few, Blocks)).Blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Select(figure => (unit.Unit, Figure: figure))).ToArray();
        var survey = SyntheticSurvey.Survey with { Declaration = SyntheticSurvey.Survey.Declaration with { CautionAbove = caution, WithholdAbove = withhold } };
        var told = OpenRound.Must(SurveyResults.Of(survey, few, Blocks)).Blocks.SelectMany(block => block.Units).ToDictionary(unit => unit.Unit);
        var states = new HashSet<(bool, bool)>();
        foreach (var (unit, plain) in undeclared.Where(one => one.Figure.Estimate is not null))
        {
            var reach = (plain.Upper.ShouldNotBeNull() - plain.Lower.ShouldNotBeNull()) / 2;
            var figure = told[unit].Figures.Single(one => one.Code == plain.Code);
            (figure.IsHidden, figure.IsWeak, figure.Value).ShouldBe((reach > withhold, reach > caution, reach > withhold ? null : plain.Value), $"{unit} {plain.Code}");
            states.Add((figure.IsHidden, figure.IsWeak));
        }

        states.Count.ShouldBe(3, "some plain, some marked, some withheld");
        undeclared.ShouldAllBe(one => !one.Figure.IsWeak, "where nothing is declared nothing is marked");
    }

    [Fact]
    public void Where_everybody_is_satisfied_the_interval_still_reaches_below()
    {
        var answers = Asked(("access_signs", 30), ("access_seats", 30), ("access_equipment", 30));
        var figure = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, answers, Blocks)).Blocks.Single().Units.Single().Figures.Single(figure => figure.Code == "access_signs");
        (figure.Value, figure.Upper).ShouldBe((100, 100));
        figure.Lower.ShouldNotBeNull().ShouldBe(100 * Math.Pow(0.05, 1 / 30.0), 1e-9);
    }

    [Fact]
    public void Where_nobody_was_asked_a_part_units_are_ranked_by_the_next() =>
        OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, Asked([.. SyntheticSurvey.Survey.Form.Questions().Where(question => question.Factor is not (null or "policy")).Select(question => (question.Name, 20))]), Blocks)).By.ShouldBe("services");

    [Fact]
    public void Without_answers_there_are_no_results() => SurveyResults.Of(SyntheticSurvey.Survey, [], Blocks).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-index");

    /// <summary>So many answers about one unit, as many to each question, all satisfied.</summary>
    private static ImmutableArray<Answer> Asked(params (string Question, int Answers)[] questions) =>
        [.. Enumerable.Range(0, questions.Max(question => question.Answers)).Select(at => new Answer("noivu", "", AnswerMode.Link, "vi", "1",
            ImmutableSortedDictionary.CreateRange(questions.Where(question => at < question.Answers).Select(question => KeyValuePair.Create(question.Question, 5.ToString(CultureInfo.InvariantCulture))))))];
}
