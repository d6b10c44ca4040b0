using System.Buffers;
using System.Text;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Several values in one cell, parted by a sign. A backslash before a sign makes it a letter of the value, so that every text can be written: <c>Đúng hạn \| trễ</c>.</summary>
internal static class CellParts
{
    private const char Escape = '\\';

    /// <summary>Every sign that parts values anywhere; a backslash before anything else is an ordinary letter.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create(";|/:=\\");

    /// <summary>The parts between the sign, trimmed and still escaped; empty ones included.</summary>
    /// <param name="most">The last part takes what is left.</param>
    public static List<string> Split(string text, char sign, int most = int.MaxValue)
    {
        var parts = new List<string>();
        var from = 0;
        while (parts.Count < most - 1 && IndexOf(text, sign, from) is >= 0 and var at)
        {
            parts.Add(text[from..at].Trim());
            from = at + 1;
        }

        parts.Add(text[from..].Trim());
        return parts;
    }

    /// <summary>The first place, from <paramref name="from"/> on, where the sign stands unescaped; -1 for none.</summary>
    public static int IndexOf(string text, char sign, int from = 0)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == sign)
                return at;
            if (IsEscape(text, at))
                at++;
        }

        return -1;
    }

    /// <summary>The value a part stands for.</summary>
    public static string Plain(string part)
    {
        if (!part.Contains(Escape, StringComparison.Ordinal))
            return NfcText.WithoutLeadingMarks(part);

        var plain = new StringBuilder(part.Length);
        for (var at = 0; at < part.Length; at++)
        {
            if (IsEscape(part, at))
                at++;
            plain.Append(part[at]);
        }

        return NfcText.WithoutLeadingMarks(plain.ToString());
    }

    /// <summary>The part that stands for a value where the <paramref name="signs"/> would part it.</summary>
    public static string Escaped(string value, string signs)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var letter in value)
        {
            if (letter == Escape || signs.Contains(letter, StringComparison.Ordinal))
                escaped.Append(Escape);
            escaped.Append(letter);
        }

        return escaped.ToString();
    }

    /// <summary>A list in one cell: <c>a;b</c>.</summary>
    public static string Join(IEnumerable<string> values) => string.Join(';', values.Select(value => Escaped(value, ";")));

    private static bool IsEscape(string text, int at) => text[at] == Escape && at + 1 < text.Length && Signs.Contains(text[at + 1]);
}
