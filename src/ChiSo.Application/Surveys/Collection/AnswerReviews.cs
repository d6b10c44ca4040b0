using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What reviewing keeps beside the answers and nowhere else: the key their signs are made with, and what was corrected. Both go when the answers go.</summary>
public sealed class AnswerReviews
{
    private const int KeyBytes = 32;

    private readonly AnswerStoreConnections connections;
    private readonly SemaphoreSlim gate;

    internal AnswerReviews(AnswerStoreConnections connections, SemaphoreSlim gate) => (this.connections, this.gate) = (connections, gate);

    /// <summary>The key of a survey's signs; made when it is asked for first.</summary>
    internal async Task<string> KeyAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        if (await FindAsync(connection, survey, cancel) is { } known)
            return known;
        await RunAsync(connection, "INSERT INTO answers.review_keys (survey, key) VALUES (@survey, @key) ON CONFLICT DO NOTHING", cancel, ("survey", survey), ("key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes))));
        return await FindAsync(connection, survey, cancel) ?? throw new InvalidOperationException($"The survey {survey} has no key.");
    }

    /// <summary>Keeps a correction. It has no effect until an act of review names it.</summary>
    internal async Task AddAsync(string survey, Guid id, string content, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await RunAsync(connection, "INSERT INTO answers.corrections (survey, id, content) VALUES (@survey, @id, @content)", cancel, ("survey", survey), ("id", id.ToString("D")), ("content", content));
    }

    /// <summary>Every correction of a survey by its id.</summary>
    public async Task<ImmutableDictionary<Guid, string>> CorrectionsAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT id, content FROM answers.corrections WHERE survey = @survey", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = ImmutableDictionary.CreateBuilder<Guid, string>();
        while (await reader.ReadAsync(cancel))
            found.Add(Guid.ParseExact(reader.GetString(0), "D"), reader.GetString(1));
        return found.ToImmutable();
    }

    private async Task<string?> FindAsync(DbConnection connection, string survey, CancellationToken cancel)
    {
        await using var command = connections.Command(connection, "SELECT key FROM answers.review_keys WHERE survey = @survey", ("survey", survey));
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    private async Task RunAsync(DbConnection connection, string sql, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var command = connections.Command(connection, sql, values);
            await command.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }
}
