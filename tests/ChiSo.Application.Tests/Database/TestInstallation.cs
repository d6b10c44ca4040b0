using System.Collections.Concurrent;
using ChiSo.Application.Publication;
using Microsoft.Data.Sqlite;
using Npgsql;
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

/// <summary>An installation in a folder of its own, its database made and empty: a copy of one that was brought to this version once in a run.</summary>
public sealed class TestInstallation : IDisposable
{
    private static readonly Lazy<Task<byte[]>> EmptyFile = new(MakeFileAsync);
    private static readonly ConcurrentDictionary<PostgresServer, Lazy<Task<string>>> EmptyDatabases = new();

    private TestInstallation(string folder, Installation installation) => (Folder, Installation) = (folder, installation);

    public string Folder { get; }

    public Installation Installation { get; }

    public static async Task<TestInstallation> NewAsync(Kind kind, PostgresServer postgres, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        var installation = new Installation(await ConnectionOfAsync(kind, postgres), folder, clock ?? TimeProvider.System);
        if (installation.Database.File is { } file)
            await File.WriteAllBytesAsync(file, await EmptyFile.Value, TestContext.Current.CancellationToken);
        (await installation.Database.MigrateAsync(TestContext.Current.CancellationToken)).TryGet(out var applied).ShouldBeTrue();
        applied.ShouldBeEmpty();
        return new(folder, installation);
    }

    public void Dispose()
    {
        Installation.Dispose();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools(); // each test has a database of its own, whose connections nobody asks for again
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string?> ConnectionOfAsync(Kind kind, PostgresServer postgres)
    {
        if (kind == Kind.Sqlite)
            return null;
        var copy = postgres.NewDatabase(await EmptyDatabases.GetOrAdd(postgres, server => new(() => MakeDatabaseAsync(server))).Value);
        return kind == Kind.OneConnection ? copy + ";Maximum Pool Size=1;Timeout=5" : copy;
    }

    private static async Task<byte[]> MakeFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        try
        {
            using var installation = new Installation(null, folder, TimeProvider.System);
            await MigrateAsync(installation);
            SqliteConnection.ClearAllPools(); // the last one to close brings the log back into the file
            return await File.ReadAllBytesAsync(installation.Database.File!, CancellationToken.None); // embedded
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Its name.</returns>
    private static async Task<string> MakeDatabaseAsync(PostgresServer server)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;
        try
        {
            var connection = server.NewDatabase() + ";Pooling=false"; // nobody may be connected to what is copied
            using var installation = new Installation(connection, folder, TimeProvider.System);
            await MigrateAsync(installation);
            return new NpgsqlConnectionStringBuilder(connection).Database!; // named just before
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MigrateAsync(Installation installation)
    {
        (await installation.Database.MigrateAsync(CancellationToken.None)).TryGet(out var applied).ShouldBeTrue();
        applied.ShouldNotBeEmpty();
    }
}
