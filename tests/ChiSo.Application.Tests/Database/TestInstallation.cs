using ChiSo.Application.Publication;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Database;

/// <summary>Which database a test runs on.</summary>
public enum Kind
{
    Sqlite,
    Postgres,

    /// <summary>A server that gives one connection alone: who asks for a second while it holds the first gets none.</summary>
    OneConnection,
}

/// <summary>An installation in a folder of its own, its database made and empty.</summary>
public sealed class TestInstallation : IDisposable
{
    private TestInstallation(string folder, Installation installation) => (Folder, Installation) = (folder, installation);

    public string Folder { get; }

    public Installation Installation { get; }

    public static async Task<TestInstallation> NewAsync(Kind kind, PostgresServer postgres, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        var installation = new Installation(ConnectionOf(kind, postgres), folder, clock ?? TimeProvider.System);
        var migrated = await installation.Database.MigrateAsync(TestContext.Current.CancellationToken);
        migrated.Problems.ShouldBeEmpty();
        migrated.TryGet(out var applied);
        applied.ShouldNotBeEmpty();
        return new(folder, installation);
    }

    private static string? ConnectionOf(Kind kind, PostgresServer postgres) => kind switch
    {
        Kind.Sqlite => null,
        Kind.OneConnection => postgres.NewDatabase() + ";Maximum Pool Size=1;Timeout=5",
        _ => postgres.NewDatabase(),
    };

    public void Dispose()
    {
        Installation.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools(); // each test has a database of its own, whose connections nobody asks for again
        Directory.Delete(Folder, recursive: true);
    }
}
