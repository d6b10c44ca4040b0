using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ChiSo.Application.Database;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Where answers lie: a file of their own beside the embedded database, a schema of their own on a server. Nothing in it leads to an invitation, and no answer shows when or after whom it came.</summary>
/// <remarks>
/// Answers of a group lie in batches that are shuffled and written anew as a whole with every answer, so that neither the place of a row nor the transaction that wrote it tells one from the others (see <see cref="AnswerBatches"/>).
/// Answers that arrive together are committed together; each caller returns when its own is on the disk.
/// </remarks>
public sealed class AnswerStore(ChiSoDatabase database, string folder) : IDisposable
{
    private const int MostTogether = 500;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Queue<(Handed Handed, TaskCompletionSource<bool> Done)> waiting = new();
    private readonly AnswerStoreConnections connections = new(database, folder);

    /// <summary>Stores an answer for good unless its token was used before.</summary>
    /// <returns>Whether it was stored; <c>false</c> when the token had been used.</returns>
    internal async Task<bool> AddAsync(Handed handed, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
            waiting.Enqueue((handed, done));
        await gate.WaitAsync(CancellationToken.None); // what was queued is stored even when the browser went away
        try
        {
            await StoreWaitingAsync();
        }
        finally
        {
            gate.Release();
        }

        return await done.Task.WaitAsync(cancel);
    }

    /// <summary>Whether the key this token was made of has served.</summary>
    internal async Task<bool> IsSpentAsync(string survey, string token, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT count(*) FROM answers.spent WHERE survey = @survey AND token = @token", ("survey", survey), ("token", token));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Every answer of a survey, in an order that means nothing.</summary>
    public async Task<ImmutableArray<Answer>> ReadAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT content FROM answers.batches WHERE survey = @survey ORDER BY unit, stratum, number", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var answers = ImmutableArray.CreateBuilder<Answer>();
        while (await reader.ReadAsync(cancel))
            answers.AddRange(AnswerBatches.Read(reader.GetString(0)));
        return answers.ToImmutable();
    }

    /// <summary>How many answers came on each day, earliest first: all that is kept of time.</summary>
    public async Task<ImmutableArray<(DateOnly Day, int Answers)>> DaysAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT day, answers FROM answers.days WHERE survey = @survey ORDER BY day", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var days = ImmutableArray.CreateBuilder<(DateOnly, int)>();
        while (await reader.ReadAsync(cancel))
            days.Add((DateOnly.ParseExact(reader.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), reader.GetInt32(1)));
        return days.ToImmutable();
    }

    /// <summary>Deletes the answers of a survey; the counts by day stay.</summary>
    /// <returns>How many batches there were.</returns>
    internal async Task<int> EraseAsync(string survey, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var command = connections.Command(connection, "DELETE FROM answers.batches WHERE survey = @survey", ("survey", survey));
            return await command.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        connections.Dispose();
        gate.Dispose();
    }

    private async Task StoreWaitingAsync()
    {
        var group = new List<(Handed Handed, TaskCompletionSource<bool> Done)>();
        lock (waiting)
        {
            while (group.Count < MostTogether && waiting.TryDequeue(out var one))
                group.Add(one);
        }

        if (group.Count == 0)
            return; // somebody before us stored ours with theirs
        try
        {
            var stored = await StoreAsync([.. group.Select(one => one.Handed)]);
            foreach (var (one, isStored) in group.Zip(stored))
                one.Done.SetResult(isStored);
        }
        catch (Exception failure) // whatever it is, each of those who wait must learn of it
        {
            foreach (var one in group)
                one.Done.SetException(failure);
        }
    }

    private async Task<List<bool>> StoreAsync(IReadOnlyList<Handed> group)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await connections.LockAsync(connection, transaction);
        var stored = new List<bool>(group.Count);
        foreach (var handed in group)
            stored.Add(await RunAsync(connection, transaction, "INSERT INTO answers.spent (survey, token) VALUES (@survey, @token) ON CONFLICT DO NOTHING", ("survey", handed.Survey), ("token", handed.Token)) == 1);

        var fresh = group.Zip(stored).Where(pair => pair.Second).Select(pair => pair.First).ToList();
        foreach (var cell in fresh.GroupBy(handed => (handed.Survey, handed.Answer.Unit, handed.Answer.Stratum)))
            await AddAsync(connection, transaction, cell.Key, [.. cell.Select(handed => handed.Answer)]);
        foreach (var day in fresh.GroupBy(handed => (handed.Survey, handed.Day)))
        {
            await RunAsync(connection, transaction, "INSERT INTO answers.days (survey, day, answers) VALUES (@survey, @day, @answers) ON CONFLICT (survey, day) DO UPDATE SET answers = days.answers + excluded.answers",
                ("survey", day.Key.Survey), ("day", day.Key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("answers", day.Count()));
        }

        await transaction.CommitAsync();
        return stored;
    }

    /// <summary>Puts answers among those of the group's open batch, which is written anew.</summary>
    private async Task AddAsync(DbConnection connection, DbTransaction transaction, (string Survey, string Unit, string Stratum) cell, ImmutableArray<Answer> fresh)
    {
        (string, object)[] place = [("survey", cell.Survey), ("unit", cell.Unit), ("stratum", cell.Stratum)];
        var (number, open) = (0, "[]");
        await using (var command = connections.Command(connection, "SELECT number, content FROM answers.batches WHERE survey = @survey AND unit = @unit AND stratum = @stratum ORDER BY number DESC LIMIT 1", place))
        {
            command.Transaction = transaction;
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync())
                (number, open) = (reader.GetInt32(0), reader.GetString(1));
        }

        foreach (var batch in AnswerBatches.Mix([.. AnswerBatches.Read(open), .. fresh]))
        {
            await RunAsync(connection, transaction, "INSERT INTO answers.batches (survey, unit, stratum, number, content) VALUES (@survey, @unit, @stratum, @number, @content) ON CONFLICT (survey, unit, stratum, number) DO UPDATE SET content = excluded.content",
                [.. place, ("number", number), ("content", AnswerBatches.Write(batch))]);
            number++;
        }
    }

    private async Task<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        await using var command = connections.Command(connection, sql, values);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync();
    }
}
