using System.Data;
using System.Data.Common;
using ChiSo.Application.Files;
using ChiSo.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace ChiSo.Application.Database;

/// <summary>Opens contexts on one database and lets writers in: one at a time on SQLite, where writers that poll starve each other.</summary>
public sealed class ChiSoDatabase : IDisposable
{
    /// <summary>The server's code for a database that isn't there.</summary>
    private const string UnknownDatabase = "3D000";

    /// <summary>Copies from before migrations that stay: the newest.</summary>
    public const int KeptCopies = 3;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Func<ChiSoContext> open;

    /// <param name="connection">A PostgreSQL connection string (it names a <c>Host</c>), or the path of a SQLite file.</param>
    public ChiSoDatabase(string connection)
    {
        IsPostgres = NamesServer(connection);
        Server = IsPostgres ? connection : null;
        File = IsPostgres ? null : Path.GetFullPath(connection);
        open = IsPostgres ? PooledOf(ChiSoOptions.Postgres(connection)) : HoldingOf(ChiSoOptions.Sqlite(File!)); // a file where there is no server
    }

    /// <summary>Whether this is a PostgreSQL connection string, one of whose parts is <c>Host=</c>, rather than the path of a file.</summary>
    public static bool NamesServer(string connection) =>
        connection.Split(';').Any(part => part.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase));

    public bool IsPostgres { get; }

    /// <summary>The SQLite file; <c>null</c> on a server.</summary>
    public string? File { get; }

    /// <summary>The connection string of the server; <c>null</c> on SQLite.</summary>
    internal string? Server { get; }

    /// <summary>A context to read with; the caller disposes of it.</summary>
    public ChiSoContext Open() => open();

    /// <summary>An open connection to read with, for the few places that can't afford the mapper; the caller disposes of it.</summary>
    internal async Task<DbConnection> ConnectAsync(CancellationToken cancel)
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(Server) : new SqliteConnection(SqliteFiles.ConnectionTo(File!)); // a file where there is no server
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>Several reads that see one instant, without holding up writers.</summary>
    public async Task<T> SnapshotAsync<T>(Func<ChiSoContext, Task<T>> read, CancellationToken cancel)
    {
        await using var context = Open();
        // SQLite's driver begins a reader's transaction for this level alone, and isolates it fully all the same.
        await using var transaction = await context.Database.BeginTransactionAsync(IsPostgres ? IsolationLevel.RepeatableRead : IsolationLevel.ReadUncommitted, cancel);
        return await read(context);
    }

    /// <summary>Runs one act in one transaction: all of it is stored, or nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<ChiSoContext, Task<T>> act, CancellationToken cancel)
    {
        if (!IsPostgres)
            await gate.WaitAsync(cancel);
        try
        {
            await using var context = Open();
            context.Database.AutoSavepointsEnabled = false; // an act that fails is rolled back whole
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var result = await act(context);
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            if (!IsPostgres)
                gate.Release();
        }
    }

    /// <summary>Keeps the log of SQLite short without holding up those who save: all but its last pages are moved beside them. A server looks after its own.</summary>
    public async Task TidyAsync(CancellationToken cancel)
    {
        if (File is not { } file || !await SqliteLog.MoveAsync(file, cancel))
            return;
        await gate.WaitAsync(cancel);
        try
        {
            await SqliteLog.MoveAsync(file, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Brings the database to the current form, creating it when it isn't there. An SQLite file that must change is copied beside itself first.</summary>
    /// <returns>The migrations applied, in order; empty when there was nothing to do. A file that is no healthy database is a problem.</returns>
    public async Task<Result<IReadOnlyList<string>>> MigrateAsync(CancellationToken cancel)
    {
        try
        {
            if (File is { } file && Path.GetDirectoryName(file) is { Length: > 0 } folder)
                OwnFolder.Make(folder);
            if (await DamageAsync(cancel) is { } damage)
                return damage;
            if (await IsCurrentAsync(cancel))
                return Array.Empty<string>();

            if (File is { } embedded)
                return await SqliteMigration.RunAsync(embedded, cancel);
            await using var context = Open();
            var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
            await context.Database.MigrateAsync(cancel);
            return pending;
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is 10 or 11 or 26)
        {
            return Damaged(broken.Message);
        }
        catch (Exception refused) when (IsOfServer(refused))
        {
            return Told(refused);
        }
    }

    /// <summary>The form of a server's database; that of this version for a file, which looks after itself. One that doesn't answer is a problem: the next moment it may, and is not migrated without a copy then.</summary>
    internal async Task<Result<FoundForm>> ServerFormAsync(CancellationToken cancel)
    {
        if (!IsPostgres)
            return FoundForm.Current;
        try
        {
            if (await IsCurrentAsync(cancel))
                return FoundForm.Current;
            await using var context = Open();
            return await DatabaseForm.FindAsync(context, cancel);
        }
        catch (Exception refused) when (IsOfServer(refused))
        {
            return Told(refused);
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>The connection is held as long as the context: else every query would set the connection up again.</summary>
    private static Func<ChiSoContext> HoldingOf(DbContextOptions<SqliteChiSoContext> options)
    {
        var pooled = PooledOf(options);
        return () =>
        {
            var context = pooled();
            context.Database.OpenConnection();
            return context;
        };
    }

    /// <summary>Contexts are used again: making one costs more than most of our queries.</summary>
    private static Func<ChiSoContext> PooledOf<T>(DbContextOptions<T> options)
        where T : ChiSoContext
    {
        var pool = new PooledDbContextFactory<T>(options);
        return () =>
        {
            var context = pool.CreateDbContext();
            context.PartOf = null; // all else the pool forgets by itself
            return context;
        };
    }

    /// <summary>The latter of a connection string with unknown words.</summary>
    private bool IsOfServer(Exception exception) => IsPostgres && exception is DbException or ArgumentException;

    private static Problem Told(Exception refused) => refused is PostgresException { SqlState: var state } told && !state.StartsWith("08", StringComparison.Ordinal) && !state.StartsWith("28", StringComparison.Ordinal) && state != UnknownDatabase
        ? new("database.migration", "PostgreSQL",
            new($"Không nâng cấp được cấu trúc cơ sở dữ liệu: {told.MessageText}", $"The database can't be brought up to date: {told.MessageText}"),
            new("Kiểm tra quyền tạo bảng của tài khoản kết nối; không có gì bị thay đổi.", "Check that the connection's role may create tables; nothing was changed."))
        : new("database.unreachable", "PostgreSQL",
            new($"Không kết nối được cơ sở dữ liệu: {refused.Message}", $"The database can't be reached: {refused.Message}"),
            new("Kiểm tra máy chủ và chuỗi kết nối.", "Check the server and the connection string."));

    private async Task<Problem?> DamageAsync(CancellationToken cancel)
    {
        if (File is not { } file || !System.IO.File.Exists(file))
            return null;
        if (new FileInfo(file).Length == 0)
            return Damaged("0 byte");

        // Read-only: nothing is written to a file that may be damaged.
        await using var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadOnly);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var told = (string?)await command.ExecuteScalarAsync(cancel);
        return told == "ok" ? null : Damaged(told ?? "");
    }

    private async Task<bool> IsCurrentAsync(CancellationToken cancel)
    {
        if (File is { } file)
        {
            if (!System.IO.File.Exists(file))
                return false;
            await using var embedded = SqliteFiles.Open(file, SqliteOpenMode.ReadOnly);
            return await KnownMigrations.AllAppliedAsync(typeof(SqliteChiSoContext), embedded, cancel);
        }

        await using var remote = new NpgsqlConnection(Server);
        await remote.OpenAsync(cancel);
        return await KnownMigrations.AllAppliedAsync(typeof(PostgresChiSoContext), remote, cancel);
    }

    private Problem Damaged(string told) => new("database.damaged", File ?? "PostgreSQL",
        new($"Tệp cơ sở dữ liệu bị hỏng hoặc bị cắt ngắn ({told}).", $"The database file is damaged or cut short ({told})."),
        new("Không sửa gì vào tệp này. Chép nó sang chỗ khác rồi khôi phục từ bản sao lưu gần nhất.", "Change nothing in it. Copy it elsewhere, then restore the newest backup."));
}
