using System.Text;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>Files held back until they are found clean, on both databases, with a real clamd.</summary>
public sealed class FileVerdictTests(PostgresServer postgres)
{
    private const long Longest = 50L * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_comes_in_is_held_back_until_it_is_found_clean_and_for_ever_when_it_is_not(Kind kind)
    {
        await using var clamd = await ClamdServer.StartedAsync();
        using var test = await ScannedAsync(kind, clamd.Place);
        var (clean, bad) = (await PutAsync(test, "báo cáo"), await PutAsync(test, ClamdServer.Bad));
        (await test.HoldAsync(clean)).ShouldBe(FileState.Pending);

        (await test.ScanAsync()).ShouldBe(2);
        (await test.HoldAsync(clean)).ShouldBeNull();
        (await test.HoldAsync(bad)).ShouldBe(FileState.Infected);
        var troubled = (await test.Verdicts.TroubledAsync(test.Clock.Now.UtcDateTime, Cancel)).ShouldHaveSingleItem();
        (troubled.Hash, troubled.Said).ShouldBe((bad, ClamdServer.Name));

        await PutAsync(test, "báo cáo"); // the same content again is known
        (await test.HoldAsync(clean)).ShouldBeNull();
        test.Clock.Now = test.Clock.Now.AddDays(30);
        (await test.ScanAsync()).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_scanner_that_was_away_is_asked_again_and_nothing_is_forgotten_by_a_restart(Kind kind)
    {
        await using var clamd = ClamdServer.Make();
        using var test = await ScannedAsync(kind, clamd.Place);
        var hash = await PutAsync(test, "báo cáo");
        (await test.ScanAsync()).ShouldBe(0);
        await clamd.StartAsync();
        (await test.ScanAsync()).ShouldBe(0, "not before its time");
        test.Clock.Now = test.Clock.Now.AddMinutes(1);

        using var restarted = test.With(clamd.Place);
        await restarted.Verdicts.BeginAsync(restarted.Vault, Cancel);
        (await restarted.ScanAsync()).ShouldBe(1);
        (await restarted.HoldAsync(hash)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_the_scanner_cannot_judge_stays_back_and_is_asked_about_once_a_day()
    {
        await using var clamd = await ClamdServer.StartedAsync();
        using var test = await ScannedAsync(Kind.Sqlite, clamd.Place);
        var hash = await PutAsync(test, new string('x', 2_000_000));
        await test.ScanAsync();
        (await test.HoldAsync(hash)).ShouldBe(FileState.Unable);
        (await test.ScanAsync()).ShouldBe(0);
        test.Clock.Now = test.Clock.Now.AddDays(1);
        (await test.ScanAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_scanner_set_later_judges_what_was_there_and_taken_away_again_it_leaves_only_the_infected_held()
    {
        await using var clamd = await ClamdServer.StartedAsync();
        using var test = await ScannedAsync(Kind.Sqlite, null);
        var (clean, bad) = (await PutAsync(test, "báo cáo"), await PutAsync(test, ClamdServer.Bad));
        (await test.HoldAsync(clean)).ShouldBeNull();
        (await test.ScanAsync()).ShouldBe(0);

        using var scanned = test.With(clamd.Place);
        await scanned.Verdicts.BeginAsync(scanned.Vault, Cancel);
        (await scanned.HoldAsync(clean)).ShouldBe(FileState.Pending);
        await scanned.ScanAsync();
        var waiting = await PutAsync(scanned, "vừa tới");

        using var without = test.With(null);
        await without.Verdicts.BeginAsync(without.Vault, Cancel);
        (await without.HoldAsync(clean)).ShouldBeNull();
        (await without.HoldAsync(waiting)).ShouldBeNull();
        (await without.HoldAsync(bad)).ShouldBe(FileState.Infected);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_content_coming_in_at_once_is_one_row(Kind kind)
    {
        await using var clamd = await ClamdServer.StartedAsync();
        using var test = await ScannedAsync(kind, clamd.Place);
        var hashes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync(test, "báo cáo")));
        hashes.Distinct().ShouldHaveSingleItem();
        (await test.ScanAsync()).ShouldBe(1);
    }

    private static async Task<string> PutAsync(Scanned test, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await test.Vault.PutAsync(content, Longest, Cancel)).ShouldNotBeNull().Hash;
    }

    private async Task<Scanned> ScannedAsync(Kind kind, ScannerPlace? place)
    {
        var clock = new SetClock(new(2025, 1, 6, 1, 0, 0, TimeSpan.Zero));
        return new Scanned(await TestInstallation.NewAsync(kind, postgres, clock), place, clock, owns: true);
    }

    /// <summary>An installation's files with a scanner.</summary>
    private sealed class Scanned : IDisposable
    {
        private readonly TestInstallation test;
        private readonly bool owns;

        public Scanned(TestInstallation test, ScannerPlace? place, SetClock clock, bool owns)
        {
            (this.test, Clock, this.owns) = (test, clock, owns);
            Verdicts = new(test.Installation.Database, place is null ? null : new(place), clock);
            Vault = new(Path.Combine(test.Folder, "files")) { Arrived = Verdicts.ExpectAsync };
        }

        public SetClock Clock { get; }

        public FileVerdicts Verdicts { get; }

        public FileVault Vault { get; }

        public Scanned With(ScannerPlace? place) => new(test, place, Clock, owns: false);

        public Task<int> ScanAsync() => Verdicts.ScanDueAsync(Vault, Cancel);

        public Task<FileState?> HoldAsync(string hash) => Verdicts.HoldAsync(hash, Cancel);

        public void Dispose()
        {
            Verdicts.Dispose();
            if (owns)
                test.Dispose();
        }
    }
}
