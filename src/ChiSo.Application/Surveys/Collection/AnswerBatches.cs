using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Answers in heaps in which none can be told from the others by place or by the moment it was written.</summary>
public static class AnswerBatches
{
    /// <summary>A batch that is left for good holds so many; the open one holds them too before it is parted.</summary>
    public const int Size = 20;

    public static ImmutableArray<Answer> Read(string json) => EngineJson.Read<ImmutableArray<Answer>>(json);

    public static string Write(ImmutableArray<Answer> batch) => EngineJson.ToText(batch);

    /// <summary>Shuffles, and parts into batches of <see cref="Size"/>; the last, which stays open, has that many or more, so that nobody is ever alone in a new one.</summary>
    public static ImmutableArray<ImmutableArray<Answer>> Mix(ImmutableArray<Answer> answers)
    {
        var mixed = answers.ToArray();
        RandomNumberGenerator.Shuffle(mixed.AsSpan());
        var batches = ImmutableArray.CreateBuilder<ImmutableArray<Answer>>();
        var at = 0;
        for (; mixed.Length - at >= 2 * Size; at += Size)
            batches.Add([.. mixed[at..(at + Size)]]);
        batches.Add([.. mixed[at..]]);
        return batches.ToImmutable();
    }
}
