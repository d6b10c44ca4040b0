using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Kiosks;

/// <summary>Machines at one-stop desks, on both databases.</summary>
public sealed class KioskTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_machine_is_found_by_its_key_until_it_is_closed_and_the_key_stands_nowhere(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (kiosks, manager) = (open.Installation.Kiosks, With(Role.SurveyManager));
        var key = OpenRound.Must(await kiosks.OpenAsync(OpenSurvey.Code, new("tuphap", " Quầy 3 "), manager, Cancel));
        var found = (await kiosks.FindAsync(open.Survey, key.ToUpperInvariant(), Cancel)).ShouldNotBeNull();
        (found.Unit, found.Place, found.KeyHash.Contains(key, StringComparison.Ordinal)).ShouldBe(("tuphap", "Quầy 3", false));
        (await kiosks.FindAsync(open.Survey, LinkKey.New(), Cancel)).ShouldBeNull();

        OpenRound.Must(await kiosks.CloseAsync(OpenSurvey.Code, found.Id, manager, Cancel));
        OpenRound.Must(await kiosks.CloseAsync(OpenSurvey.Code, found.Id, manager, Cancel));
        (await kiosks.FindAsync(open.Survey, key, Cancel)).ShouldBeNull();
        (await kiosks.ListAsync(open.Survey, Cancel)).ShouldHaveSingleItem().ClosedAt.ShouldNotBeNull();
        await using var context = open.Installation.Database.Open();
        (await context.Set<Application.Audit.AuditLink>().Where(link => link.Chain == SurveyDesk.ChainOf(OpenSurvey.Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["survey.opened", "survey.kiosk-opened", "survey.kiosk-closed"]);
    }

    [Fact]
    public async Task An_answer_from_a_machine_needs_no_link_and_uses_none()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var link = (await open.InviteAsync(10))[0];
        OpenRound.Must(await open.AnswerAsync(link.Key, unit: "tuphap", mode: AnswerMode.Kiosk)).ShouldBe(Taken.Stored);
        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        (answer.Unit, answer.Mode).ShouldBe(("tuphap", AnswerMode.Kiosk));
        (await open.Installation.Surveys.CountAsync(open.Survey, Cancel)).Sum(group => group.Used).ShouldBe(0);
        (await open.AnswerAsync(LinkKey.New(), unit: "khong-co", mode: AnswerMode.Kiosk)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-unit");
        (await open.AnswerAsync(LinkKey.New(), unit: "tuphap")).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-link", "without a machine nothing changes");
    }

    [Fact]
    public async Task What_cannot_be_opened_is_told_at_once_and_nobody_else_opens_any()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var kiosks = open.Installation.Kiosks;
        (await kiosks.OpenAsync(OpenSurvey.Code, new("khong-co", " "), With(Role.SurveyManager), Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["survey.no-unit", "survey.kiosk-place"]);
        (await kiosks.CloseAsync(OpenSurvey.Code, Guid.NewGuid(), With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.kiosk-unknown");
        foreach (var role in (Role[])[Role.StandingOffice, Role.Auditor, Role.Administrator, Role.UnitOfficer])
        {
            (await kiosks.OpenAsync(OpenSurvey.Code, new("tuphap", "Quầy 3"), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
            (await kiosks.CloseAsync(OpenSurvey.Code, Guid.NewGuid(), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        }

        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        (await kiosks.OpenAsync(OpenSurvey.Code, new("tuphap", "Quầy 3"), With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
        (await kiosks.ListAsync(open.Survey, Cancel)).ShouldBeEmpty();
    }

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
