using System.IO.Compression;
using System.Security.Cryptography;
using ChiSo.Application.Json;

namespace ChiSo.Application.Publication;

/// <summary>What is frozen as canonical bytes, packed for the database, with the hash of the bytes.</summary>
public static class FrozenContent
{
    /// <summary>SHA-256 of the canonical JSON, in hex.</summary>
    public static string HashOf(FrozenBlock block) => HashOf(EngineJson.ToBytes(block));

    /// <summary>Learns how frozen results are read, a good part of a second the first reader would wait for.</summary>
    public static void Prepare() => EngineJson.Options.GetTypeInfo(typeof(FrozenBlock));

    internal static (byte[] Packed, string Hash) Pack<T>(T frozen)
    {
        var json = EngineJson.ToBytes(frozen);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(json);
        return (packed.ToArray(), HashOf(json));
    }

    /// <exception cref="InvalidDataException">The bytes are not those the hash was taken of.</exception>
    internal static T Unpack<T>(byte[] packed, string hash)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var json = new MemoryStream();
        brotli.CopyTo(json);
        var bytes = json.GetBuffer().AsSpan(0, (int)json.Length);
        return HashOf(bytes) == hash
            ? EngineJson.Read<T>(bytes)
            : throw new InvalidDataException($"The frozen result {hash} was changed after it was frozen.");
    }

    private static string HashOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
