using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Answers in heaps in which none can be told from the others by place or by the moment it was written.</summary>
public static class AnswerBatches
{
    /// <summary>A batch that is left for good holds so many; the open one holds them too before it is parted.</summary>
    public const int Size = 20;

    public static ImmutableArray<Answer> Read(string json) => EngineJson.Read<ImmutableArray<Answer>>(json);

    /// <summary>One answer as it lies in a batch.</summary>
    public static string Write(Answer answer) => EngineJson.ToText(answer);

    /// <summary>A batch of answers as they were written.</summary>
    public static string Join(ImmutableArray<string> written) => $"[{string.Join(',', written)}]";

    /// <summary>The answers of a batch as they were written, none of them read: a batch is written anew with every answer that comes.</summary>
    public static ImmutableArray<string> Split(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var written = ImmutableArray.CreateBuilder<string>();
        reader.Read(); // the bracket
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            written.Add(Encoding.UTF8.GetString(bytes, start, (int)reader.BytesConsumed - start));
        }

        return written.ToImmutable();
    }

    /// <summary>The names of the pictures of some answers.</summary>
    /// <param name="written">As they lie in a batch. Only those that may name any are read: a name in quotes before a colon stands in no value.</param>
    internal static ImmutableArray<string> PicturesOf(IEnumerable<string> written) =>
        [.. written.Where(answer => answer.Contains("\"pictures\":", StringComparison.Ordinal)).Select(EngineJson.Read<Answer>).SelectMany(answer => answer.Pictures.IsDefault ? [] : answer.Pictures)];

    /// <summary>The batch with who asked written beside some of its answers, mixed anew.</summary>
    /// <param name="wanted">How many of each answer, as written; those found are taken off.</param>
    /// <returns><c>null</c> where none of them lies in it.</returns>
    internal static string? Mark(string json, Dictionary<string, int> wanted, string interviewer)
    {
        var (answers, found) = (Split(json).ToArray(), false);
        for (var at = 0; at < answers.Length; at++)
        {
            if (wanted.GetValueOrDefault(answers[at]) == 0)
                continue;
            wanted[answers[at]]--;
            answers[at] = Write(EngineJson.Read<Answer>(answers[at]) with { Mode = AnswerMode.Interview, Interviewer = interviewer });
            found = true;
        }

        RandomNumberGenerator.Shuffle(answers.AsSpan());
        return found ? Join([.. answers]) : null;
    }

    /// <summary>Shuffles, and parts into batches of <see cref="Size"/>; the last, which stays open, has that many or more, so that nobody is ever alone in a new one.</summary>
    /// <param name="answers">As written.</param>
    public static ImmutableArray<ImmutableArray<string>> Mix(ImmutableArray<string> answers)
    {
        var mixed = answers.ToArray();
        RandomNumberGenerator.Shuffle(mixed.AsSpan());
        var batches = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var at = 0;
        for (; mixed.Length - at >= 2 * Size; at += Size)
            batches.Add([.. mixed[at..(at + Size)]]);
        batches.Add([.. mixed[at..]]);
        return batches.ToImmutable();
    }
}
