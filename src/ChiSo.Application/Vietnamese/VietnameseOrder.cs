using System.Text;

namespace ChiSo.Application.Vietnamese;

/// <summary>
/// The order of Vietnamese dictionaries, the same on every machine: letters first (a ă â b c d đ e ê … o ô ơ … u ư v x y), then tones
/// (level, huyền, hỏi, ngã, sắc, nặng), then small before capital. Words are compared one by one and numbers by their value: "Phường 2" stands before "Phường 10".
/// </summary>
public sealed class VietnameseOrder : IComparer<string>
{
    private const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    private const char LevelEnd = '\u0001';
    private const char WordEnd = '\u0002';
    private const char Sign = '\u0100';
    private const char Number = '\u0200';
    private const char Letter = '\u0300';
    private const char Foreign = '\u0400';

    private VietnameseOrder() { }

    public static VietnameseOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return x is null ? y is null ? 0 : -1 : 1;

        var byKey = string.CompareOrdinal(Key(x), Key(y));
        return byKey != 0 ? byKey : string.CompareOrdinal(x, y);
    }

    /// <summary>A key whose ordinal order is the order of the dictionary; it can be stored and sorted by a database.</summary>
    public static string Key(string text)
    {
        var letters = new StringBuilder();
        var tones = new StringBuilder();
        var cases = new StringBuilder();
        var tone = Tone.Level;
        var clean = NfcText.Clean(text).Normalize(NormalizationForm.FormC);
        for (var at = 0; at < clean.Length; at++)
        {
            var (letter, itsTone) = Parted(clean[at]);
            if (itsTone != Tone.Level)
                tone = itsTone;

            if (char.IsAsciiDigit(letter))
            {
                at = AppendNumber(clean, at, letters);
            }
            else if (char.IsWhiteSpace(letter))
            {
                letters.Append(WordEnd);
                tones.Append((char)(Sign + tone));
                tone = Tone.Level;
            }
            else
            {
                letters.Append(Weight(char.ToLowerInvariant(letter)));
                cases.Append(char.IsUpper(letter) ? '1' : '0');
            }
        }

        tones.Append((char)(Sign + tone));
        return $"{letters}{LevelEnd}{tones}{LevelEnd}{cases}";
    }

    private static char Weight(char letter)
    {
        var place = Alphabet.IndexOf(letter, StringComparison.Ordinal);
        if (place >= 0)
            return (char)(Letter + place);

        return char.IsLetter(letter) ? (char)Math.Min(Foreign + letter, char.MaxValue) : (char)(Sign + (letter % (Number - Sign)));
    }

    // The count of digits comes first, so that a longer number is a larger one.
    private static int AppendNumber(string text, int start, StringBuilder letters)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;

        var digits = text.AsSpan(start, end - start).TrimStart('0');
        letters.Append((char)(Number + Math.Min(digits.Length, Letter - Number - 1))).Append(digits);
        return end - 1;
    }

    private static (char Letter, Tone Tone) Parted(char composed)
    {
        if (composed <= '~' || char.IsSurrogate(composed))
            return (composed, Tone.Level);

        var parts = composed.ToString().Normalize(NormalizationForm.FormD);
        foreach (var mark in parts)
        {
            if (Tones.Of(mark) is var tone && tone != Tone.Level)
                return (parts.Replace(mark.ToString(), "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC)[0], tone);
        }

        return (composed, Tone.Level);
    }
}
