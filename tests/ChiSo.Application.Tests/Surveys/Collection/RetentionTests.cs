using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Answers go when they were promised to, with proof.</summary>
public sealed class RetentionTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Answers_and_invitations_go_after_the_last_day_and_leave_one_link(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(10);
        OpenRound.Must(await open.AnswerAsync(links[0].Key, "no", "bí mật")).ShouldBe(Taken.Stored);

        open.Clock.Now = new(2027, 12, 31, 16, 0, 0, TimeSpan.Zero); // 23:00 in Vietnam, still the last day
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty();
        (await open.AnswersAsync()).Length.ShouldBe(1);

        open.Clock.Now = new(2027, 12, 31, 17, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBe([new(OpenSurvey.Code, 1, 10)]);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty("it is done once");
        (await open.AnswersAsync()).ShouldBeEmpty();
        (await open.Installation.Surveys.CountAsync(open.Survey, Cancel)).ShouldBeEmpty();
        await using (var context = open.Installation.Database.Open())
        {
            var link = await context.AuditLinks.SingleAsync(one => one.Act == "survey.erased", Cancel);
            (link.Chain, link.Subject).ShouldBe((SurveyDesk.ChainOf(OpenSurvey.Code), OpenSurvey.Code));
            var proof = (await context.AuditPayloads.SingleAsync(one => one.Chain == link.Chain && one.Sequence == link.Sequence, Cancel)).Json;
            foreach (var told in (string[])["\"answers\":1", "\"invited\":10", "\"keepUntil\":\"2027-12-31\""])
                proof.ShouldContain(told);
            proof.ShouldNotContain("bí mật");
        }

        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        if (kind == Kind.Sqlite)
            System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(open.Test.Folder, "answers.db"), Cancel)).ShouldNotContain("bí mật");
    }

    /// <summary>An archive holds every answer: it goes with them, its file at once, and a job that comes too late makes none.</summary>
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_archive_goes_with_the_answers_in_it_and_none_is_made_afterwards(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        foreach (var link in await open.InviteAsync(12))
            OpenRound.Must(await open.AnswerAsync(link.Key)).ShouldBe(Taken.Stored);
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var manager = await ManagerAsync(open);

        open.Clock.Now = new(2027, 12, 31, 16, 0, 0, TimeSpan.Zero); // 23:00 in Vietnam, the last day
        var made = await ArchiveAsync(open, manager);
        (made.State, made.ResultName).ShouldBe((JobState.Done, OpenSurvey.Code + ".zip"));
        open.Installation.JobFiles.Has(made.ResultHash).ShouldBeTrue();

        open.Clock.Now = new(2027, 12, 31, 17, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).Select(one => one.Code).ShouldBe([OpenSurvey.Code]);
        (await open.Installation.Jobs.FindAsync(made.Id, Cancel)).ShouldNotBeNull().ResultHash.ShouldBeEmpty();
        open.Installation.JobFiles.Hashes().ShouldBeEmpty("the file is gone at once");

        var late = await ArchiveAsync(open, manager);
        (late.State, late.Problems.ShouldHaveSingleItem().Code, late.ResultHash).ShouldBe((JobState.Failed, "job.gone", ""));
        open.Installation.JobFiles.Hashes().ShouldBeEmpty();
    }

    private static async Task<Person> ManagerAsync(OpenSurvey open)
    {
        var accounts = open.Installation.Accounts;
        var account = OpenRound.Must(await accounts.CreateAsync(new("khaosat", "Khảo sát"), open.Change(), Cancel));
        OpenRound.Must(await accounts.GrantAsync(new(account.Id, Role.SurveyManager, "", "thử"), open.Change(), Cancel));
        return (await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
    }

    /// <summary>The job of an archive as it stands when it is over.</summary>
    private static async Task<Job> ArchiveAsync(OpenSurvey open, Person manager)
    {
        var id = OpenRound.Must(await open.Installation.SurveyArchives.AskAsync(OpenSurvey.Code, manager, Cancel));
        var runner = new JobRunner(open.Installation.Database, open.Installation.JobFiles, open.Installation.JobKinds, open.Clock);
        (await runner.RunNextAsync(Cancel)).ShouldBeTrue();
        return (await open.Installation.Jobs.FindAsync(id, Cancel)).ShouldNotBeNull();
    }
}
