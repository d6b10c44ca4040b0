using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>An authenticator app, written from RFC 6238 and RFC 4648 rather than taken from the platform under test.</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The six digits the app shows now.</summary>
    public static string Now(string secret) => At(secret, TimeProvider.System.GetUtcNow());

    public static string At(string secret, DateTimeOffset instant)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, instant.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // authenticator apps use SHA-1
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string secret)
    {
        var (bytes, held, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in secret.Where(char.IsLetterOrDigit))
        {
            (held, bits) = ((held << 5) | Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal), bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(held >> bits));
            held &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
