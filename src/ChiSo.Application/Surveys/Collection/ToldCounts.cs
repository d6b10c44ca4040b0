using System.Collections.Immutable;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Counts of answers by category as they were told last in an area. They are told anew only once as many more answers have come as the smallest group: whoever looks before and after one comes sees the same. They lie with the answers and go with them.</summary>
internal sealed class ToldCounts
{
    private readonly AnswerStoreConnections connections;
    private readonly SemaphoreSlim gate;

    internal ToldCounts(AnswerStoreConnections connections, SemaphoreSlim gate) => (this.connections, this.gate) = (connections, gate);

    /// <summary>What may be told now.</summary>
    /// <param name="answers">How many lie in the area.</param>
    /// <param name="least">Of the smallest group.</param>
    /// <param name="count">Counts them anew, by category.</param>
    public async Task<ImmutableSortedDictionary<string, int>> TellAsync(string survey, string area, int answers, int least, Func<ImmutableSortedDictionary<string, int>> count, CancellationToken cancel)
    {
        if (answers < least)
            return ImmutableSortedDictionary<string, int>.Empty;
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await connections.LockAsync(connection, transaction);
            await using var find = connections.Command(connection, "SELECT answers, content FROM answers.told WHERE survey = @survey AND area = @area", ("survey", survey), ("area", area));
            find.Transaction = transaction;
            await using (var reader = await find.ExecuteReaderAsync(cancel))
            {
                if (await reader.ReadAsync(cancel) && Math.Abs(answers - reader.GetInt32(0)) < least) // fewer where the area lost groups
                    return EngineJson.Read<ImmutableSortedDictionary<string, int>>(reader.GetString(1));
            }

            var counts = count();
            await using var keep = connections.Command(connection, "INSERT INTO answers.told (survey, area, answers, content) VALUES (@survey, @area, @answers, @content) ON CONFLICT (survey, area) DO UPDATE SET answers = excluded.answers, content = excluded.content",
                ("survey", survey), ("area", area), ("answers", answers), ("content", EngineJson.ToText(counts)));
            keep.Transaction = transaction;
            await keep.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            return counts;
        }
        finally
        {
            gate.Release();
        }
    }
}
