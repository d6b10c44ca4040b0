using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using ChiSo.Application.Database;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Where answers lie: a file of their own beside the embedded database, a schema of their own on a server. Nothing in it leads to an invitation, and no answer shows when or after whom it came.</summary>
/// <remarks>
/// Answers of a group lie in batches that are shuffled and written anew as a whole with every answer, so that neither the place of a row nor the transaction that wrote it tells one from the others (see <see cref="AnswerBatches"/>).
/// Answers that arrive together are committed together; each caller returns when its own is on the disk.
/// </remarks>
public sealed class AnswerStore : IDisposable
{
    private const int MostTogether = 500;

    /// <summary>So many batches are in memory while answers are read.</summary>
    private const int BatchesTogether = 100;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly AnswerStoreConnections connections;
    private readonly Gathering<Handed, Handing> adding;
    private readonly Gathering<(string Survey, string Token), bool> looking;

    public AnswerStore(ChiSoDatabase database, string folder)
    {
        connections = new(database, folder);
        Reviews = new(connections, gate);
        Keyings = new(connections, gate, EnterAsync);
        Uploads = new(connections, gate);
        Told = new(connections, gate);
        Pictures = new(connections);
        adding = new(MostTogether, TaskCreationOptions.LongRunning, Alone<Handed, Handing>(StoreAsync));
        looking = new(MostTogether, TaskCreationOptions.LongRunning, Alone<(string, string), bool>(SpentAsync)); // a reader that meets a writer of the file would have to poll
    }

    /// <summary>What reviewing keeps beside the answers.</summary>
    public AnswerReviews Reviews { get; }

    /// <summary>Pictures that were sent with answers.</summary>
    public AnswerPictures Pictures { get; }

    /// <summary>Counts as they were told last while answers come.</summary>
    internal ToldCounts Told { get; }

    /// <summary>Files of answers that wait to be taken in.</summary>
    public AnswerUploads Uploads { get; }

    /// <summary>Paper forms as they were keyed.</summary>
    public PaperKeyings Keyings { get; }

    /// <summary>Stores the answers of a form for good unless its token was used before, or the survey was closed meanwhile.</summary>
    internal Task<Handing> AddAsync(Handed handed, CancellationToken cancel) => adding.AskAsync(handed).WaitAsync(cancel); // what was asked is stored even when the browser went away

