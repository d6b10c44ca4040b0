using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Surveys from opening to closing, on both databases.</summary>
public sealed class CollectionTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_link_takes_one_answer_and_says_so_the_second_time(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(10);
        OpenRound.Must(await open.AnswerAsync(links[3].Key, "no", "chậm")).ShouldBe(Taken.Stored);
        OpenRound.Must(await open.AnswerAsync(links[3].Key.ToUpperInvariant().Insert(4, "-"))).ShouldBe(Taken.Before);

        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        (answer.Unit, answer.Values["good"], answer.Values["why"], answer.Consent).ShouldBe(("noivu", "no", "chậm", "1"));
        (await open.Installation.Surveys.CountAsync(open.Survey, Cancel)).ShouldBe([new("noivu", "", 10, 1)]);
        (await open.Installation.Answers.DaysAsync(OpenSurvey.Code, Cancel)).ShouldBe([(new DateOnly(2026, 3, 10), 1)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Answers_handed_in_at_once_are_each_stored_once(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(60);
        var taken = await Task.WhenAll(links.Concat(links).Select(link => open.AnswerAsync(link.Key, "no", link.To.Reference)));
        taken.Count(one => OpenRound.Must(one) == Taken.Stored).ShouldBe(60);
        (await open.AnswersAsync()).Select(answer => answer.Values["why"]).Order().ShouldBe(links.Select(link => link.To.Reference).Order());
        (await open.Installation.Surveys.CountAsync(open.Survey, Cancel)).ShouldBe([new("noivu", "", 60, 60)]);
    }

    [Theory]
    [InlineData("", "survey.no-link")]
    [InlineData("0123456789abcdefghjkmnpq", "survey.no-link")]
    [InlineData("' OR 1=1 --", "survey.no-link")]
    public async Task A_key_nobody_was_given_opens_nothing(string key, string code)
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        await open.InviteAsync(10);
        (await open.AnswerAsync(key)).Problems.Select(problem => problem.Code).ShouldBe([code]);
        (await open.AnswersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2026, 2, 28, 16, false)] // 23:00 in Vietnam on the day before
    [InlineData(2026, 2, 28, 17, true)]
    [InlineData(2026, 3, 31, 16, true)]
    [InlineData(2026, 3, 31, 17, false)]
    [InlineData(2031, 1, 1, 0, false)]
    public async Task Answers_are_taken_on_the_declared_days_in_Vietnam_alone(int year, int month, int day, int hour, bool isTaken)
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await open.InviteAsync(10);
        open.Clock.Now = new(year, month, day, hour, 0, 0, TimeSpan.Zero);
        (await open.AnswerAsync(links[0].Key)).Problems.IsEmpty.ShouldBe(isTaken);
    }

    [Fact]
    public async Task A_closed_survey_takes_and_invites_nobody()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await open.InviteAsync(10);
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel)).IsClosed.ShouldBeTrue();
        var closed = (await open.Installation.Surveys.FindAsync(OpenSurvey.Code, Cancel)).ShouldNotBeNull();
        closed.TakesAnswers(new(2026, 3, 10)).ShouldBeFalse();
        (await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, [], open.Change(), Cancel)).Problems[0].Code.ShouldBe("survey.closed");
        (await open.AnswerAsync(links[0].Key)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-open", "this reader saw it open; the store asks again");
    }

    [Fact]
    public async Task What_was_opened_never_changes()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await open.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration, OpenSurvey.Form), open.Change(), Cancel)).Hash.ShouldBe(open.Survey.Hash);
        (await open.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration with { Minutes = 6 }, OpenSurvey.Form), open.Change(), Cancel)).Problems[0].Code.ShouldBe("survey.opened");
    }

    [Fact]
    public async Task A_group_too_small_to_hide_in_is_not_invited()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        Invitee[] nine = [.. Enumerable.Range(1, 9).Select(number => new Invitee($"P{number}", "noivu", "xa", ""))];
        (await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, nine, open.Change(), Cancel)).Problems[0].Code.ShouldBe("survey.group-too-small");
        Invitee[] wrong = [.. nine, new("P10", "noivu", "xa", ""), new("P10", "noivu", "xa", "r"), new("P11", "khac", "", "s")];
        (await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, wrong, open.Change(), Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["survey.invited-twice", "survey.no-unit", "survey.group-too-small"]);
    }

    [Fact]
    public async Task Anybody_answers_an_open_survey_once_a_form()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, OpenSurvey.Declaration with { Access = SurveyAccess.Anybody });
        var ticket = LinkKey.New();
        OpenRound.Must(await open.AnswerAsync(ticket, unit: "tuphap", mode: AnswerMode.Open)).ShouldBe(Taken.Stored);
        OpenRound.Must(await open.AnswerAsync(ticket, unit: "tuphap", mode: AnswerMode.Open)).ShouldBe(Taken.Before);
        (await open.AnswerAsync(LinkKey.New(), unit: "khac")).Problems[0].Code.ShouldBe("survey.no-unit");
        (await open.AnswersAsync()).ShouldHaveSingleItem().Mode.ShouldBe(AnswerMode.Open);
    }
}
