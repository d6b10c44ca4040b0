using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Results;

namespace ChiSo.Application.Publication;

/// <summary>One installation: its database, the file of its checkpoints, and the use cases on them. The web and the command line open the same.</summary>
public sealed class Installation : IDisposable
{
    /// <param name="connection">A PostgreSQL connection string; <c>null</c> for the embedded database in <paramref name="folder"/>.</param>
    /// <param name="folder">Holds the embedded database, and always the checkpoints and their key.</param>
    public Installation(string? connection, string folder, TimeProvider clock)
    {
        Database = new(connection ?? Path.Combine(folder, "chiso.db"));
        Checkpoints = new(Database, folder, clock);
        Rounds = new(Database);
        Freezing = new(Database, Rounds, Checkpoints);
        Public = new(Database);
    }

    public ChiSoDatabase Database { get; }

    public Checkpoints Checkpoints { get; }

    public RoundStore Rounds { get; }

    public Freezing Freezing { get; }

    public PublicResults Public { get; }

    public void Dispose() => Database.Dispose();
}
