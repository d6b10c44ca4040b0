using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Jobs;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Jobs;

/// <summary>The queue on both databases: nothing lost, nothing twice, whoever dies or is slow.</summary>
public sealed class JobQueueTests(PostgresServer postgres)
{
    private readonly SetClock clock = new(new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_job_is_done_once_however_many_work_at_once(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        for (var number = 0; number < 20; number++)
            await AskAsync(test, $"k{number}");
        await AskAsync(test, "k3"); // the same key
        var done = new ConcurrentDictionary<string, int>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAllAsync(test, (run, _) =>
        {
            done.AddOrUpdate(run.Input<Asked>().Name, 1, (_, times) => times + 1);
            return Task.FromResult(JobOutcome.Done(new("xong", "done"), effect: LinkAsync("job", run.Input<Asked>().Name)));
        }), Cancel)));

        done.Count.ShouldBe(20);
        done.Values.ShouldAllBe(times => times == 1);
        (await LinksAsync(test)).Order(StringComparer.Ordinal).ShouldBe(done.Keys.Order(StringComparer.Ordinal));
        (await test.Installation.Jobs.ListAsync(null, 100, Cancel)).ShouldAllBe(job => job.State == JobState.Done && job.Note.En == "done");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_process_too_slow_for_its_lease_changes_nothing_more_and_another_goes_on_from_the_last_step(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        var id = await AskAsync(test, "slow");
        var (stepped, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = Runner(test, async (run, cancel) =>
        {
            await run.StepAsync(new(1, 3, Kept: "1"), cancel, LinkAsync("job", "one"));
            stepped.SetResult();
            await goOn.Task;
            await run.StepAsync(new(2, 3, Kept: "2"), CancellationToken.None, LinkAsync("job", "two"));
            return JobOutcome.Done(default);
        }, new("elsewhere/1/1")).RunNextAsync(Cancel);
        await stepped.Task;
        JobRun? second = null;
        var quick = Runner(test, async (run, cancel) =>
        {
            second = run;
            await run.StepAsync(new(2, 3, Kept: "2"), cancel, LinkAsync("job", "two"));
            return JobOutcome.Done(default, effect: LinkAsync("job", "three"));
        });
        (await quick.RunNextAsync(Cancel)).ShouldBeFalse("its owner may still be at it");

        clock.Now += JobRun.Lease + TimeSpan.FromSeconds(1);
        (await quick.RunNextAsync(Cancel)).ShouldBeTrue();
        goOn.SetResult();
        (await slow).ShouldBeTrue();
        (second!.Job.Done, second.Kept<int>()).ShouldBe((1, 1)); // taken just above
        (await LinksAsync(test)).ShouldBe(["one", "two", "three"]);
        (await FindAsync(test, id)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task A_job_of_a_dead_process_of_this_machine_is_taken_at_once()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres, clock);
        var id = await AskAsync(test, "left");
        string dead;
        using (var process = Process.Start("sleep", "30"))
        {
            dead = $"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks}";
            new JobOwner(dead).IsKnownDead().ShouldBeFalse();
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }

        new JobOwner(dead).IsKnownDead().ShouldBeTrue();
        JobOwner.Current.IsKnownDead().ShouldBeFalse();
        new JobOwner("elsewhere/1/1").IsKnownDead().ShouldBeFalse("nobody here can tell");
        new JobOwner($"{Environment.MachineName}/{Environment.ProcessId}/1").IsKnownDead().ShouldBeTrue("another took its number");
        var left = clock.Now.UtcDateTime + JobRun.Lease;
        await using (var context = test.Installation.Database.Open())
            await context.Jobs.ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Running).SetProperty(job => job.Owner, dead).SetProperty(job => job.LeaseUntil, left), Cancel);

        (await Runner(test, (_, _) => Task.FromResult(JobOutcome.Done(default))).RunNextAsync(Cancel)).ShouldBeTrue();
        (await FindAsync(test, id)).State.ShouldBe(JobState.Done);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_runs_ends_when_asked_with_nothing_half_done_and_goes_on_when_asked_again(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        var id = await AskAsync(test, "long");
        var runner = Runner(test, async (run, cancel) =>
        {
            for (var step = run.Kept<int>() + 1; step <= 3; step++)
            {
                if (step == 2 && run.Job.Done == 0)
                    (await test.Installation.Jobs.CancelAsync(id, Cancel)).TryGet(out _).ShouldBeTrue();
                await run.StepAsync(new(step, 3, Kept: $"{step}"), cancel, LinkAsync("job", $"{step}"));
            }

            return JobOutcome.Done(default);
        });
        await runner.RunNextAsync(Cancel);
        (await FindAsync(test, id)).State.ShouldBe(JobState.Cancelled);
        (await LinksAsync(test)).ShouldBe(["1"]);
        (await test.Installation.Jobs.CancelAsync(id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("job.state");

        (await test.Installation.Jobs.RetryAsync(id, Cancel)).TryGet(out var state).ShouldBeTrue();
        state.ShouldBe(JobState.Queued);
        await runner.RunNextAsync(Cancel);
        (await FindAsync(test, id)).State.ShouldBe(JobState.Done);
        (await LinksAsync(test)).ShouldBe(["1", "2", "3"]);
        (await test.Installation.Jobs.RetryAsync(id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("job.state");
        (await test.Installation.Jobs.RetryAsync(Guid.NewGuid(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("job.gone");
    }

    [Fact]
    public async Task A_job_cancelled_while_it_waits_is_never_begun_and_one_given_back_waits_again()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres, clock);
        var cancelled = await AskAsync(test, "waits");
        await test.Installation.Jobs.CancelAsync(cancelled, Cancel);
        (await Runner(test, (_, _) => throw new InvalidOperationException("never")).RunNextAsync(Cancel)).ShouldBeFalse();

        var id = await AskAsync(test, "stopped");
        using var stopping = new CancellationTokenSource();
        await Runner(test, async (_, cancel) =>
        {
            await stopping.CancelAsync(); // the program ends
            await Task.Delay(Timeout.Infinite, cancel);
            return JobOutcome.Done(default);
        }).RunNextAsync(stopping.Token);
        var waiting = await FindAsync(test, id);
        (waiting.State, waiting.Owner, waiting.LeaseUntil).ShouldBe((JobState.Queued, "", null));
    }

    [Fact]
    public async Task Work_that_breaks_tells_so_and_work_that_ends_every_process_is_given_up()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres, clock);
        var id = await AskAsync(test, "breaks");
        Exception? told = null;
        var breaking = new JobRunner(test.Installation.Database, test.Installation.JobFiles, [KindOf((_, _) => throw new InvalidDataException("torn"))], clock) { Broke = (_, fault) => told = fault };
        await breaking.RunNextAsync(Cancel);
        var failed = await FindAsync(test, id);
        (failed.State, failed.Problems.Single().Code).ShouldBe((JobState.Failed, "job.broke"));
        failed.Problems.Single().What.En.ShouldNotContain("torn");
        told.ShouldBeOfType<InvalidDataException>();

        await test.Installation.Jobs.RetryAsync(id, Cancel);
        await using (var context = test.Installation.Database.Open())
            await context.Jobs.ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Running).SetProperty(job => job.LeaseUntil, clock.Now.UtcDateTime).SetProperty(job => job.Starts, JobRunner.MostStarts), Cancel);
        await breaking.RunNextAsync(Cancel);
        (await FindAsync(test, id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("job.starts");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_a_job_made_is_kept_for_a_week_and_the_job_for_three_months(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        var id = await AskAsync(test, "makes");
        await RunAllAsync(test, async (run, cancel) => JobOutcome.Done(default, await run.MakeAsync("a.txt", "text/plain", stream => stream.WriteAsync(Encoding.UTF8.GetBytes("nội dung"), cancel).AsTask(), cancel)));
        var made = await FindAsync(test, id);
        (made.ResultName, made.ResultLength).ShouldBe(("a.txt", 10));
        await using (var content = test.Installation.Jobs.OpenResult(made).ShouldNotBeNull())
            (await new StreamReader(content).ReadToEndAsync(Cancel)).ShouldBe("nội dung");

        foreach (var file in Directory.EnumerateFiles(Path.Combine(test.Folder, "job-results"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, clock.Now.UtcDateTime);
        clock.Now += TimeSpan.FromDays(6);
        await test.Installation.Jobs.SweepAsync(Cancel);
        (await FindAsync(test, id)).ResultHash.ShouldNotBeEmpty();
        Directory.EnumerateFiles(Path.Combine(test.Folder, "job-results"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        clock.Now += TimeSpan.FromDays(2);
        await test.Installation.Jobs.SweepAsync(Cancel);
        (await FindAsync(test, id)).ResultHash.ShouldBeEmpty();
        test.Installation.Jobs.OpenResult(made).ShouldBeNull();
        clock.Now += TimeSpan.FromDays(90);
        await test.Installation.Jobs.SweepAsync(Cancel);
        (await test.Installation.Jobs.FindAsync(id, Cancel)).ShouldBeNull();
    }

    private static Func<ChiSoContext, CancellationToken, Task> LinkAsync(string act, string subject) =>
        (context, cancel) => Trail.AppendAsync(context, Trail.Installation, new(Guid.Empty, Guid.Empty, new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc), ""), act, subject, new { }, cancel);

    private static async Task<List<string>> LinksAsync(TestInstallation test)
    {
        await using var context = test.Installation.Database.Open();
        return await context.AuditLinks.Where(link => link.Act == "job").OrderBy(link => link.Sequence).Select(link => link.Subject).ToListAsync(Cancel);
    }

    private static async Task<Job> FindAsync(TestInstallation test, Guid id) => (await test.Installation.Jobs.FindAsync(id, Cancel)).ShouldNotBeNull();

    private static Task<Guid> AskAsync(TestInstallation test, string name) => test.Installation.Jobs.AskAsync(new("test", new Asked(name), name, Guid.Empty, Guid.Empty, name), Cancel);

    private static JobKind KindOf(Func<JobRun, CancellationToken, Task<JobOutcome>> work) => new("test", new("thử", "test"), work);

    private JobRunner Runner(TestInstallation test, Func<JobRun, CancellationToken, Task<JobOutcome>> work, JobOwner? owner = null) =>
        new(test.Installation.Database, test.Installation.JobFiles, [KindOf(work)], clock) { Owner = owner ?? JobOwner.Current };

    private async Task RunAllAsync(TestInstallation test, Func<JobRun, CancellationToken, Task<JobOutcome>> work)
    {
        var runner = Runner(test, work);
        while (await runner.RunNextAsync(Cancel))
        {
        }
    }

    private sealed record Asked(string Name);
}
