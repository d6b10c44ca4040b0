using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text.Json;

namespace ChiSo.Web.People;

/// <summary>Challenges passkeys have answered: each is answered once, also by passkeys that keep no counter. A challenge itself holds for five minutes.</summary>
public sealed class UsedChallenges(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    /// <summary>Takes the challenge this answer is to; false when it was answered before or can't be read.</summary>
    /// <param name="credential">What the browser made, as JSON.</param>
    public bool Take(string credential)
    {
        var now = clock.GetUtcNow();
        foreach (var old in used.Where(one => one.Value < now - Kept))
            used.TryRemove(old);
        return ChallengeOf(credential) is { } challenge && used.TryAdd(challenge, now);
    }

    private static string? ChallengeOf(string credential)
    {
        try
        {
            using var answer = JsonDocument.Parse(credential);
            using var client = JsonDocument.Parse(Base64Url.DecodeFromChars(answer.RootElement.GetProperty("response").GetProperty("clientDataJSON").GetString()));
            return client.RootElement.GetProperty("challenge").GetString();
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
