using ChiSo.Application.Audit;
using ChiSo.Application.Backups;
using ChiSo.Application.Database;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Backups;

/// <summary>A migration keeps a copy first, of a server as of a file.</summary>
public sealed class SafeMigrationTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-copy-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    [Theory]
    [InlineData("Start")]
    [InlineData("KeepSettings")]
    [InlineData("KeepHandovers")]
    public async Task A_server_of_an_earlier_version_is_copied_and_the_copy_can_be_restored(string form)
    {
        using var installation = await OlderAsync(form);
        await installation.Database.WriteAsync(context => Trail.AppendAsync(context, Trail.Installation, new(Guid.Empty, Guid.Empty, DateTime.UnixEpoch, "thử"), "test.done", "x", new { value = "Đặc khu" }, Cancel), Cancel);

        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        var copy = Copies().ShouldHaveSingleItem();
        var verified = await BackupVerification.VerifyAsync(copy, folder, TimeProvider.System, Cancel);
        verified.Problems.ShouldBeEmpty();
        verified.TryGet(out var sound);
        (sound!.Manifest.Database, sound.Manifest.Heads.ShouldHaveSingleItem().Count).ShouldBe((BackupManifest.Server, 1L)); // asserted just above
        await using var context = installation.Database.Open();
        (await context.Database.GetPendingMigrationsAsync(Cancel)).ShouldBeEmpty();

        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Copies().Length.ShouldBe(1); // nothing left to migrate, nothing to copy
    }

    [Fact]
    public async Task A_database_that_is_new_needs_no_copy()
    {
        using var server = new Installation(postgres.NewDatabase(), Data, TimeProvider.System);
        (await MigrateAsync(server)).TryGet(out var applied).ShouldBeTrue();
        applied.ShouldNotBeEmpty();
        Copies().ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_copy_can_be_kept_nothing_is_migrated()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await File.WriteAllTextAsync(Path.Combine(Data, "checkpoints.jsonl"), "", Cancel);
        using (new FileStream(Path.Combine(Data, "checkpoints.jsonl"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var problem = (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.Where.StartsWith(Data, StringComparison.Ordinal)).ShouldBe(("database.copy", true));
        }

        await using (var context = installation.Database.Open())
            (await context.Database.GetPendingMigrationsAsync(Cancel)).ShouldNotBeEmpty();
        Copies().ShouldBeEmpty();
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Copies().Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_newest_copies_stay()
    {
        Directory.CreateDirectory(Data);
        foreach (var year in (int[])[2021, 2022, 2023, 2024])
            await File.WriteAllTextAsync(Path.Combine(Data, $"before-migration-{year}0101-000000-000.zip"), "", Cancel);
        using var installation = await OlderAsync("KeepHandovers");
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Copies().Select(copy => Path.GetFileName(copy)[17..21]).Take(2).ShouldBe(["2023", "2024"]);
        Copies().Length.ShouldBe(ChiSoDatabase.KeptCopies);
    }

    [Fact]
    public async Task Of_a_file_too_the_newest_copies_stay()
    {
        Directory.CreateDirectory(Data);
        var file = Path.Combine(Data, "chiso.db");
        foreach (var year in (int[])[2021, 2022, 2023, 2024])
            await File.WriteAllTextAsync($"{file}.before-{year}0101000000_Old", "", Cancel);
        using var installation = new Installation(null, Data, TimeProvider.System);
        await ToAsync(installation, "KeepHandovers");
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Directory.EnumerateFiles(Data, "chiso.db.before-*").Select(copy => Path.GetFileName(copy)[16..20]).Order(StringComparer.Ordinal).ShouldBe(["2023", "2024", "2026"]);
    }

    [Fact]
    public void Each_migration_has_the_same_name_for_both_databases()
    {
        static IEnumerable<string> Names(ChiSoContext context) => context.Database.GetMigrations().Select(id => id[15..]);
        using var file = new ChiSoDatabase(Path.Combine(folder, "none.db")).Open();
        using var server = new ChiSoDatabase("Host=127.0.0.1;Port=1;Database=x").Open();
        Names(server).ShouldBe(Names(file));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Installation> OlderAsync(string form)
    {
        Directory.CreateDirectory(Data);
        var installation = new Installation(postgres.NewDatabase(), Data, TimeProvider.System);
        await ToAsync(installation, form);
        return installation;
    }

    private static async Task ToAsync(Installation installation, string form)
    {
        await using var context = installation.Database.Open();
        await context.Database.MigrateAsync(context.Database.GetMigrations().Single(id => id[15..] == form), Cancel);
    }

    private Task<Engine.Result<IReadOnlyList<string>>> MigrateAsync(Installation installation) => SafeMigration.RunAsync(installation, Data, TimeProvider.System, Cancel);

    private string[] Copies() => Directory.Exists(Data) ? [.. Directory.EnumerateFiles(Data, "before-migration-*.zip").Order(StringComparer.Ordinal)] : [];
}
