using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>What an interview leaves behind: an answer like any other, and who asked only beside as many of them as hide each other.</summary>
public sealed class InterviewTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Who_asked_stands_beside_answers_once_the_smallest_group_of_them_has_come(Kind kind)
    {
        using var field = await Field.NewAsync(kind, postgres);
        var least = OpenSurvey.Declaration.MinimumCell;
        OpenRound.Must(await field.GiveAsync(field.First, 15));
        OpenRound.Must(await field.GiveAsync(field.Second, 15));
        var (first, second) = (await field.ListAsync(field.First), await field.ListAsync(field.Second));
        foreach (var (at, visited) in first.Take(least - 1).Index())
            (await field.InterviewAsync(field.First, visited, "no", $"{at}")).ShouldBe(Taken.Stored);
        foreach (var visited in second.Take(least - 1))
            (await field.InterviewAsync(field.Second, visited)).ShouldBe(Taken.Stored);
        (await field.Open.AnswersAsync()).ShouldAllBe(answer => answer.Interviewer == null && answer.Mode == AnswerMode.Link, "one answer less than hides anybody");

        (await field.InterviewAsync(field.First, first[least - 1], "no", "last")).ShouldBe(Taken.Stored);
        var answers = await field.Open.AnswersAsync();
        answers.Length.ShouldBe((2 * least) - 1, "none is lost or doubled");
        var marked = answers.Where(answer => answer.Interviewer is not null).ToList();
        marked.Select(answer => (answer.Interviewer, answer.Mode)).Distinct().ShouldBe([("01", AnswerMode.Interview)]);
        marked.Select(answer => answer.Values["why"]).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, least - 1).Select(at => $"{at}").Append("last").Order(StringComparer.Ordinal), "exactly those the first asked");
        answers.Where(answer => answer.Values["good"] == "yes").ShouldAllBe(answer => answer.Interviewer == null, "the second asked too few");
        (await field.InterviewAsync(field.First, first[least], "no", "after")).ShouldBe(Taken.Stored);
        (await field.Open.AnswersAsync()).Single(answer => answer.Values.GetValueOrDefault("why") == "after").Interviewer.ShouldBeNull("the next ones wait for each other again");
    }

    [Fact]
    public async Task In_a_sample_of_clusters_the_number_waits_for_as_many_of_one_group_of_clusters()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        var least = OpenSurvey.Declaration.MinimumCell;
        OpenRound.Must(await field.GiveAsync(field.First, 15));
        var list = await field.ListAsync(field.First);
        await using (var context = field.Installation.Database.Open())
        {
            var other = list[0].Invitation;
            await context.SurveyInvitations.Where(one => one.Id != other).ExecuteUpdateAsync(set => set.SetProperty(one => one.ClusterGroup, "1"), Cancel);
            await context.SurveyInvitations.Where(one => one.Id == other).ExecuteUpdateAsync(set => set.SetProperty(one => one.ClusterGroup, "2"), Cancel);
        }

        foreach (var visited in list.Take(least))
            (await field.InterviewAsync(field.First, visited)).ShouldBe(Taken.Stored);
        (await field.Open.AnswersAsync()).ShouldAllBe(answer => answer.Interviewer == null, "the number and the other group together would name one person");
        (await field.InterviewAsync(field.First, list[least])).ShouldBe(Taken.Stored);
        (await field.Open.AnswersAsync()).Where(answer => answer.Interviewer is not null).Select(answer => answer.ClusterGroup).ShouldBe(Enumerable.Repeat("1", least));
    }

    [Fact]
    public async Task A_sent_interview_is_a_visit_of_the_day_and_leaves_no_link_in_the_trail()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 2));
        var links = await LinksAsync(field);
        var visited = (await field.ListAsync(field.First))[0];
        (await field.InterviewAsync(field.First, visited)).ShouldBe(Taken.Stored);
        (await field.InterviewAsync(field.First, visited)).ShouldBe(Taken.Before, "the link works once, with an interviewer too");
        var visit = (await field.BookAsync()).People.Single(person => person.Invitation == visited.Invitation).Visits.ShouldHaveSingleItem();
        (visit.Result, visit.Day, visit.Number).ShouldBe((VisitResult.Interviewed, new DateOnly(2026, 3, 10), 1));
        (await LinksAsync(field)).ShouldBe(links);
        (await field.Installation.Surveys.CountAsync(field.Open.Survey, Cancel)).Sum(group => group.Used).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_beside_answers_leads_to_whom_an_interviewer_visited_but_the_group()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 12));
        foreach (var visited in (await field.ListAsync(field.First)).Take(12))
            await field.InterviewAsync(field.First, visited);
        await using var context = field.Installation.Database.Open();
        var ids = (await context.FieldVisits.Select(visit => visit.InvitationId).ToListAsync(Cancel)).Concat(await context.FieldInterviewers.Select(one => one.Id).ToListAsync(Cancel)).Append(field.First.Id).Select(id => id.ToString("D")).ToList();
        var written = (await field.Open.AnswersAsync()).Select(AnswerBatches.Write).ToList();
        written.ShouldAllBe(answer => !ids.Exists(id => answer.Contains(id, StringComparison.OrdinalIgnoreCase)) && !answer.Contains("2026"));
        written.Count(answer => answer.Contains("\"interviewer\"", StringComparison.Ordinal)).ShouldBe(OpenSurvey.Declaration.MinimumCell);
        (await context.FieldVisits.CountAsync(Cancel)).ShouldBeGreaterThanOrEqualTo(OpenSurvey.Declaration.MinimumCell, "whoever has both stores finds as many people behind the number as the smallest group");
    }

    [Fact]
    public async Task Effects_of_interviewers_are_found_by_the_numbers_beside_answers()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres, form: Forms.Good("type|name|label|required\nselect_one s|good|Good?|yes\ntext|why|Why?|", "list_name|name|label\ns|1|bad\ns|2|so\ns|5|good"));
        OpenRound.Must(await field.GiveAsync(field.First, 15));
        OpenRound.Must(await field.GiveAsync(field.Second, 15));
        foreach (var (person, answers) in new[] { (field.First, (string[])["1", "2"]), (field.Second, ["5", "2"]) })
        {
            foreach (var (at, visited) in (await field.ListAsync(person)).Take(10).Index())
                await field.InterviewAsync(person, visited, answers[at < 9 ? 0 : 1]);
        }

        var closed = OpenRound.Must(await field.Installation.Surveys.CloseAsync(OpenSurvey.Code, field.Open.Change(), Cancel));
        var effect = (await field.Installation.Reviewing.ReadAsync(closed, Cancel)).Interviewers.ShouldHaveSingleItem();
        (effect.Item, effect.Interviewers, effect.Answers).ShouldBe(("good", 2, 20));
        effect.Share.ShouldBeGreaterThan(0.5);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_visit_cut_off_after_its_answer_is_written_down_at_the_next_look(Kind kind)
    {
        using var field = await Field.NewAsync(kind, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 3));
        var people = await field.ListAsync(field.First);
        var begun = await field.BeginAsync(field.First, people[0]);
        (await field.AskAsync(begun)).ShouldBe(Taken.Stored);
        await field.Open.UnmarkAsync(); // the link wasn't marked yet either
        (await VisitsAsync(field)).ShouldBeEmpty();

        (await field.ListAsync(field.First)).Where(person => !person.IsOpen).ShouldHaveSingleItem().Invitation.ShouldBe(people[0].Invitation);
        var visit = (await field.BookAsync()).Done().ShouldHaveSingleItem("once, however often somebody looks").Visit;
        (visit.Result, visit.Day, visit.Number).ShouldBe((VisitResult.Interviewed, new DateOnly(2026, 3, 10), 1));
        (await field.Installation.Surveys.CountAsync(field.Open.Survey, Cancel)).Sum(group => group.Used).ShouldBe(1);
        (await field.AskAsync(begun)).ShouldBe(Taken.Before);
        (await field.Installation.InterviewVisits.FinishAsync(begun.Ticket, Cancel)).ShouldBeTrue("sending again is thanked for");
        (await VisitsAsync(field)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_visit_that_was_cut_off_is_neither_taken_back_nor_left_out_of_the_frame()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 3));
        var people = await field.ListAsync(field.First);
        await field.AskAsync(await field.BeginAsync(field.First, people[0]));
        OpenRound.Must(await field.Installation.FieldCoordination.TakeBackAsync(OpenSurvey.Code, Field.Area, field.First.Id, field.Coordinator, Cancel)).ShouldBe(2);
        OpenRound.Must(await field.GiveAsync(field.Second, 2));
        await field.AskAsync(await field.BeginAsync(field.Second, (await field.ListAsync(field.Second))[0]));
        OpenRound.Must(await field.Installation.Rechecking.DrawAsync(OpenSurvey.Code, Field.Area, 5, "7", 0, field.Supervisor, Cancel)).ShouldBe(2, "one of each interviewer");
    }

    [Fact]
    public async Task Somebody_who_answered_without_the_interviewer_is_no_visit()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 3));
        var begun = await field.BeginAsync(field.First, (await field.ListAsync(field.First))[0]);
        OpenRound.Must(await field.Open.AnswerAsync(begun.Key)).ShouldBe(Taken.Stored);
        (await field.AskAsync(begun)).ShouldBe(Taken.Before);
        (await field.Installation.InterviewVisits.FinishAsync(begun.Ticket, Cancel)).ShouldBeFalse();
        (await field.BookAsync()).Done().ShouldBeEmpty();
    }

    private static async Task<List<FieldVisit>> VisitsAsync(Field field)
    {
        await using var context = field.Installation.Database.Open();
        return await context.FieldVisits.ToListAsync(Cancel);
    }

    private static async Task<int> LinksAsync(Field field)
    {
        await using var context = field.Installation.Database.Open();
        return await context.Set<Application.Audit.AuditLink>().CountAsync(Cancel);
    }
}
