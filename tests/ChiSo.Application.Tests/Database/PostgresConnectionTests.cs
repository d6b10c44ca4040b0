using ChiSo.Application.Publication;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Database;

/// <summary>What becomes of the connection string of a PostgreSQL server.</summary>
public sealed class PostgresConnectionTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=db.example;Username=chiso", 60, 100)]
    [InlineData("Host=db.example;Username=chiso;", 60, 100)]
    [InlineData("Host=db.example;Maximum Pool Size=7", 7, 100)]
    [InlineData("Host=db.example;MaxPoolSize=7;Username=chiso", 7, 100)]
    [InlineData("Host=db.example;max auto prepare=0", 60, 0)]
    [InlineData("Host=db.example;MaxAutoPrepare = 5; maximum pool size = 9", 9, 5)]
    public void It_says_how_many_connections_and_kept_statements_there_are_unless_the_administrator_does(string given, int connections, int statements)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        using (var installation = new Installation(given, folder, TimeProvider.System))
        {
            using var context = installation.Database.Open();
            var said = new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString());
            (said.Host, said.MaxPoolSize, said.MaxAutoPrepare).ShouldBe(("db.example", connections, statements));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(";Max Auto Prepare=0", false)]
    public async Task A_server_keeps_statements_that_come_again_unless_told_not_to(string more, bool keeps)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        using (var installation = new Installation(postgres.NewDatabase() + more, folder, TimeProvider.System))
        {
            (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
            await using var context = installation.Database.Open();
            await context.Database.OpenConnectionAsync(Cancel); // all of it on one
            for (var time = 0; time < 10; time++)
                _ = await context.Database.SqlQuery<int>($"SELECT 1 AS \"Value\"").SingleAsync(Cancel);
            var kept = await context.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM pg_prepared_statements").SingleAsync(Cancel);
            (kept > 0).ShouldBe(keeps);
        }

        Directory.Delete(folder, recursive: true);
    }
}
