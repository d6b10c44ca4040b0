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
        sound!.Manifest.HasEvidence.ShouldBeFalse(); // asserted just above
        Path.GetFileName(copy).ShouldBe($"before-migration-{form}-1.zip");
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
    public async Task The_newest_copies_stay_and_what_others_laid_there()
    {
        Directory.CreateDirectory(Data);
        string[] old = ["Start-1", "Start-2", "Start-3", "KeepSettings-4", "mine", "KeepSettings-x", "Unknown-5"];
        foreach (var (name, day) in old.Zip(Enumerable.Range(1, old.Length)))
        {
            var copy = Path.Combine(Data, $"before-migration-{name}.zip");
            await File.WriteAllTextAsync(copy, "", Cancel);
            File.SetLastWriteTimeUtc(copy, new(2100, 1, day)); // a clock that was wrong
        }

        using var installation = await OlderAsync("KeepHandovers");
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Copies().Select(copy => Path.GetFileNameWithoutExtension(copy)[17..]).ShouldBe(["KeepHandovers-0", "KeepSettings-4", "KeepSettings-x", "Start-3", "Unknown-5", "mine"]);
    }

    [Fact]
    public async Task A_migration_that_fails_again_and_again_keeps_one_copy_and_removes_none()
    {
        using var installation = await OlderAsync("KeepHandovers");
        var old = Enumerable.Range(1, 4).Select(number => Path.Combine(Data, $"before-migration-Start-{number}.zip")).ToList();
        old.ForEach(copy => File.WriteAllText(copy, ""));
        await using (var context = installation.Database.Open())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE evidence ADD COLUMN file_date date", Cancel); // which a later migration adds
        for (var attempt = 0; attempt < 2; attempt++)
            (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.migration");
        Copies().Length.ShouldBeGreaterThan(old.Count);
        var kept = Copies();
        (await MigrateAsync(installation)).Problems.ShouldNotBeEmpty();
        Copies().ShouldBe(kept);
    }

    [Fact]
    public async Task A_copy_of_another_day_does_not_pass_for_one_of_today()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await File.WriteAllTextAsync(Path.Combine(Data, "before-migration-KeepHandovers-0.zip"), "", Cancel);
        await installation.Database.WriteAsync(context => Trail.AppendAsync(context, Trail.Installation, new(Guid.Empty, Guid.Empty, DateTime.UnixEpoch, "thử"), "test.done", "x", new { }, Cancel), Cancel);
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        Copies().Select(Path.GetFileName).ShouldBe(["before-migration-KeepHandovers-0.zip", "before-migration-KeepHandovers-1.zip"]);
    }

    [Fact]
    public async Task Copying_writes_nothing_to_the_old_server()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await using var context = installation.Database.Open();
        (await BackupWriting.WriteDataAsync(installation, Data, Path.Combine(Data, "copy.zip"), TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        (await context.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_namespace WHERE nspname = 'answers'").SingleAsync(Cancel)).ShouldBe(0);
        await context.Database.ExecuteSqlRawAsync("CREATE SCHEMA answers; CREATE TABLE answers.spent (survey text, token text); INSERT INTO answers.spent VALUES ('s', 't')", Cancel);
        var written = await BackupWriting.WriteDataAsync(installation, Data, Path.Combine(Data, "copy-2.zip"), TimeProvider.System, Cancel);
        written.TryGet(out var manifest);
        manifest.ShouldNotBeNull().Rows.Single(row => row is { File: "answers.db", Table: "spent" }).Rows.ShouldBe(1);
        (await context.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = 'answers'").SingleAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_is_no_matter_of_the_disk()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await using (var context = installation.Database.Open())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE accounts RENAME COLUMN id TO other", Cancel);
        var problem = (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Remedy.En.Contains("may read every table", StringComparison.Ordinal)).ShouldBe(("database.copy", true));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_as_a_copy_that_cannot_be_kept()
    {
        using var installation = await OlderAsync("KeepHandovers");
        Directory.Delete(Data, recursive: true);
        await File.WriteAllTextAsync(Data, "", Cancel); // a file stands in its place
        (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.copy");
    }

    [Fact]
    public async Task A_server_is_not_migrated_from_a_folder_without_its_files()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await using (var context = installation.Database.Open())
            await context.Database.ExecuteSqlRawAsync("SET session_replication_role = replica; INSERT INTO evidence (id, block_id, unit, criterion, stage, file_hash, file_name, file_length, media_type, number, issuer, abstract, place, by, person, added_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'u', 'c', 's', 'ab12', '', 0, '', '', '', '', '', '', gen_random_uuid(), now()); SET session_replication_role = DEFAULT", Cancel);
        Directory.Delete(Data, recursive: true);
        var problem = (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, Directory.Exists(Data)).ShouldBe(("database.copy", Data, false));
        Directory.CreateDirectory(Path.Combine(Data, "files"));
        await File.WriteAllTextAsync(Path.Combine(Data, "files", "ab12"), "", Cancel);
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a b", "a b c", "b", false)]
    [InlineData("a b c", "a b c", null, false)]
    [InlineData("a b c d", "a b c", null, false)]
    [InlineData("", "a b c", null, false)]
    [InlineData("a c", "a b c", null, true)]
    [InlineData("b", "a b c", null, true)]
    [InlineData("a b d", "a b c", null, true)]
    public void The_form_is_told_by_all_that_was_applied(string applied, string known, string? older, bool isMixed) =>
        DatabaseForm.Of(Ids(applied), Ids(known)).ShouldBe(new FoundForm(older, isMixed));

    [Fact]
    public async Task Migrations_out_of_order_are_refused()
    {
        using var installation = await OlderAsync("KeepHandovers");
        await using var context = installation.Database.Open();
        await context.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id LIKE '%_KeepSettings'", Cancel);
        (await MigrateAsync(installation)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.form");
        Copies().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_file_too_the_newest_copies_stay()
    {
        Directory.CreateDirectory(Data);
        var file = Path.Combine(Data, "chiso.db");
        using var installation = new Installation(null, Data, TimeProvider.System);
        List<string> known;
        await using (var context = installation.Database.Open())
            known = [.. context.Database.GetMigrations()];
        await ToAsync(installation, "KeepHandovers");
        string[] mine = ["upgrade", "test", "merger", "99990101000000_Mine", $"{known[0]}.part"];
        foreach (var name in known.Take(4).Concat(mine))
            await File.WriteAllTextAsync($"{file}.before-{name}", "", Cancel);
        (await MigrateAsync(installation)).Problems.ShouldBeEmpty();
        string[] kept = [known[2], known[3], known[known.FindIndex(id => id[15..] == "KeepHandovers") + 1]];
        Directory.EnumerateFiles(Data, "chiso.db.before-*").Select(copy => Path.GetFileName(copy)[16..]).ShouldBe([.. kept, .. mine], ignoreOrder: true);
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

    private static List<string> Ids(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"2026010100000{name[0] - 'a'}_{name}")];

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
