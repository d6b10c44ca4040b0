using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>The acts of a survey manager, on both databases.</summary>
public sealed class SurveyManagementTests(PostgresServer postgres)
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["code"] = "hai-long", ["asker.vi"] = "Sở Nội vụ", ["decision"] = "QĐ 1", ["purpose.vi"] = "để biết", ["minutes"] = "5", ["telephone"] = "0123", ["consent.version"] = "2", ["consent.vi"] = "đồng ý",
        ["opens"] = "1/3/2026", ["closes"] = "31/03/2026", ["keepUntil"] = "2027-12-31", ["minimumCell"] = "10", ["ownIndexFrom"] = "30", ["target"] = "", ["units"] = "noivu; Sở Nội vụ\r\n\r\ntuphap ;Sở Tư pháp",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_manager_opens_invites_and_closes_and_the_trail_tells_it(Kind kind)
    {
        using var test = await NewAsync(kind);
        var (manager, management) = (With(Role.SurveyManager), test.Installation.SurveyManagement);
        var survey = OpenRound.Must(await management.OpenAsync(Good, ShippedQuestionnaires.Find("satisfaction")!, manager, Cancel)); // it comes along
        survey.Declaration.Units.ShouldBe([new("noivu", "Sở Nội vụ"), new("tuphap", "Sở Tư pháp")]);
        (survey.Declaration.Opens, survey.Declaration.OwnIndexFrom, survey.Declaration.Target, survey.Declaration.Round).ShouldBe((new(2026, 3, 1), 30, null, null));
        (await test.Installation.Surveys.FindAsync("hai-long", Cancel)).ShouldNotBeNull().Declaration.OwnIndexFrom.ShouldBe(30);

        var invited = OpenRound.Must(await management.InviteAsync("hai-long", [List("a.csv", 1, 12), List("b.csv", 8, 15)], manager, Cancel));
        (invited.Links.Length, invited.Twice, invited.Before).ShouldBe((15, 5, 0));
        (await management.InviteAsync("hai-long", [List("c.csv", 10, 15)], manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new");
        OpenRound.Must(await management.InviteAsync("hai-long", [List("d.csv", 14, 30)], manager, Cancel)).ShouldSatisfyAllConditions(more => more.Links.Length.ShouldBe(15), more => more.Before.ShouldBe(2));

        (await management.CloseAsync("hai-long", " ", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-reason");
        OpenRound.Must(await management.CloseAsync("hai-long", "Đủ phiếu", manager, Cancel)).IsClosed.ShouldBeTrue();
        await using var context = test.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == "survey:hai-long").OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["survey.opened", "survey.invited", "survey.invited", "survey.closed"]);
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Role.StandingOffice)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.UnitOfficer)]
    [InlineData(Role.Administrator)]
    public async Task Nobody_else_does_any_of_it(Role role)
    {
        using var test = await NewAsync(Kind.Sqlite);
        var management = test.Installation.SurveyManagement;
        (await management.OpenAsync(Good, ShippedQuestionnaires.All[0], With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await management.InviteAsync("hai-long", [], With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await management.CloseAsync("hai-long", "vì", With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await test.Installation.Surveys.ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_form_is_told_at_once_by_its_field()
    {
        using var test = await NewAsync(Kind.Sqlite);
        Dictionary<string, string> bad = new(Good)
        {
            ["code"] = "Hài Lòng", ["asker.vi"] = " ", ["minutes"] = "năm", ["opens"] = "mai", ["closes"] = "1/1/2026", ["minimumCell"] = "4", ["ownIndexFrom"] = "3", ["units"] = "noivu Sở Nội vụ",
        };
        var problems = (await test.Installation.SurveyManagement.OpenAsync(bad, form: null, With(Role.SurveyManager), Cancel)).Problems;
        problems.Select(problem => $"{problem.Code}@{problem.Where}").Order().ShouldBe(
        [
            "survey.declared@asker", "survey.declared@code", "survey.declared@minimumCell", "survey.declared@minutes", "survey.declared@opens", "survey.declared@ownIndexFrom", "survey.declared@units", "survey.no-form@questionnaire",
        ]);
    }

    [Fact]
    public async Task A_round_gives_the_units_where_none_is_typed()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var opened = OpenRound.Must(await round.Installation.SurveyManagement.OpenAsync(new Dictionary<string, string>(Good) { ["units"] = "", ["round"] = OpenRound.Code }, ShippedQuestionnaires.All[0], With(Role.SurveyManager), Cancel));
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        opened.Declaration.Units.Select(unit => unit.Code).ShouldBe(live.Blocks.SelectMany(block => block.Units).Select(unit => unit.Code));
    }

    [Fact]
    public void Somebody_in_two_strata_is_told_by_both_rows()
    {
        Invitee[] rows = [new("P 1", "noivu", "x", "a.csv:2"), new("p  1", "noivu", "y", "b.csv:2"), new("P 1", "tuphap", "y", "b.csv:3")];
        var told = MergedLists.Of(rows, []).Problems.ShouldHaveSingleItem();
        (told.Code, told.Where).ShouldBe(("survey.two-strata", "b.csv:2"));
        told.What.Vi.ShouldContain("a.csv:2");
        OpenRound.Must(MergedLists.Of(rows.Where(row => row.Stratum == "y"), [new("P 1", "NOIVU", "", "")])).ShouldSatisfyAllConditions(merged => merged.People.Length.ShouldBe(2), merged => merged.Before.ShouldBe(0));
        OpenRound.Must(MergedLists.Of(rows.Where(row => row.Stratum == "y"), [new("P  1", "noivu", "", "")])).ShouldSatisfyAllConditions(merged => merged.People.Length.ShouldBe(1), merged => merged.Before.ShouldBe(1));
    }

    [Fact]
    public void The_questionnaires_that_come_along_can_be_read() => ShippedQuestionnaires.All.Select(form => form.Code).ShouldBe(["officials", "satisfaction"]);

    private Task<TestInstallation> NewAsync(Kind kind) => TestInstallation.NewAsync(kind, postgres, new SetClock(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero)));

    private static Result<ImmutableArray<Invitee>> List(string name, int from, int to)
    {
        var rows = string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"P{number},noivu\n"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"id,unit\n{rows}"));
        return InviteeFile.Read(stream, name);
    }

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
