using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Json;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>The answers of a group, compressed, in an order made of what was answered and nothing else: by a hash of it with a key that lies beside the answers alone, so that no place tells what is emptied before it is shown. A page is read without the rest.</summary>
public sealed class SteadyGroup
{
    /// <summary>So many answers, more or less, are unpacked together.</summary>
    private const int Together = 1_000;

    private readonly ImmutableArray<Heap> heaps;
    private readonly byte[] key;

    private SteadyGroup(ImmutableArray<Heap> heaps, byte[] key) => (this.heaps, this.key) = (heaps, key);

    /// <summary>Bytes of memory it takes.</summary>
    public long Size => heaps.Sum(heap => heap.Size);

    /// <param name="answers">In any order; read once.</param>
    /// <param name="count">How many there are, or nearly.</param>
    /// <param name="key">Hexadecimal.</param>
    public static SteadyGroup Of(IEnumerable<Answer> answers, int count, string key)
    {
        var secret = Convert.FromHexString(key);
        ImmutableArray<Heap> made = [.. Enumerable.Range(0, 1 + (count / Together)).Select(_ => new Heap())];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var answer in answers)
        {
            var written = Encoding.UTF8.GetBytes(AnswerBatches.Write(answer));
            HMACSHA256.HashData(secret, written, hash);
            made[(int)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(hash), (ulong)made.Length, out _)].Add(written);
        }

        foreach (var heap in made)
            heap.Pack();
        return new(made, secret);
    }

    /// <summary>The answers from a place on.</summary>
    public IEnumerable<Answer> From(int from)
    {
        foreach (var heap in heaps)
        {
            if (from >= heap.Count)
            {
                from -= heap.Count;
                continue;
            }

            foreach (var written in heap.Read().OrderBy(written => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(written))), StringComparer.Ordinal).Skip(from))
                yield return EngineJson.Read<Answer>(written);
            from = 0;
        }
    }

    /// <summary>Answers whose hashes are neighbours, as they are written, each on a line.</summary>
    private sealed class Heap
    {
        /// <summary>As much is gathered before it is packed: a large group has many heaps.</summary>
        private const int MostPlain = 16 * 1024;

        private readonly List<byte[]> packed = [];
        private ArrayBufferWriter<byte> plain = new();

        public int Count { get; private set; }

        public long Size => packed.Sum(part => (long)part.Length);

        public void Add(ReadOnlySpan<byte> written)
        {
            plain.Write(written);
            plain.Write("\n"u8);
            Count++;
            if (plain.WrittenCount >= MostPlain)
                Pack();
        }

        public void Pack()
        {
            if (plain.WrittenCount == 0)
                return;
            using var target = new MemoryStream();
            using (var packing = new BrotliStream(target, CompressionLevel.Fastest))
                packing.Write(plain.WrittenSpan);
            packed.Add(target.ToArray());
            plain = new();
        }

        public IEnumerable<string> Read()
        {
            foreach (var part in packed)
            {
                using var reader = new StreamReader(new BrotliStream(new MemoryStream(part), CompressionMode.Decompress), Encoding.UTF8);
                while (reader.ReadLine() is { } line)
                    yield return line;
            }
        }
    }
}
