using ChiSo.Application.Tests.Database;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed at random moments, as when the power fails: no answered work is lost, nothing is half done, the trail is whole.</summary>
public sealed class KillTests(PostgresServer postgres)
{
    private const int PushKills = 3;

    // Both on both databases: 200 kills.
    private const int LongKillsAtWork = 80;
    private const int LongKillsOfImports = 20;
    private const int Seed = 20260701;

    public enum Kind
    {
        Sqlite,
        Postgres,
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public Task Answered_saves_and_files_survive(Kind kind) => KillAtWorkAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public Task Answered_saves_and_files_survive_eighty_kills(Kind kind) => KillAtWorkAsync(kind, LongKillsAtWork);

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public Task An_import_is_whole_or_not_there(Kind kind) => KillImportAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public Task An_import_is_whole_or_not_there_after_twenty_kills(Kind kind) => KillImportAsync(kind, LongKillsOfImports);

    private async Task KillImportAsync(Kind kind, int kills)
    {
        using var scratch = ScratchOn(kind);
        var moments = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await scratch.KillAsync(TimeSpan.FromMilliseconds(moments.Next(300, 3500)), "import", "samples/can-tho-2023", "--freeze");
            var verified = await scratch.RunAsync("audit", "verify");
            verified.Code.ShouldBeOneOf([0, 4], verified.Out); // 4: killed before there was a database
            var again = await scratch.RunAsync("import", "samples/can-tho-2023", "--dry-run");
            again.Code.ShouldBe(0, again.Out); // whole and the same, or not there at all
        }

        (await scratch.RunAsync("import", "samples/can-tho-2023", "--freeze")).Code.ShouldBe(0);
        (await scratch.RunAsync("recompute")).Out.ShouldContain("2 trên 2");
    }

    private async Task KillAtWorkAsync(Kind kind, int kills)
    {
        using var scratch = ScratchOn(kind);
        var moments = new Random(Seed);
        var clerk = new ClerkAtWork($"{DemoPages.Sheet}/CD", "CD_TT");
        for (var kill = 0; kill < kills; kill++)
        {
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, "--samples", "--demo");
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var work = clerk.WorkAsync(served.Address, started);
            await Task.WhenAny(work, started.Task);
            await Task.WhenAny(work, Task.Delay(moments.Next(50, 1200), TestContext.Current.CancellationToken));
            await served.KillAsync();
            await work;
        }

        clerk.Answered.ShouldBeGreaterThanOrEqualTo(kills, "the clerk did not get to work after each start");
        var verified = await scratch.RunAsync("audit", "verify");
        verified.Code.ShouldBe(0, verified.Out);
        await using var last = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, "--samples", "--demo");
        await clerk.ShouldFindAllAsync(last.Address);
        (await last.StopAsync()).ShouldBe(0);
    }

    private Scratch ScratchOn(Kind kind) => kind == Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
}
