using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed at random moments while it takes in rounds' files: each is taken in once, whole, with its one link of the trail.</summary>
public sealed class ImportKillTests(PostgresServer postgres)
{
    private const int PushKills = 1;
    private const int LongKills = 20;
    private const int FilesAKill = 3;
    private const int Seed = 20261130;
    private const string Clerk = "thuongtruc";
    private const string Sample = "can-tho-2023";

    private static readonly string[] Demo = ["--samples", "--demo"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres, Traits = ["Duration", "Long"])]
    public Task Files_are_taken_in_once_however_often_the_program_is_killed(KillTests.Kind kind) => KillAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Files_are_taken_in_once_after_twenty_kills(KillTests.Kind kind) => KillAsync(kind, LongKills);

    private async Task KillAsync(KillTests.Kind kind, int kills)
    {
        using var scratch = kind == KillTests.Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
        await using (var first = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, Demo))
        {
            using (var office = new Visitor(first.Address))
                (await office.SignInAsync(Clerk)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect); // so the demo is all there
            (await first.StopAsync()).ShouldBe(0);
        }

        using var installation = kind == KillTests.Kind.Sqlite ? new Installation(null, scratch.Folder, TimeProvider.System) : new(scratch.Database, Path.Combine(scratch.Folder, "chiso-data"), TimeProvider.System);
        var moments = new Random(Seed);
        var asked = new Dictionary<Guid, string>();
        for (var kill = 0; kill < kills; kill++)
        {
            for (var file = 0; file < FilesAKill; file++)
                await AskAsync(installation, $"ky-{kill}-{file}", asked);
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, Demo);
            await Task.Delay(moments.Next(0, 1000), Cancel);
            await served.KillAsync();
        }

        await using var last = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, Demo);
        foreach (var job in asked.Keys)
            (await installation.Jobs.WaitForEndAsync(job, TimeSpan.FromMinutes(2), Cancel)).ShouldNotBeNull().State.ShouldBe(JobState.Done);
        (await last.StopAsync()).ShouldBe(0);
        await ShouldBeTakenOnceAsync(installation, asked.Values);
        var verified = await scratch.RunAsync("audit", "verify");
        verified.Code.ShouldBe(0, verified.Out);
    }

    /// <summary>Makes a round, and asks for a file of it that says another name to be taken in.</summary>
    private static async Task AskAsync(Installation installation, string code, Dictionary<Guid, string> asked)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "test");
        var account = (await installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == $"thu.{Clerk}");
        var person = (await installation.Accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
        var next = new NextRound(code, Words.Same(code), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử");
        Must(await installation.Preparation.RollOverAsync(Sample, next, change, Cancel));
        var round = (await installation.Preparation.FindAsync(code, Cancel)).ShouldNotBeNull().Round;
        using var file = new MemoryStream();
        RoundJson.Write(file, round with { Name = Words.Same(Renamed(code)) });
        file.Position = 0;
        var plan = (await installation.Preparation.PlanAsync(Must(await installation.Preparation.LayInAsync(file, "ky.json", code, change, Cancel)), Cancel)).ShouldNotBeNull();
        asked.Add(Must(await installation.RoundImports.AskAsync(plan.Upload.Id, plan.Seen, person, Cancel)), code);
    }

    private static async Task ShouldBeTakenOnceAsync(Installation installation, IReadOnlyCollection<string> codes)
    {
        foreach (var code in codes)
            (await installation.Preparation.FindAsync(code, Cancel)).ShouldNotBeNull().Round.Name.Vi.ShouldBe(Renamed(code));
        await using var context = installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act == "round.replaced").Select(link => link.Subject).ToListAsync(Cancel)).Order(StringComparer.Ordinal)
            .ShouldBe(codes.Order(StringComparer.Ordinal), "a file was taken in twice, or left no link");
    }

    private static string Renamed(string code) => $"Tên khác của {code}";

    private static T Must<T>(Result<T> result)
    {
        result.Problems.ShouldBeEmpty();
        return result.TryGet(out var value) ? value : throw new InvalidOperationException();
    }
}
