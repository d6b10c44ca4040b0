using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A round's file taken in by the queue: once, whoever dies meanwhile.</summary>
public sealed class RoundImportTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_file_asked_for_twice_is_taken_in_once(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        var (person, plan) = (await PersonAsync(fixture), await ChangedAsync(fixture));
        var job = PreparedFixture.Must(await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person, Cancel));
        PreparedFixture.Must(await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person, Cancel)).ShouldBe(job);

        await RunAllAsync(fixture);

        var done = (await fixture.Test.Installation.Jobs.WaitForEndAsync(job, TimeSpan.Zero, Cancel)).ShouldNotBeNull();
        (done.State, done.By, RoundImports.UploadOf(done)).ShouldBe((JobState.Done, person.Id, plan.Upload.Id));
        (await fixture.RoundAsync()).Name.Vi.ShouldBe("Tên khác");
        await using var context = fixture.Test.Installation.Database.Open();
        (await context.AuditLinks.SingleAsync(link => link.Act == "round.replaced", Cancel)).Subject.ShouldBe(PreparedFixture.Code);
        (await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.taken-already");
    }

    [Fact]
    public async Task An_attempt_cut_off_after_the_file_was_taken_in_ends_well_the_next_time()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var (person, plan) = (await PersonAsync(fixture), await ChangedAsync(fixture));
        var job = PreparedFixture.Must(await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person, Cancel));
        PreparedFixture.Must(await fixture.TakeAsync(plan)); // as far as the first attempt came

        await RunAllAsync(fixture);

        (await fixture.Test.Installation.Jobs.FindAsync(job, Cancel)).ShouldNotBeNull().State.ShouldBe(JobState.Done);
        await using var context = fixture.Test.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "round.replaced", Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_seen_before_another_change_is_refused_also_while_it_waits()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var (person, plan) = (await PersonAsync(fixture), await ChangedAsync(fixture));
        (await Imports(fixture).AskAsync(plan.Upload.Id, "khác", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.overtaken");
        (await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person with { Mandates = [] }, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.no-file");
        var job = PreparedFixture.Must(await Imports(fixture).AskAsync(plan.Upload.Id, plan.Seen, person, Cancel));
        PreparedFixture.Must(await fixture.TakeAsync(await ChangedAsync(fixture, "Tên thứ ba")));

        await RunAllAsync(fixture);

        var failed = (await fixture.Test.Installation.Jobs.FindAsync(job, Cancel)).ShouldNotBeNull();
        (failed.State, failed.Problems.ShouldHaveSingleItem().Code).ShouldBe((JobState.Failed, "prepare.overtaken"));
        (await fixture.RoundAsync()).Name.Vi.ShouldBe("Tên thứ ba");
    }

    private static RoundImports Imports(PreparedFixture fixture) => fixture.Test.Installation.RoundImports;

    private static async Task<UploadPlan> ChangedAsync(PreparedFixture fixture, string name = "Tên khác")
    {
        var round = await fixture.RoundAsync();
        return await fixture.SendAsync("ky.json", file => RoundJson.Write(file, round with { Name = round.Name with { Vi = name } }));
    }

    private static async Task<Person> PersonAsync(PreparedFixture fixture)
    {
        var accounts = fixture.Test.Installation.Accounts;
        var account = PreparedFixture.Must(await accounts.CreateAsync(new("thuongtruc", "Thường trực"), PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await accounts.GrantAsync(new(account.Id, Role.StandingOffice, "", "thử"), PreparedFixture.By(), Cancel));
        return (await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
    }

    private static async Task RunAllAsync(PreparedFixture fixture)
    {
        var installation = fixture.Test.Installation;
        var runner = new JobRunner(installation.Database, installation.JobFiles, installation.JobKinds, TimeProvider.System);
        while (await runner.RunNextAsync(Cancel))
        {
        }
    }
}
