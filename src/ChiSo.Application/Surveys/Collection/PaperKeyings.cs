using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What somebody does with a paper form.</summary>
public enum PaperActKind
{
    /// <summary>Keys it ("nhập một lần").</summary>
    Keyed,

    /// <summary>Settles what two keyings differ in, the form at hand ("đối chiếu").</summary>
    Settled,

    /// <summary>Takes a keying out: it was of another form, or the form can't be used.</summary>
    Withdrawn,
}

/// <summary>One act on a paper form: added, never changed. No time stands with it.</summary>
/// <param name="Number">From 1 within the form.</param>
/// <param name="Person">Who keyed or settled it; the form itself names nobody.</param>
/// <param name="By">Their name.</param>
/// <param name="Values">By the key of the question, in the stored form; none under <see cref="PaperActKind.Withdrawn"/>.</param>
public sealed record PaperAct(int Number, PaperActKind Kind, Guid Person, string By, string Unit, string Stratum, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The number of the keying that is taken out; <c>null</c> under the other kinds.</summary>
    public int? Withdraws { get; init; }

    /// <summary>Why; empty under the other kinds.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Its link in the trail, kept from the moment the act is stored until the link is; <c>null</c> from then on, so that no time stands with the form.</summary>
    public UntoldLink? Untold { get; init; }
}

/// <summary>A link of the trail that is to be written.</summary>
/// <param name="Sequence">The place it gets in its chain, unless the program ends before.</param>
/// <param name="At">UTC, whole microseconds, as the trail keeps it.</param>
/// <param name="Payload">What it tells: counts, nothing of the form.</param>
public sealed record UntoldLink(long Sequence, Guid Mandate, DateTime At, string Reason, string Act, JsonElement Payload);

/// <summary>What is to be written of a form.</summary>
/// <param name="Entered">The answer it completes; <c>null</c> while it isn't complete.</param>
internal sealed record PaperStep(PaperAct Act, Answer? Entered);

/// <summary>Paper forms as they were keyed. They hold what people answered, so they lie with the answers and go with them.</summary>
public sealed class PaperKeyings
{
    private readonly AnswerStoreConnections connections;
    private readonly SemaphoreSlim gate;
    private readonly Func<DbConnection, DbTransaction, Handed, Task<bool>> enter;

    /// <param name="enter">Stores an answer within the caller's transaction, unless its form was entered before.</param>
    internal PaperKeyings(AnswerStoreConnections connections, SemaphoreSlim gate, Func<DbConnection, DbTransaction, Handed, Task<bool>> enter) => (this.connections, this.gate, this.enter) = (connections, gate, enter);

    /// <summary>Every form of a survey anybody keyed, with its acts in their order.</summary>
    internal async Task<ImmutableSortedDictionary<string, ImmutableArray<PaperAct>>> ReadAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT form, content FROM answers.keyings WHERE survey = @survey ORDER BY form, number", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var forms = new Dictionary<string, List<PaperAct>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
            (forms.TryGetValue(reader.GetString(0), out var acts) ? acts : forms[reader.GetString(0)] = []).Add(EngineJson.Read<PaperAct>(reader.GetString(1)));
        return forms.ToImmutableSortedDictionary(form => form.Key, form => form.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>How many acts there are on the forms of a survey. Acts are added and never changed, so that what was read stands as long as there are no more.</summary>
    internal async Task<long> CountAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT COUNT(*) FROM answers.keyings WHERE survey = @survey", ("survey", survey));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>Adds to a form what <paramref name="decide"/> makes of its acts so far, and the answer it completes with it: both or neither, and nobody comes between.</summary>
    /// <param name="decide">A step, or the problems for which nothing is written; <c>null</c> within a good result for nothing to do.</param>
    /// <returns>The act that was written; <c>null</c> for none.</returns>
    internal Task<Result<PaperAct?>> WriteAsync(string survey, string form, DateOnly day, Func<ImmutableArray<PaperAct>, bool, Result<PaperStep?>> decide) => AloneAsync<Result<PaperAct?>>(
        async (connection, transaction) =>
        {
            var token = LinkKey.OfPaper(survey, form);
            var decided = decide(await ActsAsync(connection, transaction, survey, form), await IsEnteredAsync(connection, transaction, survey, token));
            if (!decided.TryGet(out var step))
                return decided.Problems;
            if (step is null)
                return (PaperAct?)null;
            await using var command = connections.Command(connection, "INSERT INTO answers.keyings (survey, form, number, content) VALUES (@survey, @form, @number, @content)",
                ("survey", survey), ("form", form), ("number", step.Act.Number), ("content", EngineJson.ToText(step.Act)));
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync();
            if (step.Entered is { } answer && !await enter(connection, transaction, new(survey, token, [answer], day)))
                throw new InvalidOperationException("A paper form was entered although it was not a moment before.");
            return step.Act;
        });

    /// <summary>Keeps an act of a form with another link to be written, or without one.</summary>
    internal Task<int> KeepAsync(string survey, string form, PaperAct act) => AloneAsync(
        async (connection, transaction) =>
        {
            await using var command = connections.Command(connection, "UPDATE answers.keyings SET content = @content WHERE survey = @survey AND form = @form AND number = @number",
                ("survey", survey), ("form", form), ("number", act.Number), ("content", EngineJson.ToText(act)));
            command.Transaction = transaction;
            return await command.ExecuteNonQueryAsync();
        });

    private async Task<T> AloneAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        await gate.WaitAsync();
        try
        {
            await using var connection = await connections.OpenAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            await connections.LockAsync(connection, transaction);
            var result = await write(connection, transaction);
            await transaction.CommitAsync();
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<ImmutableArray<PaperAct>> ActsAsync(DbConnection connection, DbTransaction transaction, string survey, string form)
    {
        await using var command = connections.Command(connection, "SELECT content FROM answers.keyings WHERE survey = @survey AND form = @form ORDER BY number", ("survey", survey), ("form", form));
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        var acts = ImmutableArray.CreateBuilder<PaperAct>();
        while (await reader.ReadAsync())
            acts.Add(EngineJson.Read<PaperAct>(reader.GetString(0)));
        return acts.ToImmutable();
    }

    private async Task<bool> IsEnteredAsync(DbConnection connection, DbTransaction transaction, string survey, string token)
    {
        await using var command = connections.Command(connection, "SELECT 1 FROM answers.spent WHERE survey = @survey AND token = @token", ("survey", survey), ("token", token));
        command.Transaction = transaction;
        return await command.ExecuteScalarAsync() is not null;
    }
}
