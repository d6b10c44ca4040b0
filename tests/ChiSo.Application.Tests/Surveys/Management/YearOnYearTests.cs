using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Opening;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>Figures of a survey beside those of the survey before.</summary>
public sealed class YearOnYearTests(PostgresServer postgres)
{
    private static readonly Questionnaire Form = Forms.Good("type|name|label|factor\nselect_one s|q1|Q1|service\nselect_one s|q2|Q2|service", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nservice||1|Service");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_told_with_its_error_and_called_one_only_beyond_it()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: Form);
        var before = await EarlierAsync(open, "thu-2025", 2025);
        var first = await EarlierAsync(open, "thu-2024", 2024);
        open.Clock.Now = new(2025, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, before, "noivu", good: 20, of: 40);
        await AnswerAsync(open, before, "tuphap", good: 20, of: 40);
        open.Clock.Now = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, open.Survey, "noivu", good: 36, of: 40);
        await AnswerAsync(open, open.Survey, "tuphap", good: 22, of: 40);

        var year = (await YearAsync(open, open.Survey, before)).ShouldNotBeNull();
        year.Before.Code.ShouldBe("thu-2025", "the last one before");
        var (risen, same) = (year.Changes[("noivu", "service")], year.Changes[("tuphap", "service")]);
        (Math.Round(risen.Before, 9), Math.Round(risen.Change, 9), risen.IsBeyondError).ShouldBe((50, 40, true));
        (Math.Round(same.Before, 9), Math.Round(same.Change, 9), same.IsBeyondError).ShouldBe((50, 5, false));
        same.Margin.ShouldNotBeNull().ShouldBeGreaterThan(5, "half the interval of the difference");
        year.Changes.Keys.Select(key => key.Code).Distinct().Order(StringComparer.Ordinal).ShouldBe([Form.Code, "service", "q1", "q2"], ignoreOrder: true);
        (await YearAsync(open, before, first)).ShouldBeNull("nobody answered the year before that");
    }

    [Fact]
    public async Task The_survey_before_is_the_last_one_that_was_closed()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: Form);
        await AnswerAsync(open, open.Survey, "noivu", good: 36, of: 40);
        (await YearAsync(open, open.Survey)).ShouldBeNull("there is none before");
        var (first, never) = (await EarlierAsync(open, "thu-2024", 2024), await EarlierAsync(open, "thu-2025", 2025));
        open.Clock.Now = new(2024, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, first, "noivu", good: 20, of: 40);
        open.Clock.Now = new(2025, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, never, "noivu", good: 30, of: 40);
        open.Clock.Now = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        (await YearAsync(open, open.Survey, first)).ShouldNotBeNull().Before.Code.ShouldBe("thu-2024", "paper forms may still come to the other");
        (await YearAsync(open, open.Survey, never)).ShouldNotBeNull().Before.Code.ShouldBe("thu-2025");
    }

    [Fact]
    public async Task A_unit_with_too_few_answers_then_has_no_change()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: Form);
        var before = await EarlierAsync(open, "thu-2025", 2025);
        open.Clock.Now = new(2025, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, before, "noivu", good: 20, of: 40);
        await AnswerAsync(open, before, "tuphap", good: 5, of: 9);
        open.Clock.Now = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, open.Survey, "noivu", good: 20, of: 40);
        await AnswerAsync(open, open.Survey, "tuphap", good: 22, of: 40);
        var year = (await YearAsync(open, open.Survey, before)).ShouldNotBeNull();
        year.Changes.Keys.Select(key => key.Unit).Distinct().ShouldBe(["noivu"]);
        year.Changes[("noivu", "service")].ShouldSatisfyAllConditions(one => one.Change.ShouldBe(0, 1e-9), one => one.IsBeyondError.ShouldBeFalse());
    }

    /// <summary>Retention deletes last year's answers; what was released of them, with its errors, is compared all the same.</summary>
    [Fact]
    public async Task What_was_released_is_compared_after_its_answers_are_deleted()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: Form);
        var before = await EarlierAsync(open, "thu-2025", 2025);
        open.Clock.Now = new(2025, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, before, "noivu", good: 21, of: 40);
        await AnswerAsync(open, before, "tuphap", good: 20, of: 40);
        open.Clock.Now = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await AnswerAsync(open, open.Survey, "noivu", good: 36, of: 40);
        await AnswerAsync(open, open.Survey, "tuphap", good: 22, of: 40);
        var whole = (await YearAsync(open, open.Survey, before)).ShouldNotBeNull();
        var proposed = OpenRound.Must(await open.Installation.SurveyReleasing.ProposeAsync("thu-2025", "", SurveyManagers.With(Role.SurveyManager), Cancel));
        OpenRound.Must(await open.Installation.SurveyReleasing.ApproveAsync(proposed.Id, SurveyManagers.With(Role.SurveyManager), Cancel));

        open.Clock.Now = new(2027, 1, 2, 5, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).Select(one => one.Code).ShouldBe(["thu-2025"]);
        var erased = (await open.Installation.Surveys.FindAsync("thu-2025", Cancel)).ShouldNotBeNull();
        (await open.Installation.SurveyReading.ResultsAsync(erased, by: null, Cancel)).TryGet(out _).ShouldBeFalse("no answer is left");
        var survey = (await open.Installation.Surveys.FindAsync(OpenSurvey.Code, Cancel)).ShouldNotBeNull();
        var year = (await FoundAsync(open, survey)).ShouldNotBeNull();
        (whole.IsOfRelease, year.IsOfRelease, year.Before.Code).ShouldBe((false, true, "thu-2025"));
        foreach (var (key, change) in whole.Changes.Where(one => one.Key.Code is not ("q1" or "q2")))
        {
            year.Changes[key].Before.ShouldBe(change.Before, 1e-4);
            year.Changes[key].Change.ShouldBe(change.Change, 1e-4);
            year.Changes[key].Margin.ShouldNotBeNull().ShouldBe(change.Margin.ShouldNotBeNull(), 1e-4);
            year.Changes[key].IsBeyondError.ShouldBe(change.IsBeyondError);
        }

        year.Changes.Keys.ShouldAllBe(key => key.Code == "service" || key.Code == Form.Code, "questions are not released");
    }

    private static async Task<LiveSurvey> EarlierAsync(OpenSurvey open, string code, int year) =>
        OpenRound.Must(await open.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration with { Code = code, Opens = new(year, 3, 1), Closes = new(year, 3, 31), KeepUntil = new(year + 1, 12, 31) }, Form), open.Change(), Cancel));

    /// <summary>As soon as these surveys are closed.</summary>
    private static async Task<YearOnYear?> YearAsync(OpenSurvey open, params LiveSurvey[] surveys)
    {
        LiveSurvey[] closed = [.. await Task.WhenAll(surveys.Select(async survey => OpenRound.Must(await open.Installation.Surveys.CloseAsync(survey.Code, open.Change(), Cancel))))];
        return await FoundAsync(open, closed[0]);
    }

    private static async Task<YearOnYear?> FoundAsync(OpenSurvey open, LiveSurvey survey) =>
        (await open.Installation.SurveyReading.ResultsAsync(survey, by: null, Cancel)).TryGet(out var found) ? await open.Installation.SurveyReading.YearOnYearAsync(survey, found, Cancel) : null;

    private static async Task AnswerAsync(OpenSurvey open, LiveSurvey survey, string unit, int good, int of)
    {
        var links = OpenRound.Must(await open.Installation.Surveys.InviteAsync(survey.Code, [.. Enumerable.Range(1, Math.Max(of, 12)).Select(number => new Invitee($"{unit}-{number}", unit, "", $"row {number}"))], open.Change(), Cancel));
        foreach (var (at, link) in links.Take(of).Index())
        {
            var given = at < good ? "5" : "1";
            var filling = new Filling(survey.Form, new Dictionary<string, string> { ["q1"] = given, ["q2"] = given }, survey.Declaration.Opens);
            OpenRound.Must(await open.Installation.Intake.TakeAsync(survey, link.Key, "", filling, AnswerMode.Link, "", Cancel)).ShouldBe(Taken.Stored);
        }
    }
}
