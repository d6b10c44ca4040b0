using System.Globalization;
using System.Text;

namespace ChiSo.Application.Vietnamese;

/// <summary>Text as it should have been typed: composed letters, one Đ, ordinary spaces, nothing invisible.</summary>
public static class NfcText
{
    /// <summary>
    /// Composes (NFC), replaces letters that only look like Đ and đ, makes every kind of blank an ordinary space, line ends a line feed,
    /// drops zero-width characters and marks of writing direction, soft hyphens, control characters and accents without a letter before them, and trims. Applying it twice changes nothing more.
    /// </summary>
    /// <remarks>Decode a legacy encoding before: TCVN3 writes ư where Unicode has the soft hyphen.</remarks>
    public static string Clean(string text)
    {
        if (IsPlain(text))
            return text.Trim();

        var cleaned = new StringBuilder(text.Length);
        var source = WithoutLoneSurrogates(text).ReplaceLineEndings("\n");
        foreach (var letter in source)
        {
            if (Replacement(letter) is { } kept)
                cleaned.Append(kept);
        }

        return WithoutLeadingMarks(cleaned.ToString().Normalize(NormalizationForm.FormC).Trim());
    }

    /// <summary>An accent at the start would join whatever is written before it.</summary>
    internal static string WithoutLeadingMarks(string text)
    {
        var start = 0;
        while (start < text.Length && (char.GetUnicodeCategory(text, start) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark || char.IsWhiteSpace(text[start])))
            start += char.IsSurrogatePair(text, start) ? 2 : 1;
        return start == 0 ? text : text[start..];
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
        {
            if (letter is < ' ' or > '~')
                return false;
        }

        return true;
    }

    private static char? Replacement(char letter) => letter switch
    {
        '\u00D0' or '\u0189' => 'Đ', // Latin Eth and African D look the same as Đ and turn up in real names
        '\u00F0' or '\u0256' => 'đ',
        '\u2028' or '\u2029' => '\n',
        '\n' or '\t' => letter,
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' => null,
        '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => null, // these turn the order of letters around: a name would read as another
        _ when char.IsControl(letter) => null,
        _ when char.IsWhiteSpace(letter) => ' ',
        _ => letter,
    };

    // Half a surrogate pair cannot be normalised, written as UTF-8 or read by anybody.
    private static string WithoutLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            kept.Append(rune.ToString());
        return kept.ToString();
    }
}
