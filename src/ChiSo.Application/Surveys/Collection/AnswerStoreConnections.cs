using System.Data.Common;
using System.Text.Json;
using ChiSo.Application.Database;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Connections to the store of answers, whose tables are made when they are not there.</summary>
internal sealed class AnswerStoreConnections(ChiSoDatabase database, string folder) : IDisposable
{
    /// <summary>No journal with earlier states is left behind, and freed pages are overwritten: the file shows the present alone. EXTRA: that the journal is gone is on the disk too, else the power failing would bring it back and undo the last answers.</summary>
    private const string Pragmas = "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON; PRAGMA synchronous=EXTRA; PRAGMA busy_timeout=10000;";

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS answers.spent (survey text NOT NULL, token text NOT NULL, PRIMARY KEY (survey, token)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.batches (survey text NOT NULL, unit text NOT NULL, stratum text NOT NULL, number integer NOT NULL, content text NOT NULL, PRIMARY KEY (survey, unit, stratum, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.pictures (survey text NOT NULL, name text NOT NULL, content blob NOT NULL, PRIMARY KEY (survey, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.days (survey text NOT NULL, day text NOT NULL, answers integer NOT NULL, PRIMARY KEY (survey, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.changes (survey text NOT NULL, number integer NOT NULL, PRIMARY KEY (survey)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.review_keys (survey text NOT NULL, key text NOT NULL, PRIMARY KEY (survey)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.corrections (survey text NOT NULL, id text NOT NULL, content text NOT NULL, PRIMARY KEY (survey, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.keyings (survey text NOT NULL, form text NOT NULL, number integer NOT NULL, content text NOT NULL, PRIMARY KEY (survey, form, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.uploads (survey text NOT NULL, hash text NOT NULL, name text NOT NULL, groups text NOT NULL, content text NOT NULL, PRIMARY KEY (survey)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.imported (survey text NOT NULL, unit text NOT NULL, stratum text NOT NULL, answers integer NOT NULL, PRIMARY KEY (survey, unit, stratum)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answers.told (survey text NOT NULL, area text NOT NULL, answers integer NOT NULL, content text NOT NULL, PRIMARY KEY (survey, area)) WITHOUT ROWID;
        """;

    /// <summary>Any number, the same in every process.</summary>
    private const long LockNumber = 7_305_113_902;

    private const int MostConnections = 20;

    /// <summary>A pool of its own on a server: whoever writes the records may ask this store for a connection, and gets one though every connection of the records is held by others who wait for that write.</summary>
    private readonly Lazy<string?> server = new(() => database.Server is { } records ? new NpgsqlConnectionStringBuilder(records) { ApplicationName = "ChiSo answers", MaxPoolSize = MostConnections }.ConnectionString : null); // a misspelt one is told when the records are opened

    private readonly SemaphoreSlim making = new(1, 1);
    private bool made;

    /// <summary>The file of answers; <c>null</c> on a server.</summary>
    public string? File => database.IsPostgres ? null : Path.Combine(folder, "answers.db");

    public async Task<DbConnection> OpenAsync(CancellationToken cancel)
    {
        if (!made)
            await MakeAsync(cancel);
        return await OpenPlainAsync(cancel);
    }

    /// <summary>The same for whoever writes row by row to a file; the tables are there.</summary>
    public DbConnection Open()
    {
        var connection = New();
        connection.Open();
        if (!database.IsPostgres)
        {
            using var pragmas = Command(connection, Pragmas);
            pragmas.ExecuteNonQuery();
        }

        return connection;
    }

    public DbCommand Command(DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = ForThis(sql);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A list of texts as the rows of <c>listed (value)</c>.</summary>
    /// <param name="name">Of the parameter that holds a <see cref="List"/>.</param>
    public string Listed(string name) => database.IsPostgres ? $"unnest(@{name}) AS listed (value)" : $"json_each(@{name}) AS listed";

    public object List(IEnumerable<string> texts) => database.IsPostgres ? texts.ToArray() : JsonSerializer.Serialize(texts);

    /// <summary>Which of these surveys are closed. On a server none is closed until the transaction ends; whoever writes to a file holds its gate, and those who read what is closed pass it first.</summary>
    public async Task<HashSet<string>> ClosedAsync(DbConnection connection, DbTransaction transaction, IEnumerable<string> surveys)
    {
        await using var records = database.IsPostgres ? null : await database.ConnectAsync(CancellationToken.None);
        await using var command = Command(records ?? connection, $"SELECT code, closed_at IS NOT NULL FROM surveys WHERE code IN (SELECT value FROM {Listed("codes")}){(database.IsPostgres ? " FOR SHARE" : "")}", ("codes", List(surveys)));
        command.Transaction = records is null ? transaction : null;
        await using var reader = await command.ExecuteReaderAsync();
        var closed = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            if (reader.GetBoolean(1))
                closed.Add(reader.GetString(0));
        }

        return closed;
    }

    /// <summary>One writer at a time, whichever process it is in.</summary>
    public async Task LockAsync(DbConnection connection, DbTransaction transaction)
    {
        if (!database.IsPostgres)
            return; // the transaction began as a writer's
        await using var command = Command(connection, "SELECT pg_advisory_xact_lock(@number)", ("number", LockNumber));
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => making.Dispose();

    private async Task<DbConnection> OpenPlainAsync(CancellationToken cancel)
    {
        var connection = New();
        await connection.OpenAsync(cancel);
        if (!database.IsPostgres)
        {
            await using var pragmas = Command(connection, Pragmas);
            await pragmas.ExecuteNonQueryAsync(cancel);
        }

        return connection;
    }

    private DbConnection New() => database.IsPostgres ? new NpgsqlConnection(server.Value) : new SqliteConnection(SqliteFiles.ConnectionTo(File!)); // a file where there is no server

    private async Task MakeAsync(CancellationToken cancel)
    {
        await making.WaitAsync(cancel);
        try
        {
            if (made)
                return;
            await using var connection = await OpenPlainAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await LockAsync(connection, transaction);
            await using var command = Command(connection, (database.IsPostgres ? "CREATE SCHEMA IF NOT EXISTS answers;" : "") + Tables);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            made = true;
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>The file needs no schema; a server has no tables without row numbers, and calls bytes otherwise.</summary>
    private string ForThis(string sql) => database.IsPostgres
        ? sql.Replace(" WITHOUT ROWID", "", StringComparison.Ordinal).Replace(" blob ", " bytea ", StringComparison.Ordinal)
        : sql.Replace(" answers.", " ", StringComparison.Ordinal);
}
