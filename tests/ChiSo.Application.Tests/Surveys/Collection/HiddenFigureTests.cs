using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>A unit few of whose people used a service: what rests on those few is told by no way out.</summary>
public sealed class HiddenFigureTests
{
    private const int Users = 3;

    /// <summary>Thirty answers about one unit, all to the questions on policies, three to those on services, none of the three satisfied.</summary>
    internal static ImmutableArray<Answer> Rare { get; } = [.. Enumerable.Range(0, 30).Select(at => new Answer("noivu", "", AnswerMode.Link, "vi", "1", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        SyntheticSurvey.Survey.Form.Questions().Where(question => question.Factor is not null && (question.Factor == "policy" || at < Users)).Select(question => KeyValuePair.Create(question.Name, question.Factor == "policy" ? $"{1 + ((at + question.Name.Length) % 5)}" : "1")))))];

    [Fact]
    public void The_index_has_no_figure_of_few_people_nor_one_that_gives_it_away()
    {
        var figures = OpenRound.Must(CollectedIndex.Compute(SyntheticSurvey.Survey, Rare));
        figures.Where(figure => !figure.IsHidden).Select(figure => (figure.Code, figure.Answers)).ShouldBe([("satisfaction", 30)]);
        figures.Where(figure => figure.IsHidden).ShouldAllBe(figure => figure.Value == null && figure.StandardError == null && figure.Margin == null && figure.Answers == 0);
        figures.Count(figure => figure.IsHidden).ShouldBe(7);
    }

    [Fact]
    public void The_desk_hides_the_same_and_all_below()
    {
        var results = OpenRound.Must(SurveyResults.Of(SyntheticSurvey.Survey, Rare, [(Words.Same("Sở"), ["noivu"])]));
        results.Blocks.Single().Units.Single().Figures.Where(figure => !figure.IsHidden).Select(figure => figure.Code).ShouldBe(["satisfaction"]);
    }

    /// <summary>The policy has its thirty forms, but with the whole it would tell what the three said.</summary>
    [Fact]
    public void A_round_is_fed_none_of_them()
    {
        var figures = SurveyFigures.Of(SyntheticSurvey.Survey, OpenRound.Must(CollectedIndex.Compute(SyntheticSurvey.Survey, Rare)), "nguồn");
        var plan = OpenRound.Must(FeedPlan.Make(SampleRound.CanTho, figures, new([new("access", "TD_HL_TC", "", ""), new("policy", "TD_HL_TT", "", "")], []), EarlierRounds.None));
        plan.Positions.ShouldBeEmpty();
        plan.Lines.ShouldContain(line => line.Unit == "noivu");
        plan.Lines.ShouldAllBe(line => line.State == FedState.Nothing && line.After == null);
    }

    /// <summary>Where the whole itself rests on few, since nobody else was asked anything of it, nothing is told at all.</summary>
    [Fact]
    public void A_whole_of_few_people_is_hidden_with_everything_below()
    {
        var form = Forms.Good("type|name|label|factor\nselect_one scale|a|A|s\nselect_one scale|b|B|s", "list_name|name|label\nscale|1|1\nscale|2|2\nscale|3|3", "code|label|weight\ns|S|1");
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 30).Select(at => new Answer("noivu", "", AnswerMode.Link, "vi", "1", at < Users ? ImmutableSortedDictionary<string, string>.Empty.Add("a", "3").Add("b", "1") : ImmutableSortedDictionary<string, string>.Empty))];
        OpenRound.Must(CollectedIndex.Compute(new(Guid.Empty, OpenSurvey.Declaration, form, "abc", IsClosed: true), answers)).ShouldAllBe(figure => figure.IsHidden && figure.Value == null);
    }

    /// <summary>Two small ones of the same few people would come out together by subtraction: the next smallest goes with them.</summary>
    [Fact]
    public void Small_figures_together_are_not_worked_out_either()
    {
        var form = Forms.Good("type|name|label|factor\nselect_one scale|a|A|s\nselect_one scale|b|B|t\nselect_one scale|c|C|u\nselect_one scale|d|D|v", "list_name|name|label\nscale|1|1\nscale|2|2\nscale|3|3", "code|label|weight\ns|S|1\nt|T|1\nu|U|1\nv|V|1");
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 30).Select(at => new Answer("noivu", "", AnswerMode.Link, "vi", "1", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
            new (string Question, int Answers)[] { ("a", 3), ("b", 4), ("c", 20), ("d", 30) }.Where(asked => at < asked.Answers).Select(asked => KeyValuePair.Create(asked.Question, "3")))))];
        OpenRound.Must(CollectedIndex.Compute(new(Guid.Empty, OpenSurvey.Declaration, form, "abc", IsClosed: true), answers)).Where(figure => figure.IsHidden).Select(figure => figure.Code).ShouldBe(["s", "t", "u"]);
    }

    /// <summary>Whoever handed in the twelve knows each of them, and so the three.</summary>
    [Fact]
    public void Imported_answers_hide_nobody_in_a_figure()
    {
        ImmutableArray<Answer> answers = [.. Rare, .. Enumerable.Repeat(Rare[0] with { Mode = AnswerMode.Imported }, 12)];
        OpenRound.Must(CollectedIndex.Compute(SyntheticSurvey.Survey, answers)).Where(figure => !figure.IsHidden).Select(figure => (figure.Code, figure.Answers)).ShouldBe([("satisfaction", 42)]);
    }

    [Fact]
    public void A_unit_below_the_declared_number_of_answers_has_no_index()
    {
        var survey = SyntheticSurvey.Survey with { Declaration = SyntheticSurvey.Survey.Declaration with { OwnIndexFrom = 31 } };
        ImmutableArray<Answer> answers = [.. Rare, .. Enumerable.Repeat(Rare[^1] with { Unit = "tuphap" }, 31)];
        OpenRound.Must(CollectedIndex.Compute(survey, answers)).Select(figure => figure.Unit).Distinct().ShouldBe(["tuphap"]);
    }
}
