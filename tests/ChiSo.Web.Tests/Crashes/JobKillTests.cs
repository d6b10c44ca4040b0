using System.Net;
using System.Net.Sockets;
using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed at random moments while it works on its queue: every job that was promised is done, once, with its file and its one link of the trail.</summary>
public sealed class JobKillTests(PostgresServer postgres)
{
    private const int PushKills = 3;
    private const int LongKills = 30;
    private const int JobsAKill = 4;
    private const int Seed = 20261129;

    private static readonly string[] Forms = ["Workbook", "Tables", "Json"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Jobs_are_done_once_however_often_the_program_is_killed(KillTests.Kind kind) => KillAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Jobs_are_done_once_after_thirty_kills(KillTests.Kind kind) => KillAsync(kind, LongKills);

    private async Task KillAsync(KillTests.Kind kind, int kills)
    {
        using var scratch = kind == KillTests.Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
        var moments = new Random(Seed);
        var promised = new HashSet<Guid>();
        for (var kill = 0; kill < kills; kill++)
        {
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, "--samples", "--demo");
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asking = AskAsync(served.Address, promised, started);
            await Task.WhenAny(asking, started.Task);
            await Task.Delay(moments.Next(50, 1500), Cancel);
            await served.KillAsync();
            await asking;
        }

        promised.Count.ShouldBeGreaterThanOrEqualTo(kills, "nobody got to ask after each start");
        await using var last = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, "--samples", "--demo");
        using (var installation = kind == KillTests.Kind.Sqlite ? new Installation(null, scratch.Folder, TimeProvider.System) : new(scratch.Database, Path.Combine(scratch.Folder, "chiso-data"), TimeProvider.System))
            await ShouldBeDoneOnceAsync(installation, promised);
        (await last.StopAsync()).ShouldBe(0);
        var verified = await scratch.RunAsync("audit", "verify");
        verified.Code.ShouldBe(0, verified.Out);
    }

    /// <summary>Asks for exports; those the program promised are remembered.</summary>
    private static async Task AskAsync(Uri address, HashSet<Guid> promised, TaskCompletionSource started)
    {
        try
        {
            using var office = new Visitor(address);
            (await office.SignInAsync("thuongtruc")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            for (var job = 0; job < JobsAKill; job++)
            {
                using var answer = await office.PostAsync("/desk/jobs", "/desk/jobs?handler=Export", new() { ["round"] = "can-tho-2023", ["form"] = Forms[job % Forms.Length] });
                answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
                promised.Add(Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1])); // a redirect has one
                started.TrySetResult();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // Killed: what was promised before counts.
        }
    }

    private static async Task ShouldBeDoneOnceAsync(Installation installation, HashSet<Guid> promised)
    {
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2);
        while (!(await installation.Jobs.OpenSinceAsync(soon, Cancel)).IsEmpty && TimeProvider.System.GetUtcNow().UtcDateTime < soon)
            await Task.Delay(200, Cancel);

        var jobs = (await installation.Jobs.ListAsync(null, 1000, Cancel)).Where(job => job.Kind == "round.export").ToList();
        promised.Except(jobs.Select(job => job.Id)).ShouldBeEmpty("a job that was promised is lost");
        jobs.ShouldAllBe(job => job.State == JobState.Done);
        foreach (var job in jobs)
            (await installation.JobFiles.IsWholeAsync(job.ResultHash, Cancel)).ShouldBeTrue(job.Id.ToString());
        await using var context = installation.Database.Open();
        var links = await context.AuditLinks.Where(link => link.Act == ReadLog.RoundExported).Select(link => link.Sequence).ToListAsync(Cancel);
        var said = await context.AuditPayloads.Where(payload => payload.Chain == Trail.Reads && links.Contains(payload.Sequence)).Select(payload => payload.Json).ToListAsync(Cancel);
        said.Count.ShouldBe(jobs.Count, "an export was recorded twice, or not at all");
        foreach (var job in jobs)
            said.Count(json => json.Contains(job.Id.ToString(), StringComparison.Ordinal)).ShouldBe(1, job.Id.ToString());
    }
}
