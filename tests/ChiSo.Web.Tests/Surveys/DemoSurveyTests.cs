using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The illustrative survey of demo mode: who answered, what it found, and that feeding it into the trial round moves nothing.</summary>
public sealed class DemoSurveyTests(DemoSurveyTests.Pages pages) : IClassFixture<DemoSurveyTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Duration", "Long")]
    public async Task It_is_made_once_ranks_units_as_announced_and_feeds_the_values_that_stand()
    {
        await DemoSurvey.MakeAsync(pages.Installation, Cancel);
        await DemoSurvey.MakeAsync(pages.Installation, Cancel);
        var survey = (await pages.Installation.Surveys.ListAsync(Cancel)).ShouldHaveSingleItem();
        (await pages.Installation.SurveyReading.IsIllustrativeAsync(survey, Cancel)).ShouldBeTrue();
        var board = await pages.Installation.SurveyReading.BoardAsync(survey, Cancel);
        board.Units.Length.ShouldBe(25);
        board.Units.ShouldAllBe(unit => unit.Count.Answers > 0 && unit.Count.Rate > 0.5 && unit.Count.Rate < 0.95);

        (await pages.Installation.SurveyReading.ResultsAsync(survey, null, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.results-open");
        (await pages.Installation.SurveyReading.ResultsAsync(survey with { IsClosed = true }, null, Cancel)).TryGet(out var results).ShouldBeTrue();
        results!.Blocks[0].Units.Take(3).Select(unit => unit.Unit).ShouldBe(["ldtbxh", "gddt", "noivu"]); // got them just above
        (results.Blocks[1].Units[0].Unit, results.Blocks[1].Units[^1].Unit).ShouldBe(("thoi-lai", "o-mon"));

        CollectedIndex.Compute(survey, await SurveyPages.AnswersAsync(pages.Installation, survey.Code)).TryGet(out var figures).ShouldBeTrue();
        (await pages.Installation.Feeds.PreviewAsync(DemoPages.Round, SurveyFigures.Of(survey, figures, "thử"), IllustrativeSurvey.Mapping, Cancel)).TryGet(out var plan).ShouldBeTrue();
        plan!.Lines.Length.ShouldBe(5 * 25); // made just above
        plan.Lines.ShouldAllBe(line => line.PointsAfter == line.PointsBefore);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Its_fieldwork_is_made_once_with_people_to_be_visited()
    {
        await DemoSurvey.MakeAsync(pages.Installation, Cancel);
        await DemoFieldwork.MakeAsync(pages.Installation, Cancel);
        await DemoFieldwork.MakeAsync(pages.Installation, Cancel);
        var place = (await pages.Installation.FieldAreas.EverywhereAsync(Cancel)).ShouldHaveSingleItem();
        (await pages.Installation.Interviewing.ListAsync(place, await pages.PersonAsync(DemoFieldwork.Interviewer), Cancel)).Length.ShouldBe(12);
        foreach (var (user, act) in new[] { (DemoFieldwork.Coordinator, Act.RunFieldwork), (DemoFieldwork.Supervisor, Act.Recheck) })
            (await pages.PersonAsync(user)).ShouldSatisfyAllConditions(person => person.Mandates.Length.ShouldBe(1), person => person.May(act, place.AimAt()).ShouldBeTrue());
    }

    /// <summary>As whoever starts demo mode finds it.</summary>
    public sealed class Pages : DemoPages
    {
        protected override bool OthersAtWork => true;
    }
}
