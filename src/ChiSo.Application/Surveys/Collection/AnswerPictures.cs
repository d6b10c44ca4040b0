using System.Collections.Immutable;
using System.Data.Common;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Pictures that were sent with answers: they lie beside the batches, each under a random name that stands in its answer and nowhere else.</summary>
/// <remarks>With every answer the pictures of its batch are taken away and written again in the order of their names, so that neither a row, its pages nor the transaction that wrote it tells one from the others.</remarks>
public sealed class AnswerPictures
{
    private readonly AnswerStoreConnections connections;

    internal AnswerPictures(AnswerStoreConnections connections) => this.connections = connections;

    /// <summary>A picture as JPEG; <c>null</c> where there is none of the name.</summary>
    public async Task<byte[]?> FindAsync(string survey, string name, CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        await using var command = connections.Command(connection, "SELECT content FROM answers.pictures WHERE survey = @survey AND name = @name", ("survey", survey), ("name", name));
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>Writes pictures within the caller's transaction, and those anew among which they lie.</summary>
    /// <param name="before">Names of those that lie there: of a batch at most.</param>
    internal async Task RewriteAsync(DbConnection connection, DbTransaction transaction, string survey, ImmutableArray<string> before, ImmutableArray<SentPicture> fresh)
    {
        if (before.IsEmpty && fresh.IsEmpty)
            return;
        var pictures = await TakeAsync(connection, transaction, survey, before);
        pictures.AddRange(fresh);
        foreach (var picture in pictures.OrderBy(picture => picture.Name, StringComparer.Ordinal))
        {
            await using var insert = connections.Command(connection, "INSERT INTO answers.pictures (survey, name, content) VALUES (@survey, @name, @content)", ("survey", survey), ("name", picture.Name), ("content", picture.Content));
            insert.Transaction = transaction;
            await insert.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Surveys in which an answer names a picture that isn't there, or a picture lies that no answer names.</summary>
    internal async Task<ImmutableArray<string>> MisplacedAsync(CancellationToken cancel)
    {
        var (named, lying) = (new HashSet<(string, string)>(), new HashSet<(string, string)>());
        await using var connection = await connections.OpenAsync(cancel);
        await using (var batches = connections.Command(connection, "SELECT survey, content FROM answers.batches"))
        await using (var rows = await batches.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                named.UnionWith(NamedIn(rows.GetString(1)).Select(name => (rows.GetString(0), name)));
        }

        await using var pictures = connections.Command(connection, "SELECT survey, name FROM answers.pictures");
        await using var reader = await pictures.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            lying.Add((reader.GetString(0), reader.GetString(1)));
        named.SymmetricExceptWith(lying);
        return [.. named.Select(one => one.Item1).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A batch that can't be read is told by those who count answers.</summary>
    private static ImmutableArray<string> NamedIn(string batch)
    {
        try
        {
            return AnswerBatches.PicturesOf(AnswerBatches.Split(batch));
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    /// <summary>Takes pictures out: all of them before any is written again, else each would get the pages back it had.</summary>
    private async Task<List<SentPicture>> TakeAsync(DbConnection connection, DbTransaction transaction, string survey, ImmutableArray<string> names)
    {
        var taken = new List<SentPicture>();
        if (names.IsEmpty)
            return taken;
        await using (var read = connections.Command(connection, $"SELECT name, content FROM answers.pictures WHERE survey = @survey AND name IN (SELECT value FROM {connections.Listed("names")})", ("survey", survey), ("names", connections.List(names))))
        {
            read.Transaction = transaction;
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                taken.Add(new(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        }

        await using var delete = connections.Command(connection, $"DELETE FROM answers.pictures WHERE survey = @survey AND name IN (SELECT value FROM {connections.Listed("names")})", ("survey", survey), ("names", connections.List(names)));
        delete.Transaction = transaction;
        await delete.ExecuteNonQueryAsync();
        return taken;
    }
}
