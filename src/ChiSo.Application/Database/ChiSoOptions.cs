using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ChiSo.Application.Database;

/// <summary>How each database is spoken to.</summary>
internal static class ChiSoOptions
{
    /// <summary>On one connection; a save and the page around it take some thirty.</summary>
    private const string KeptStatements = "100";

    public static DbContextOptions<SqliteChiSoContext> Sqlite(string file) => new DbContextOptionsBuilder<SqliteChiSoContext>()
        .UseSqlite(SqliteFiles.ConnectionTo(file))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(new SqlitePragmas())
        .Options;

    public static DbContextOptions<PostgresChiSoContext> Postgres(string connection) => new DbContextOptionsBuilder<PostgresChiSoContext>()
        .UseNpgsql(Preparing(connection))
        .UseSnakeCaseNamingConvention()
        .Options;

    /// <summary>Statements that come again and again are kept prepared, unless the connection string says otherwise: a pooler between may not take that.</summary>
    private static string Preparing(string connection) =>
        connection.Replace(" ", "", StringComparison.Ordinal).Contains("MaxAutoPrepare=", StringComparison.OrdinalIgnoreCase) ? connection : $"{connection.TrimEnd(';', ' ')};Max Auto Prepare={KeptStatements}";

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
