using System.Collections.Immutable;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A file of answers that waits to be taken in: what it would add, and nothing of its answers.</summary>
/// <param name="Hash">SHA-256 of the file, in hex; given back when it is taken in.</param>
/// <param name="Groups">In the order of units and strata.</param>
public sealed record AnswerUpload(string Name, string Hash, ImmutableArray<AnswerGroup> Groups)
{
    public int Answers => Groups.Sum(group => group.Answers);
}

/// <summary>Files of answers that wait, one a survey. Of a file the answers alone are kept, as they were checked; they lie with the others and go with them.</summary>
public sealed class AnswerUploads
{
    private readonly AnswerStoreConnections connections;
    private readonly SemaphoreSlim gate;

    internal AnswerUploads(AnswerStoreConnections connections, SemaphoreSlim gate) => (this.connections, this.gate) = (connections, gate);

    /// <summary>In the place of the one before.</summary>
    internal Task KeepAsync(string survey, AnswerUpload upload, ImmutableArray<Answer> answers, CancellationToken cancel) => RunAsync(
        "INSERT INTO answers.uploads (survey, hash, name, groups, content) VALUES (@survey, @hash, @name, @groups, @content) ON CONFLICT (survey) DO UPDATE SET hash = excluded.hash, name = excluded.name, groups = excluded.groups, content = excluded.content",
        cancel, ("survey", survey), ("hash", upload.Hash), ("name", upload.Name), ("groups", EngineJson.ToText(upload.Groups)), ("content", AnswerBatches.Join([.. answers.Select(AnswerBatches.Write)])));

    /// <summary>Unless another took its place.</summary>
    internal Task DropAsync(string survey, string hash, CancellationToken cancel) => RunAsync("DELETE FROM answers.uploads WHERE survey = @survey AND hash = @hash", cancel, ("survey", survey), ("hash", hash));

    /// <summary><c>null</c> where none waits.</summary>
    internal async Task<AnswerUpload?> FindAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT name, hash, groups FROM answers.uploads WHERE survey = @survey", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetString(0), reader.GetString(1), EngineJson.Read<ImmutableArray<AnswerGroup>>(reader.GetString(2))) : null;
    }

    /// <summary>What it would add; none where another took its place.</summary>
    internal async Task<ImmutableArray<Answer>> AnswersAsync(string survey, string hash, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT content FROM answers.uploads WHERE survey = @survey AND hash = @hash", ("survey", survey), ("hash", hash));
        return await command.ExecuteScalarAsync(cancel) is string content ? AnswerBatches.Read(content) : [];
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
