using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ChiSo.Application.Database;

/// <summary>Whether a database has every migration of this version, asked without building the model: a start with nothing to migrate is quick.</summary>
internal static class KnownMigrations
{
    /// <summary>What SQLite answers where a table is missing.</summary>
    private const int SqliteError = 1;

    /// <param name="context">The context of the kind of database; its migrations name it.</param>
    /// <param name="open">An open connection.</param>
    /// <returns><c>false</c> too where nothing was ever applied.</returns>
    public static async Task<bool> AllAppliedAsync(Type context, DbConnection open, CancellationToken cancel)
    {
        await using var command = open.CreateCommand();
        command.CommandText = "SELECT migration_id FROM \"__EFMigrationsHistory\"";
        var applied = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                applied.Add(rows.GetString(0));
        }
        catch (DbException none) when (none is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } or SqliteException { SqliteErrorCode: SqliteError })
        {
            return false;
        }

        return Of(context).All(applied.Contains);
    }

    private static IEnumerable<string> Of(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;
}
