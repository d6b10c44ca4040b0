using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Whether anything stored has changed, in every table of every embedded database of an installation. Read again only after somebody wrote.</summary>
internal sealed class Stored(string folder) : IDisposable
{
    private readonly List<Watched> files = [.. Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories).Select(path => new Watched(path))];

    /// <summary>A hash for each table.</summary>
    public ImmutableSortedDictionary<string, string> Read() => files.SelectMany(file => file.Read()).ToImmutableSortedDictionary(StringComparer.Ordinal);

    public void Dispose() => files.ForEach(file => file.Dispose());

    private sealed class Watched(string path) : IDisposable
    {
        private readonly SqliteConnection connection = Open(path);
        private long seen = -1;
        private List<KeyValuePair<string, string>> tables = [];

        public List<KeyValuePair<string, string>> Read()
        {
            var version = (long)Ask("PRAGMA data_version").Single()[0]; // SQLite answers with one number
            if (version != seen)
                (seen, tables) = (version, [.. Ask("SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0]).Select(name => KeyValuePair.Create($"{Path.GetFileName(path)} {name}", HashOf(name)))]);
            return tables;
        }

        public void Dispose() => connection.Dispose();

        private string HashOf(string table)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var asked = table == "jobs" ? $" WHERE \"by\" <> '{Guid.Empty:D}'" : ""; // the installation itself asks for some when night work is due
            foreach (var row in Ask($"SELECT * FROM \"{table}\"{asked}"))
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001F', row.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)))));
            return Convert.ToHexString(hash.GetHashAndReset());
        }

        private IEnumerable<object[]> Ask(string question)
        {
            using var command = connection.CreateCommand();
            command.CommandText = question;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                yield return row;
            }
        }

        private static SqliteConnection Open(string path)
        {
            var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            opened.Open();
            return opened;
        }
    }
}