    /// <summary>Writes who asked beside answers that lie here already, all of them at once. Of answers that are alike any is taken; one that is not there any more is passed over.</summary>
    /// <param name="answers">Of one unit and stratum, as they were stored.</param>
    internal async Task MarkAsync(string survey, ImmutableArray<Answer> answers, string interviewer, CancellationToken cancel)
    {
        (string, object)[] place = [("survey", survey), ("unit", answers[0].Unit), ("stratum", answers[0].Stratum)];
        var wanted = answers.CountBy(AnswerBatches.Write, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await connections.LockAsync(connection, transaction);
            await CountAsync(connection, transaction, survey);
            for (var below = int.MaxValue; wanted.Values.Any(left => left > 0) && await BatchesAsync(connection, transaction, place, below) is [.., var (lowest, _)] batches; below = lowest) // the newest first: they were stored just now
            {
                foreach (var (number, batch) in batches)
                {
                    if (AnswerBatches.Mark(batch, wanted, interviewer) is { } marked)
                        await RunAsync(connection, transaction, "UPDATE answers.batches SET content = @content WHERE survey = @survey AND unit = @unit AND stratum = @stratum AND number = @number", [.. place, ("number", number), ("content", marked)]);
                }
            }

            await transaction.CommitAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether the key this token was made of has served, or an interview of the visit it is the sign of was stored.</summary>
    internal Task<bool> IsSpentAsync(string survey, string token, CancellationToken cancel) => looking.AskAsync((survey, token)).WaitAsync(cancel);

    /// <summary>The same of many tokens of a survey, asked together.</summary>
    /// <returns>In the order of the tokens.</returns>
    internal Task<IReadOnlyList<bool>> AreSpentAsync(string survey, IReadOnlyList<string> tokens) => Alone<(string, string), bool>(SpentAsync)([.. tokens.Select(token => (survey, token))]);

    /// <summary>Rises whenever answers of a survey are written, marked or deleted, whichever process does it: what was made of them holds for as long as it stays. 0 before the first.</summary>
    public async Task<int> VersionAsync(string survey, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel); // what is being written as a survey is closed is seen, or refused
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var command = connections.Command(connection, "SELECT number FROM answers.changes WHERE survey = @survey", ("survey", survey));
            return await command.ExecuteScalarAsync(cancel) is { } number ? Convert.ToInt32(number, CultureInfo.InvariantCulture) : 0;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The groups of a survey with how many answers each has, in the order of units and strata. Only batches that are open are read: those that were left hold as many each.</summary>
    public async Task<ImmutableArray<AnswerGroup>> GroupsAsync(string survey, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT open.unit, open.stratum, open.number, open.content, coalesce((SELECT imported.answers FROM answers.imported AS imported WHERE imported.survey = open.survey AND imported.unit = open.unit AND imported.stratum = open.stratum), 0) FROM answers.batches AS open WHERE open.survey = @survey AND open.number = (SELECT max(other.number) FROM answers.batches AS other WHERE other.survey = open.survey AND other.unit = open.unit AND other.stratum = open.stratum)", ("survey", survey));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var groups = new List<AnswerGroup>();
        while (await reader.ReadAsync(cancel))
            groups.Add(new(reader.GetString(0), reader.GetString(1), (reader.GetInt32(2) * AnswerBatches.Size) + AnswerBatches.Split(reader.GetString(3)).Length) { Imported = reader.GetInt32(4) });
        return [.. groups.OrderBy(group => group.Unit, StringComparer.Ordinal).ThenBy(group => group.Stratum, StringComparer.Ordinal)];
    }

    /// <summary>The groups of a survey, and what must be known of their answers before the first is written; read some at a time.</summary>
    public async Task<AnswerOutline> OutlineAsync(string survey, CancellationToken cancel)
    {
        var outlines = new List<AnswerOutline>();
        foreach (var group in await GroupsAsync(survey, cancel))
            outlines.Add(AnswerOutline.Of(Of(survey, group.Unit, group.Stratum)));
        return new([.. outlines.SelectMany(outline => outline.Groups)], [.. outlines.SelectMany(outline => outline.Turns).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The answers of one group as they are when the first is read, in an order that means nothing, some at a time. Nobody waits for the store while they are written elsewhere.</summary>
    /// <remarks>From the last batch down: that is the open one, and what comes in meanwhile changes it and adds others behind it, never those before.</remarks>
    public IEnumerable<Answer> Of(string survey, string unit, string stratum)
    {
        for (var below = int.MaxValue; Below(survey, unit, stratum, below) is [.., var (lowest, _)] batches; below = lowest)
        {
            foreach (var (_, content) in batches)
            {
                foreach (var answer in AnswerBatches.Read(content))
                    yield return answer;
            }
        }
    }

    private List<(int Number, string Content)> Below(string survey, string unit, string stratum, int number)
    {
        using var connection = connections.Open();
        using var command = connections.Command(connection, "SELECT number, content FROM answers.batches WHERE survey = @survey AND unit = @unit AND stratum = @stratum AND number < @number ORDER BY number DESC LIMIT @most",
            ("survey", survey), ("unit", unit), ("stratum", stratum), ("number", number), ("most", BatchesTogether));
        using var reader = command.ExecuteReader();
        var batches = new List<(int, string)>();
        while (reader.Read())
            batches.Add((reader.GetInt32(0), reader.GetString(1)));
        return batches;
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

    /// <summary>Surveys of which more or fewer answers lie here than were counted when they came, or whose answers can't be read; those whose answers were deleted aside.</summary>
    internal async Task<ImmutableArray<string>> MiscountedAsync(CancellationToken cancel)
    {
        var (counted, lying) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        await using var connection = await connections.OpenAsync(cancel);
        await using (var days = connections.Command(connection, "SELECT survey, sum(answers) FROM answers.days GROUP BY survey"))
        await using (var rows = await days.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                counted[rows.GetString(0)] = rows.GetInt64(1);
        }

        await using var batches = connections.Command(connection, "SELECT survey, content FROM answers.batches");
        await using var reader = await batches.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            lying[reader.GetString(0)] = lying.GetValueOrDefault(reader.GetString(0)) + Readable(reader.GetString(1));
        return [.. lying.Where(survey => survey.Value != counted.GetValueOrDefault(survey.Key)).Select(survey => survey.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>Deletes the answers of a survey with their pictures and what keying and reviewing kept beside them; the counts by day stay.</summary>
    /// <returns>How many batches, keyings and waiting files there were.</returns>
    internal async Task<int> EraseAsync(string survey, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await connections.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            foreach (var beside in (string[])["DELETE FROM answers.review_keys WHERE survey = @survey", "DELETE FROM answers.corrections WHERE survey = @survey", "DELETE FROM answers.told WHERE survey = @survey", "DELETE FROM answers.pictures WHERE survey = @survey", "DELETE FROM answers.imported WHERE survey = @survey"])
                await RunAsync(connection, transaction, beside, ("survey", survey));
            await CountAsync(connection, transaction, survey);
            var batches = await RunAsync(connection, transaction, "DELETE FROM answers.batches WHERE survey = @survey", ("survey", survey));
            var keyings = await RunAsync(connection, transaction, "DELETE FROM answers.keyings WHERE survey = @survey", ("survey", survey));
            var uploads = await RunAsync(connection, transaction, "DELETE FROM answers.uploads WHERE survey = @survey", ("survey", survey));
            await transaction.CommitAsync(cancel);
            return batches + keyings + uploads;
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

    /// <returns>How many answers a batch holds; less than nothing where it can't be read.</returns>
    private static int Readable(string batch)
    {
        try
        {
            return AnswerBatches.Read(batch).Length;
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    private Func<IReadOnlyList<T>, Task<IReadOnlyList<TGot>>> Alone<T, TGot>(Func<IReadOnlyList<T>, Task<IReadOnlyList<TGot>>> go) => async together =>
    {
        await gate.WaitAsync();
        try
        {
            return await go(together);
        }
        finally
        {
            gate.Release();
        }
    };

    private async Task<IReadOnlyList<bool>> SpentAsync(IReadOnlyList<(string Survey, string Token)> asked)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        var spent = new HashSet<(string, string)>();
        foreach (var survey in asked.GroupBy(one => one.Survey, one => one.Token))
        {
            await using var command = connections.Command(connection, $"SELECT spent.token FROM {connections.Listed("tokens")} JOIN answers.spent ON spent.token = listed.value WHERE spent.survey = @survey", ("survey", survey.Key), ("tokens", connections.List(survey)));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                spent.Add((survey.Key, reader.GetString(0)));
        }

        return [.. asked.Select(spent.Contains)];
    }

    private async Task<IReadOnlyList<Handing>> StoreAsync(IReadOnlyList<Handed> group)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await connections.LockAsync(connection, transaction);
        var closed = await connections.ClosedAsync(connection, transaction, group.Select(handed => handed.Survey).Distinct(StringComparer.Ordinal));
        var stored = new Queue<bool>(await WriteAsync(connection, transaction, [.. group.Where(handed => !closed.Contains(handed.Survey))]));
        await transaction.CommitAsync();
        return [.. group.Select(handed => closed.Contains(handed.Survey) ? Handing.Closed : stored.Dequeue() ? Handing.Stored : Handing.Before)];
    }

    /// <summary>Stores one answer within the caller's transaction.</summary>
    private async Task<bool> EnterAsync(DbConnection connection, DbTransaction transaction, Handed handed) => (await WriteAsync(connection, transaction, [handed]))[0];

    private async Task<IReadOnlyList<bool>> WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Handed> group)
    {
        var unspent = new HashSet<(string, string)>();
        foreach (var survey in group.GroupBy(handed => handed.Survey, handed => handed.Token))
            unspent.UnionWith((await SpendAsync(connection, transaction, survey.Key, survey)).Select(token => (survey.Key, token)));
        var stored = group.Select(handed => unspent.Remove((handed.Survey, handed.Token))).ToList(); // of two with one token, the first
        var fresh = group.Zip(stored).Where(pair => pair.Second).Select(pair => pair.First).ToList();
        foreach (var survey in fresh.Where(handed => handed.Visit is not null).GroupBy(handed => handed.Survey, handed => handed.Visit!)) // asked just before
            await SpendAsync(connection, transaction, survey.Key, survey);
        var pictures = fresh.SelectMany(handed => handed.Pictures.Select(picture => (handed.Survey, Picture: picture))).ToLookup(one => one.Survey, one => one.Picture, StringComparer.Ordinal);
        foreach (var cell in fresh.SelectMany(handed => handed.Answers.Select(answer => (handed.Survey, Answer: answer))).GroupBy(one => (one.Survey, one.Answer.Unit, one.Answer.Stratum)))
        {
            await AddAsync(connection, transaction, cell.Key, [.. cell.Select(one => one.Answer)], pictures[cell.Key.Survey]);
            if (cell.Count(one => one.Answer.Mode == AnswerMode.Imported) is > 0 and var imported)
                await RunAsync(connection, transaction, "INSERT INTO answers.imported (survey, unit, stratum, answers) VALUES (@survey, @unit, @stratum, @answers) ON CONFLICT (survey, unit, stratum) DO UPDATE SET answers = imported.answers + excluded.answers",
                    ("survey", cell.Key.Survey), ("unit", cell.Key.Unit), ("stratum", cell.Key.Stratum), ("answers", imported));
        }

        foreach (var survey in fresh.Select(handed => handed.Survey).Distinct(StringComparer.Ordinal))
            await CountAsync(connection, transaction, survey);
        foreach (var day in fresh.GroupBy(handed => (handed.Survey, handed.Day)))
        {
            await RunAsync(connection, transaction, "INSERT INTO answers.days (survey, day, answers) VALUES (@survey, @day, @answers) ON CONFLICT (survey, day) DO UPDATE SET answers = days.answers + excluded.answers",
                ("survey", day.Key.Survey), ("day", day.Key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("answers", day.Sum(handed => handed.Answers.Length)));
        }

        return stored;
    }

    /// <summary>Writes the tokens that were not used before, in an order that means nothing.</summary>
    /// <returns>Those.</returns>
    private async Task<List<string>> SpendAsync(DbConnection connection, DbTransaction transaction, string survey, IEnumerable<string> tokens)
    {
        await using var command = connections.Command(connection, $"INSERT INTO answers.spent (survey, token) SELECT @survey, listed.value FROM {connections.Listed("tokens")} WHERE TRUE ON CONFLICT DO NOTHING RETURNING token",
            ("survey", survey), ("tokens", connections.List(tokens.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))));
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        var spent = new List<string>();
        while (await reader.ReadAsync())
            spent.Add(reader.GetString(0));
        return spent;
    }

    /// <summary>Counts a change: see <see cref="VersionAsync"/>.</summary>
    private Task<int> CountAsync(DbConnection connection, DbTransaction transaction, string survey) =>
        RunAsync(connection, transaction, "INSERT INTO answers.changes (survey, number) VALUES (@survey, 1) ON CONFLICT (survey) DO UPDATE SET number = changes.number + 1", ("survey", survey));

    /// <summary>Puts answers among those of the group's open batch, which is written anew with the pictures of all of them.</summary>
    /// <param name="pictures">Those of these answers among others.</param>
    private async Task AddAsync(DbConnection connection, DbTransaction transaction, (string Survey, string Unit, string Stratum) cell, ImmutableArray<Answer> fresh, IEnumerable<SentPicture> pictures)
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

        var before = AnswerBatches.Split(open);
        var own = fresh.SelectMany(answer => answer.Pictures.IsDefault ? [] : answer.Pictures).ToHashSet(StringComparer.Ordinal);
        await Pictures.RewriteAsync(connection, transaction, cell.Survey, AnswerBatches.PicturesOf(before), [.. pictures.Where(picture => own.Contains(picture.Name))]);
        foreach (var batch in AnswerBatches.Mix([.. before, .. fresh.Select(AnswerBatches.Write)]))
        {
            await RunAsync(connection, transaction, "INSERT INTO answers.batches (survey, unit, stratum, number, content) VALUES (@survey, @unit, @stratum, @number, @content) ON CONFLICT (survey, unit, stratum, number) DO UPDATE SET content = excluded.content",
                [.. place, ("number", number), ("content", AnswerBatches.Join(batch))]);
            number++;
        }
    }

    private async Task<List<(int Number, string Content)>> BatchesAsync(DbConnection connection, DbTransaction transaction, (string Name, object Value)[] place, int below)
    {
        await using var command = connections.Command(connection, "SELECT number, content FROM answers.batches WHERE survey = @survey AND unit = @unit AND stratum = @stratum AND number < @below ORDER BY number DESC LIMIT @most", [.. place, ("below", below), ("most", BatchesTogether)]);
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        var batches = new List<(int, string)>();
        while (await reader.ReadAsync())
            batches.Add((reader.GetInt32(0), reader.GetString(1)));
        return batches;
    }

    private async Task<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        await using var command = connections.Command(connection, sql, values);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync();
    }
}
