using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Signs by which answers are named in review: made of what was answered with a key that lies beside the answers alone. An answer that came twice alike has two signs, of which nobody can say which is whose.</summary>
public static class AnswerSigns
{
    private const int Bytes = 16;

    /// <summary>Each answer of a group with its sign, 32 hexadecimal letters.</summary>
    internal static IEnumerable<(string Sign, Answer Answer)> Of(string key, IEnumerable<Answer> group)
    {
        var (secret, copies) = (Convert.FromHexString(key), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var answer in group)
        {
            var written = AnswerBatches.Write(answer);
            var copy = copies[written] = copies.GetValueOrDefault(written) + 1;
            var hash = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{copy.ToString(CultureInfo.InvariantCulture)} {written}"));
            yield return (Convert.ToHexStringLower(hash.AsSpan(0, Bytes)), answer);
        }
    }

    internal static byte[] Pack(IEnumerable<string> signs) => [.. signs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(Convert.FromHexString)];

    internal static IEnumerable<string> Unpack(byte[] packed) => packed.Chunk(Bytes).Select(sign => Convert.ToHexStringLower(sign));
}
