using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ChiSo.Application.Database;

/// <summary>How each database is spoken to.</summary>
internal static class ChiSoOptions
{
    /// <summary>On one connection; a save and the page around it take some thirty.</summary>
    private const int KeptStatements = 100;

    /// <summary>At once. A server gives 100 when nobody has set more, and the answers to surveys have a few of their own.</summary>
    private const int MostConnections = 60;

    public static DbContextOptions<SqliteChiSoContext> Sqlite(string file) => new DbContextOptionsBuilder<SqliteChiSoContext>()
        .UseSqlite(SqliteFiles.ConnectionTo(file))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(new SqlitePragmas())
        .Options;

    public static DbContextOptions<PostgresChiSoContext> Postgres(string connection) => new DbContextOptionsBuilder<PostgresChiSoContext>()
        .UseNpgsql(Tuned(connection))
        .UseSnakeCaseNamingConvention()
        .Options;

    /// <summary>Statements that come again and again are kept prepared, a crowd waits for a connection instead of asking the server for more than it gives, and a connection goes back to the pool without being reset, since nothing is ever set on one beyond a transaction; unless the connection string says otherwise.</summary>
    private static string Tuned(string connection) =>
        Saying(Saying(Saying(connection, $"Max Auto Prepare={KeptStatements}", "MaxAutoPrepare="), $"Maximum Pool Size={MostConnections}", "MaximumPoolSize=", "MaxPoolSize="), "No Reset On Close=true", "NoResetOnClose=");

    /// <param name="words">How a connection string says it itself, without spaces.</param>
    private static string Saying(string connection, string more, params ReadOnlySpan<string> words)
    {
        var said = connection.Replace(" ", "", StringComparison.Ordinal);
        foreach (var word in words)
        {
            if (said.Contains(word, StringComparison.OrdinalIgnoreCase))
                return connection;
        }

        return $"{connection.TrimEnd(';', ' ')};{more}";
    }

    // Found by the migration tool; no database is opened.
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteChiSoContext>
    {
        public SqliteChiSoContext CreateDbContext(string[] args) => new(Sqlite("design.db"));
    }

    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresChiSoContext>
    {
        public PostgresChiSoContext CreateDbContext(string[] args) => new(Postgres("Host=localhost"));
    }
}
