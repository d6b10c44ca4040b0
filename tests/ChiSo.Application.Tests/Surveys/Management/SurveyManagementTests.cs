using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Surveys.Opening.SurveyManagers;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>The acts of a survey manager, on both databases.</summary>
public sealed class SurveyManagementTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_manager_invites_and_closes_and_the_trail_tells_it(Kind kind)
    {
        using var test = await NewAsync(kind);
        var (manager, management) = (With(Role.SurveyManager), test.Installation.SurveyManagement);
        await OpenAsync(test.Installation);
        var invited = OpenRound.Must(await management.InviteAsync("hai-long", [List("a.csv", 1, 12), List("b.csv", 8, 15)], manager, Cancel));
        (invited.Links.Length, invited.Twice, invited.Before).ShouldBe((15, 5, 0));
        (await management.InviteAsync("hai-long", [List("c.csv", 10, 15)], manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new");
        OpenRound.Must(await management.InviteAsync("hai-long", [List("d.csv", 14, 30)], manager, Cancel)).ShouldSatisfyAllConditions(more => more.Links.Length.ShouldBe(15), more => more.Before.ShouldBe(2));

        (await management.CloseAsync("hai-long", " ", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-reason");
        OpenRound.Must(await management.CloseAsync("hai-long", "Đủ phiếu", manager, Cancel)).IsClosed.ShouldBeTrue();
        await using var context = test.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == "survey:hai-long").OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["survey.proposed", "survey.opened", "survey.invited", "survey.invited", "survey.closed"]);
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
        (await management.InviteAsync("hai-long", [], With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await management.CloseAsync("hai-long", "vì", With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
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
    public void The_reserve_of_a_drawn_sample_is_not_invited_from_it()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("id,unit,stratum,order,reserve,weight\nP1,noivu,x,1,no,2\nP2,noivu,x,1,yes,0\n"));
        InviteeFile.Read(stream, "sample.csv").TryGet(out var people).ShouldBeTrue();
        people.Select(one => one.Reference).ShouldBe(["P1"]);
    }

    [Fact]
    public void The_questionnaires_that_come_along_can_be_read_the_newest_version_first()
    {
        ShippedQuestionnaires.All.Select(form => (form.Code, form.Version, RatedBlock.Of(form) is not null)).ShouldBe([("officials", "2026", true), ("officials", "1", false), ("satisfaction", "1", false)]);
        var (newest, before) = (ShippedQuestionnaires.Find("officials").ShouldNotBeNull(), ShippedQuestionnaires.Find("officials", "1").ShouldNotBeNull());
        newest.Questions().Select(question => (question.Name, question.Kind, question.List, question.Factor)).ShouldBe(before.Questions().Select(question => (question.Name, question.Kind, question.List, question.Factor)), "years are compared by them");
    }

    private Task<TestInstallation> NewAsync(Kind kind) => TestInstallation.NewAsync(kind, postgres, new SetClock(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero)));

    private static Result<ImmutableArray<Invitee>> List(string name, int from, int to)
    {
        var rows = string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"P{number},noivu\n"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"id,unit\n{rows}"));
        return InviteeFile.Read(stream, name);
    }
}
