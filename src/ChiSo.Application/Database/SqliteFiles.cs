using Microsoft.Data.Sqlite;

namespace ChiSo.Application.Database;

/// <summary>Connections to SQLite files, whatever letters their paths hold.</summary>
internal static class SqliteFiles
{
    public static string ConnectionTo(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString;

    /// <summary>A connection of its own, outside the pool.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
