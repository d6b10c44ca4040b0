using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>Areas, giving people to interviewers, visits and hand-overs, on both databases.</summary>
public sealed class FieldworkTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task People_are_given_visited_and_taken_back_and_the_trail_names_nobody(Kind kind)
    {
        using var field = await Field.NewAsync(kind, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 12)).ShouldBe(12);
        OpenRound.Must(await field.GiveAsync(field.Second, 100)).ShouldBe(18, "as many as are left");
        (await field.GiveAsync(field.Second, 1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.nothing-to-give");
        var own = await field.ListAsync(field.First);
        own.Select(person => person.Reference).ShouldBe(Enumerable.Range(1, 12).Select(number => $"P{number}"), "in the order of the list");

        OpenRound.Must(await field.VisitAsync(field.First, own[0], VisitResult.NotHome)).Number.ShouldBe(1);
        (await field.VisitAsync(field.First, own[0], VisitResult.Refused)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overtaken", "another visit was written down meanwhile");
        OpenRound.Must(await field.VisitAsync(field.First, own[0], VisitResult.Refused, seen: 1)).Number.ShouldBe(2);
        OpenRound.Must(await field.VisitAsync(field.First, own[1], VisitResult.FormCollected)).Day.ShouldBe(new(2026, 3, 10));
        OpenRound.Must(await field.Installation.FieldCoordination.TakeBackAsync(OpenSurvey.Code, Field.Area, field.First.Id, field.Coordinator, Cancel)).ShouldBe(10, "whoever was visited stays");
        (await field.ListAsync(field.First)).Select(person => (person.Reference, person.IsOpen)).ShouldBe([("P1", false), ("P2", false)]);

        await using var context = field.Installation.Database.Open();
        (await context.SurveyInvitations.Where(row => row.Outcome != null).OrderBy(row => row.Reference).Select(row => new { row.Reference, row.Outcome }).ToListAsync(Cancel)).Select(row => (row.Reference, row.Outcome)).ShouldBe([("P1", Outcome.Refusal), ("P2", Outcome.Complete)]);
        var links = await context.Set<Application.Audit.AuditLink>().Where(link => link.Chain == SurveyDesk.ChainOf(OpenSurvey.Code)).OrderBy(link => link.Sequence).ToListAsync(Cancel);
        links.Select(link => link.Act).ShouldBe(["survey.opened", "survey.invited", "field.area-declared", "field.given", "field.given", "field.visited", "field.visited", "field.visited", "field.taken-back"]);
        (await context.Set<Application.Audit.AuditPayload>().Select(payload => payload.Json).ToListAsync(Cancel)).ShouldAllBe(content => !content.Contains("\"P1\""));
    }

    [Fact]
    public async Task Interviewers_find_their_list_among_the_open_work()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 12));
        OpenRound.Must(await field.VisitAsync(field.First, (await field.ListAsync(field.First))[0], VisitResult.Refused));
        PersonDesk desk = new(field.Installation, TimeProvider.System);
        (await desk.OfAsync(field.First, Cancel)).Select(work => (work.Kind, work.Round, work.Block, work.Left, work.All)).ShouldBe([(WorkKind.Visit, OpenSurvey.Code, Field.Area, 11, 12)]);
        (await desk.OfAsync(field.Second, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everybody_reaches_the_own_area_and_own_list_alone()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.Installation.FieldAreas.DeclareAsync(OpenSurvey.Code, new("dia-ban-2", "Địa bàn 2", "tuphap", "", 0), field.Manager, Cancel));
        var elsewhere = await field.HireAsync("khac", Role.FieldCoordinator, "dia-ban-2");
        (await field.GiveAsync(field.First, 5, elsewhere)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        foreach (var person in new[] { field.First, field.Supervisor, Field.With(Role.StandingOffice, "", ""), Field.With(Role.Administrator, "", "") })
            (await field.GiveAsync(field.First, 5, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        OpenRound.Must(await field.GiveAsync(field.First, 5, field.Manager)).ShouldBe(5);
        OpenRound.Must(await field.GiveAsync(field.Second, 5)).ShouldBe(5);

        var others = (await field.ListAsync(field.First))[0];
        (await field.ListAsync(field.Second)).ShouldNotContain(person => person.Invitation == others.Invitation);
        (await field.VisitAsync(field.Second, others, VisitResult.Refused)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-yours");
        (await field.VisitAsync(field.Coordinator, others, VisitResult.Refused)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        (await field.Installation.Interviewing.BeginAsync(OpenSurvey.Code, Field.Area, others.Invitation, field.Keys[others.Reference], field.Second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-yours");
        (await field.Installation.Interviewing.BeginAsync(OpenSurvey.Code, Field.Area, others.Invitation, field.Keys["P20"], field.First, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.other-key", "the slip of somebody else");
        (await field.Installation.Interviewing.BeginAsync(OpenSurvey.Code, "khong-co", others.Invitation, "", field.First, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.unknown-area");
        (await field.GiveAsync(field.Supervisor, 5)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.no-interviewer");
    }

    [Fact]
    public async Task What_is_wrong_with_an_area_is_told_at_once_and_areas_never_overlap()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        var areas = field.Installation.FieldAreas;
        Task<Engine.Result<FieldArea>> Declare(string code, string name, string groups, string quotas = "", int seen = 0, Person? by = null) => areas.DeclareAsync(OpenSurvey.Code, new(code, name, groups, quotas, seen), by ?? field.Manager, Cancel);
        (await Declare("Hai", "", "khong-co\n*", "good; yes; x\nla; yes; 5\ngood; maybe; 5\ngood; yes; 5\ngood; yes; 6")).Problems.Select(problem => problem.Code)
            .ShouldBe(["field.code", "field.name", "field.quota", "field.quota-question", "field.quota-choice", "field.quota-twice", "field.group", "field.group"]);
        (await Declare("hai", "Địa bàn 2", "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.no-group");
        (await Declare("hai", "Địa bàn 2", "noivu; đô thị")).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overlap", "the other area holds the whole unit");
        (await Declare("hai", "Địa bàn 2", "*; đô thị")).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overlap");
        (await Declare("hai", "Địa bàn 2", "tuphap\ntuphap; x")).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overlap", "with itself");
        (await Declare(Field.Area, "Địa bàn 1", "noivu")).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.taken");
        (await Declare(Field.Area, "Địa bàn 1", "noivu", seen: 7)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overtaken");
        foreach (var person in new[] { field.Coordinator, Field.With(Role.StandingOffice, "", "") })
            (await Declare("hai", "Địa bàn 2", "tuphap", by: person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        OpenRound.Must(await field.GiveAsync(field.First, 3));
        (await Declare(Field.Area, "Địa bàn 1", "tuphap", seen: 1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.in-use");
        OpenRound.Must(await Declare(Field.Area, "Địa bàn Một", "noivu\ntuphap", seen: 1)).Version.ShouldBe(2);
        (await areas.CountAsync(field.Open.Survey, await areas.ListAsync(field.Open.Survey, Cancel), Cancel)).ShouldSatisfyAllConditions(counts => counts.InNone.ShouldBe(0), counts => counts.InAreas.Values.Single().ShouldBe(Field.People));
        OpenRound.Must(await field.Installation.Surveys.CloseAsync(OpenSurvey.Code, field.Open.Change(), Cancel));
        (await Declare("hai", "Địa bàn 2", "tuphap")).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
        (await field.GiveAsync(field.First, 3)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
        (await field.VisitAsync(field.First, (await field.ListAsync(field.First))[0], VisitResult.Refused)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
    }

    [Fact]
    public async Task Visits_hand_overs_and_prices_are_checked_before_they_are_kept()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        var coordination = field.Installation.FieldCoordination;
        Task<Engine.Result<FieldHandover>> Hand(int slips, int forms, int spoiled, bool isBack = false, DateOnly? day = null) => coordination.HandOverAsync(OpenSurvey.Code, Field.Area, new(field.First.Id, isBack, day ?? new(2026, 3, 10), slips, forms, spoiled), field.Coordinator, Cancel);
        (await Hand(5, 0, 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.no-interviewer", "nobody was given to them yet");
        OpenRound.Must(await field.GiveAsync(field.First, 5));
        (await Hand(0, 0, 0, day: new(2026, 3, 11))).Problems.Select(problem => problem.Code).ShouldBe(["field.day", "field.counts"]);
        (await Hand(5, 0, 1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.counts", "nothing is spoiled before it goes out");
        OpenRound.Must(await Hand(5, 2, 0)).Number.ShouldBe(1);
        OpenRound.Must(await Hand(1, 1, 2, isBack: true)).Number.ShouldBe(2);

        var visited = (await field.ListAsync(field.First))[0];
        (await field.VisitAsync(field.First, visited, null, new(2026, 2, 1))).Problems.Select(problem => problem.Code).ShouldBe(["field.result", "field.day"]);
        (await field.VisitAsync(field.First, visited, VisitResult.Interviewed)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.result", "the program writes that down when the interview is sent");
        (await field.VisitAsync(field.First, visited, VisitResult.Refused, new(2026, 3, 11))).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.day", "tomorrow");

        (await coordination.SetPricesAsync(OpenSurvey.Code, Field.Area, null, -1, 1, field.Coordinator, Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["field.price", "field.price"]);
        (await coordination.SetPricesAsync(OpenSurvey.Code, Field.Area, 30_000, 20_000, 9, field.Coordinator, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overtaken");
        (await coordination.SetPricesAsync(OpenSurvey.Code, Field.Area, 30_000, 20_000, 1, field.Supervisor, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        OpenRound.Must(await coordination.SetPricesAsync(OpenSurvey.Code, Field.Area, 30_000, 20_000, 1, field.Coordinator, Cancel)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Lists_go_with_the_invitations_when_their_time_is_over()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 12));
        var own = await field.ListAsync(field.First);
        OpenRound.Must(await field.VisitAsync(field.First, own[0], VisitResult.FormCollected));
        OpenRound.Must(await field.Installation.Rechecking.DrawAsync(OpenSurvey.Code, Field.Area, 10, "7", 0, field.Supervisor, Cancel)).ShouldBe(1);
        field.Open.Clock.Now = new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero);
        (await field.Installation.Retention.EraseDueAsync(field.Open.Change(), Cancel)).ShouldHaveSingleItem().Invited.ShouldBe(Field.People);
        await using var context = field.Installation.Database.Open();
        (await context.FieldAssignments.AnyAsync(Cancel) || await context.FieldVisits.AnyAsync(Cancel) || await context.FieldRechecks.AnyAsync(Cancel)).ShouldBeFalse();
    }
}
