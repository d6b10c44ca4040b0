using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Devices;

/// <summary>Devices of interviewers, on both databases.</summary>
public sealed class DeviceTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_device_is_found_by_name_and_password_until_it_is_revoked_and_the_password_stands_nowhere(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (devices, manager) = (open.Installation.Devices, With(Role.SurveyManager));
        var password = OpenRound.Must(await devices.AddAsync(OpenSurvey.Code, new(" dtv-07 ", " Chị Lan "), manager, Cancel));
        var found = (await devices.FindAsync(open.Survey, "dtv-07", string.Join('-', password.Chunk(4).Select(letters => new string(letters))).ToUpperInvariant(), Cancel)).ShouldNotBeNull();
        (found.Name, found.Holder, found.PasswordHash.Contains(password, StringComparison.Ordinal)).ShouldBe(("dtv-07", "Chị Lan", false));
        foreach (var (name, typed) in new[] { ("dtv-07", LinkKey.New()), ("dtv-07", ""), ("dtv-08", password), ("", password) })
            (await devices.FindAsync(open.Survey, name, typed, Cancel)).ShouldBeNull();

        (await devices.AddAsync(OpenSurvey.Code, new("dtv-07", "Anh Ba"), manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.device-taken");
        OpenRound.Must(await devices.RevokeAsync(OpenSurvey.Code, found.Id, manager, Cancel));
        OpenRound.Must(await devices.RevokeAsync(OpenSurvey.Code, found.Id, manager, Cancel));
        (await devices.FindAsync(open.Survey, "dtv-07", password, Cancel)).ShouldBeNull();
        var again = OpenRound.Must(await devices.AddAsync(OpenSurvey.Code, new("dtv-07", "Anh Ba"), manager, Cancel));
        (await devices.FindAsync(open.Survey, "dtv-07", password, Cancel)).ShouldBeNull();
        (await devices.FindAsync(open.Survey, "dtv-07", again, Cancel)).ShouldNotBeNull().Holder.ShouldBe("Anh Ba");
        await using var context = open.Installation.Database.Open();
        (await context.Set<Application.Audit.AuditLink>().Where(link => link.Chain == SurveyDesk.ChainOf(OpenSurvey.Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel))
            .ShouldBe(["survey.opened", "survey.device-added", "survey.device-revoked", "survey.device-added"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_answer_from_a_device_needs_no_link_and_keeps_who_asked(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var filling = new Application.Surveys.Questionnaires.Filling(open.Survey.Form, new Dictionary<string, string> { ["good"] = "yes" }, new(2026, 3, 10));
        OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, LinkKey.New(), "tuphap", filling, AnswerMode.Device, "", Cancel, new("dtv-07"))).ShouldBe(Taken.Stored);
        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        (answer.Unit, answer.Mode, answer.Interviewer).ShouldBe(("tuphap", AnswerMode.Device, "dtv-07"));
        AnswerBatches.Write(answer with { Interviewer = null }).ShouldNotContain("interviewer", customMessage: "signs of answers stored before stay the same");
    }

    [Fact]
    public async Task Those_who_clean_see_what_goes_with_the_device_and_not_with_the_unit()
    {
        var form = Forms.Good("type|name|label|factor\nselect_one s|q1|Q1|f", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|weight|label\nf|1|Service");
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: form);
        foreach (var number in Enumerable.Range(0, 24))
        {
            var filling = new Application.Surveys.Questionnaires.Filling(open.Survey.Form, new Dictionary<string, string> { ["q1"] = number % 2 == 0 ? $"{4 + (number / 2 % 2)}" : $"{1 + (number / 2 % 2)}" }, new(2026, 3, 10));
            OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, LinkKey.New(), "noivu", filling, AnswerMode.Device, "", Cancel, new(number % 2 == 0 ? "dtv-01" : "dtv-02")));
        }

        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var effect = (await open.Installation.Reviewing.ReadAsync(open.Survey with { IsClosed = true }, Cancel)).Interviewers.ShouldHaveSingleItem();
        (effect.Item, effect.Interviewers, effect.Answers).ShouldBe(("q1", 2, 24));
        effect.Share.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task What_cannot_be_added_is_told_at_once_and_nobody_else_adds_any()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var devices = open.Installation.Devices;
        (await devices.AddAsync(OpenSurvey.Code, new("Máy 7", " "), With(Role.SurveyManager), Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["survey.device-name", "survey.device-holder"]);
        (await devices.RevokeAsync(OpenSurvey.Code, Guid.NewGuid(), With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.device-unknown");
        foreach (var role in (Role[])[Role.StandingOffice, Role.Auditor, Role.Administrator, Role.UnitOfficer])
        {
            (await devices.AddAsync(OpenSurvey.Code, new("dtv-07", "Chị Lan"), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
            (await devices.RevokeAsync(OpenSurvey.Code, Guid.NewGuid(), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        }

        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        (await devices.AddAsync(OpenSurvey.Code, new("dtv-07", "Chị Lan"), With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
    }

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
