using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ChiSo.Application.Database;

/// <summary>How each database is spoken to.</summary>
internal static class ChiSoOptions
{
    public static DbContextOptions<SqliteChiSoContext> Sqlite(string file) => new DbContextOptionsBuilder<SqliteChiSoContext>()
        .UseSqlite(SqliteFiles.ConnectionTo(file))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(new SqlitePragmas())
        .Options;

    public static DbContextOptions<PostgresChiSoContext> Postgres(string connection) => new DbContextOptionsBuilder<PostgresChiSoContext>()
        .UseNpgsql(connection)
        .UseSnakeCaseNamingConvention()
        .Options;

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
