using ChiSo.Application.Database;
using ChiSo.Application.Publication;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Database;

/// <summary>Opening a database that isn't what it should be changes nothing and says what to do.</summary>
public sealed class DamagedDatabaseTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-damage-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("truncated")]
    [InlineData("overwritten")]
    public async Task A_file_that_is_no_whole_database_is_told_and_left_as_it_is(string damage)
    {
        var file = Path.Combine(folder, "chiso.db");
        await DamageAsync(file, damage);
        var before = await File.ReadAllBytesAsync(file, Cancel);

        using var installation = new Installation(file, folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.damaged");
        (await File.ReadAllBytesAsync(file, Cancel)).ShouldBe(before);
    }

    [Theory]
    [InlineData("có dấu cách; và = dấu.db")]
    [InlineData("'nháy'.db")]
    public async Task Any_path_will_do(string name)
    {
        using var installation = new Installation(Path.Combine(folder, name), folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        File.Exists(Path.Combine(folder, name)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Host=localhost;Database=chiso", true)]
    [InlineData("Database=chiso; host=localhost", true)]
    [InlineData("/srv/Host=a/chiso.db", false)]
    [InlineData("chiso.db", false)]
    public void A_server_is_told_from_a_file(string connection, bool server) => ChiSoDatabase.NamesServer(connection).ShouldBe(server);

    [Fact]
    public async Task A_copy_is_kept_before_a_migration_even_where_an_earlier_one_was_cut_off()
    {
        var file = Path.Combine(folder, "chiso.db");
        using var installation = new Installation(file, folder, TimeProvider.System);
        var first = await MigrateToFirstAsync(installation);
        var pending = first[1];
        await File.WriteAllTextAsync($"{file}.before-{pending}.part", "half", Cancel);

        (await installation.Database.MigrateAsync(Cancel)).TryGet(out var applied).ShouldBeTrue();
        applied!.ShouldBe(first.Skip(1)); // asserted just above
        File.Exists($"{file}.before-{pending}.part").ShouldBeFalse();
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"{file}.before-{pending}", Pooling = false }.ConnectionString);
        copy.Open();
        using var count = copy.CreateCommand();
        count.CommandText = "SELECT count(*) FROM \"__EFMigrationsHistory\"";
        count.ExecuteScalar().ShouldBe(1L);
    }

    [Fact]
    public async Task A_migration_that_was_killed_is_gone_on_with()
    {
        var file = Path.Combine(folder, "chiso.db");
        using var installation = new Installation(file, folder, TimeProvider.System);
        await MigrateToFirstAsync(installation);
        await LeaveLockAsync(file);

        (await installation.Database.MigrateAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_creation_that_was_killed_is_begun_anew()
    {
        var file = Path.Combine(folder, "chiso.db");
        await File.WriteAllTextAsync($"{file}.part", "half", Cancel);
        await File.WriteAllTextAsync($"{file}.part-wal", "half", Cancel);

        using var installation = new Installation(file, folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        Directory.EnumerateFiles(folder).Select(Path.GetFileName).ShouldBe(["chiso.db", "chiso.db.lock"], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_migrates_and_the_others_wait()
    {
        using var first = new Installation(Path.Combine(folder, "chiso.db"), folder, TimeProvider.System);
        using var second = new Installation(Path.Combine(folder, "chiso.db"), folder, TimeProvider.System);

        var both = await Task.WhenAll(Task.Run(() => first.Database.MigrateAsync(Cancel), Cancel), Task.Run(() => second.Database.MigrateAsync(Cancel), Cancel));
        both.ShouldAllBe(migrated => !migrated.Problems.Any());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_from_a_migration_that_fails()
    {
        using (var nobody = new Installation("Host=127.0.0.1;Port=1;Username=chiso;Database=x;Timeout=2", folder, TimeProvider.System))
            (await nobody.Database.MigrateAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.unreachable");
        using (var misspelt = new Installation("Host=127.0.0.1;Databse=x", folder, TimeProvider.System))
            (await misspelt.Database.MigrateAsync(Cancel)).Problems.ShouldHaveSingleItem().What.En.ShouldContain("databse");

        var connection = postgres.NewDatabase();
        await using (var admin = new NpgsqlConnection(connection))
        {
            await admin.OpenAsync(Cancel);
            await using var taken = admin.CreateCommand();
            taken.CommandText = "CREATE TABLE rounds (id int)";
            await taken.ExecuteNonQueryAsync(Cancel);
        }

        using var installation = new Installation(connection, folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("database.migration");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task DamageAsync(string file, string damage)
    {
        if (damage == "empty")
        {
            await File.WriteAllBytesAsync(file, [], Cancel);
            return;
        }

        if (damage == "text")
        {
            await File.WriteAllTextAsync(file, "Đây không phải cơ sở dữ liệu. " + new string('x', 5_000), Cancel);
            return;
        }

        using (var installation = new Installation(file, folder, TimeProvider.System))
            (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        SqliteConnection.ClearAllPools();
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        if (damage == "truncated")
            whole = whole[..(whole.Length / 2)];
        else
            Array.Fill(whole, (byte)0xAA, 5_000, 20_000);
        await File.WriteAllBytesAsync(file, whole, Cancel);
    }

    /// <summary>What a process killed while it migrated leaves in the file.</summary>
    private static async Task LeaveLockAsync(string file)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var left = connection.CreateCommand();
        left.CommandText = """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01');
            """;
        await left.ExecuteNonQueryAsync(Cancel);
    }

    /// <returns>All migrations in order; the first is applied.</returns>
    private static async Task<IReadOnlyList<string>> MigrateToFirstAsync(Installation installation)
    {
        await using var context = installation.Database.Open();
        var all = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetMigrations(context.Database).ToList();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.MigrateAsync(context.Database, all[0], Cancel);
        return all;
    }
}
