using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Surveys;

/// <summary>Pages that are the same for everybody but for the key in them, kept in memory as they were rendered first: thousands open the same questions.</summary>
public sealed class KeptPages
{
    /// <summary>Past this everything is forgotten and rendered anew.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<PageFace, ImmutableArray<byte[]>> kept = new();
    private long bytes;

    /// <summary>The page with this key in it; <c>null</c> when nobody opened it yet.</summary>
    public IActionResult? Find(PageFace face, string key) => kept.TryGetValue(face, out var parts) ? new Answer(parts, key) : null;

    /// <param name="page">As rendered.</param>
    /// <param name="key">That stands in it, 24 signs found nowhere else; empty for none.</param>
    public void Keep(PageFace face, ReadOnlySpan<byte> page, string key)
    {
        if (Interlocked.Add(ref bytes, page.Length) > MostBytes)
        {
            kept.Clear();
            Interlocked.Exchange(ref bytes, page.Length);
        }

        kept[face] = Split(page, Encoding.ASCII.GetBytes(key));
    }

    private static ImmutableArray<byte[]> Split(ReadOnlySpan<byte> page, byte[] key)
    {
        var parts = ImmutableArray.CreateBuilder<byte[]>();
        while (key.Length > 0 && page.IndexOf(key) is >= 0 and var at)
        {
            parts.Add(page[..at].ToArray());
            page = page[(at + key.Length)..];
        }

        parts.Add(page.ToArray());
        return parts.ToImmutable();
    }

    private sealed class Answer(ImmutableArray<byte[]> parts, string key) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = parts.Sum(part => part.Length) + ((parts.Length - 1) * key.Length);
            var middle = Encoding.ASCII.GetBytes(key);
            foreach (var (at, part) in parts.Index())
            {
                if (at > 0)
                    response.BodyWriter.Write(middle);
                response.BodyWriter.Write(part);
            }

            return Task.CompletedTask; // sent as a whole when the answer ends
        }
    }
}

/// <summary>All a page shows that is not the key.</summary>
/// <param name="Today">Questionnaires may compute with it.</param>
/// <param name="Kiosk">The key of the machine at a desk; empty elsewhere.</param>
/// <param name="Chosen">The unit that was chosen, one of the survey's; empty for none.</param>
/// <param name="Unit">The unit asked about; empty for none yet.</param>
public sealed record PageFace(Guid Survey, DateOnly Today, AnswerStep Step, string Language, string Kiosk, string Chosen, string Unit)
{
    /// <summary>The step in which answering begins, from <see cref="StartStamps"/>; 0 where it has not begun.</summary>
    public long Began { get; init; }
}
