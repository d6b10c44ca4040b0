namespace ChiSo.Application.Surveys.Collection;

/// <summary>A file of answers that waits to be taken in. It holds what people answered, so it lies with the answers and goes with them.</summary>
/// <param name="Hash">SHA-256 of its content, in hex.</param>
public sealed record AnswerUpload(string Name, string Hash, byte[] Content);

/// <summary>Files of answers that wait, one a survey.</summary>
public sealed class AnswerUploads
{
    private readonly AnswerStoreConnections connections;
    private readonly SemaphoreSlim gate;

    internal AnswerUploads(AnswerStoreConnections connections, SemaphoreSlim gate) => (this.connections, this.gate) = (connections, gate);

    /// <summary>In the place of the one before.</summary>
    internal Task KeepAsync(string survey, AnswerUpload upload, CancellationToken cancel) => RunAsync(
        "INSERT INTO answers.uploads (survey, hash, name, content) VALUES (@survey, @hash, @name, @content) ON CONFLICT (survey) DO UPDATE SET hash = excluded.hash, name = excluded.name, content = excluded.content",
        cancel, ("survey", survey), ("hash", upload.Hash), ("name", upload.Name), ("content", Convert.ToBase64String(upload.Content)));

    /// <summary>Unless another took its place.</summary>
    internal Task DropAsync(string survey, string hash, CancellationToken cancel) => RunAsync("DELETE FROM answers.uploads WHERE survey = @survey AND hash = @hash", cancel, ("survey", survey), ("hash", hash));

    /// <summary><c>null</c> where none waits.</summary>
    internal async Task<AnswerUpload?> FindAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT name, hash, content FROM answers.uploads WHERE survey = @survey", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetString(0), reader.GetString(1), Convert.FromBase64String(reader.GetString(2))) : null;
    }

    private async Task RunAsync(string sql, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var command = connections.Command(connection, sql, values);
            await command.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }
}
