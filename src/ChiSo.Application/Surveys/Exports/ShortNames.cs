using System.Globalization;
using System.Text;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Names and labels cut to what a format allows.</summary>
public static class ShortNames
{
    /// <summary>Letters, digits and underscores of ASCII, none twice whatever its case; the same names for the same columns.</summary>
    /// <param name="most">Characters of a name.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> names, int most)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
            plain = plain.Length == 0 || !char.IsAsciiLetter(plain[0]) ? "v" + plain : plain;
            var distinct = plain.Length > most ? plain[..most] : plain;
            for (var number = 2; !taken.Add(distinct); number++)
            {
                var ending = string.Create(CultureInfo.InvariantCulture, $"_{number}");
                distinct = plain[..Math.Min(plain.Length, most - ending.Length)] + ending;
            }

            return distinct;
        })];
    }

    /// <summary>At most so many bytes of UTF-8, no letter cut in two.</summary>
    public static byte[] Cut(string text, int most)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= most)
            return bytes;
        var end = most;
        while ((bytes[end] & 0xC0) == 0x80) // in the middle of a letter
            end--;
        return bytes[..end];
    }
}
