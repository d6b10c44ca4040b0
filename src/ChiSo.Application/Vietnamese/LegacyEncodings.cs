using System.Collections.Frozen;
using System.Text;

namespace ChiSo.Application.Vietnamese;

/// <summary>How Vietnamese letters are written in a text: Unicode, or a font-bound encoding from before it.</summary>
public enum TextEncoding
{
    Unicode,

    /// <summary>TCVN3, "ABC": fonts .VnTime, .VnArial.</summary>
    Tcvn3,

    /// <summary>TCVN3 in a font of capitals (.VnTimeH): the same codes, all shown as capitals.</summary>
    Tcvn3Capitals,

    /// <summary>VNI-Windows: fonts VNI-Times, VNI-Helve; a letter and its marks are up to two characters.</summary>
    Vni,
}

/// <summary>Texts typed in fonts from before Unicode. Such text comes as the Latin letters its codes are in Windows-1252.</summary>
/// <remarks>Tables: TCVN 5712:1993, set VN3, and the VNI-Windows table of Vietnamese keyboard programs.</remarks>
public static class LegacyEncodings
{
    private static readonly FrozenDictionary<char, char> Tcvn3 = Tcvn3Table();
    private static readonly FrozenDictionary<string, char> VniPairs = VniTable();
    private static readonly FrozenDictionary<char, char> VniSingles = VniSingleTable();

    /// <summary>The text in Unicode, composed. Characters the encoding does not know stay as they are.</summary>
    public static string ToUnicode(string text, TextEncoding encoding) => encoding switch
    {
        TextEncoding.Unicode => text,
        TextEncoding.Tcvn3 => FromTcvn3(text),
        TextEncoding.Tcvn3Capitals => FromTcvn3(text).ToUpperInvariant(),
        TextEncoding.Vni => FromVni(text),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not a text encoding."),
    };

    /// <summary>The encoding a font's name stands for: ".VnTime" and its kin TCVN3, ".VnTimeH" its capitals, "VNI-Times" VNI, any other Unicode.</summary>
    public static TextEncoding OfFont(string font)
    {
        if (font.StartsWith("VNI-", StringComparison.OrdinalIgnoreCase))
            return TextEncoding.Vni;

        if (!font.StartsWith(".Vn", StringComparison.OrdinalIgnoreCase))
            return TextEncoding.Unicode;

        return font.EndsWith('H') ? TextEncoding.Tcvn3Capitals : TextEncoding.Tcvn3;
    }

    /// <summary>The encoding in which most words are Vietnamese syllables; Unicode unless another is strictly better. A suggestion for people, never applied unasked.</summary>
    public static TextEncoding Detect(string text)
    {
        var best = TextEncoding.Unicode;
        var most = Syllables.Count(text);
        foreach (var encoding in (ReadOnlySpan<TextEncoding>)[TextEncoding.Tcvn3, TextEncoding.Vni])
        {
            var count = Syllables.Count(ToUnicode(text, encoding));
            if (count > most)
                (best, most) = (encoding, count);
        }

        return best;
    }

    private static string FromTcvn3(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var code in text)
            result.Append(Tcvn3.GetValueOrDefault(code, code));
        return result.ToString();
    }

    private static string FromVni(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && VniPairs.TryGetValue(VniKey(text[at], text[at + 1]), out var pair))
            {
                result.Append(pair);
                at++;
            }
            else
            {
                result.Append(VniSingles.GetValueOrDefault(text[at], text[at]));
            }
        }

        return result.ToString();
    }

    // The letter's case decides; its mark may have been typed in either.
    private static string VniKey(char letter, char mark) => string.Create(2, (letter, mark), static (key, pair) =>
    {
        key[0] = pair.letter;
        key[1] = char.ToLowerInvariant(pair.mark);
    });

    private static FrozenDictionary<char, char> Tcvn3Table()
    {
        var table = new Dictionary<char, char> { ['\u03BC'] = 'à' }; // some programs store the micro sign µ as the Greek letter
        Run(0xA1, "ĂÂÊÔƠƯĐăâêôơưđ");
        Run(0xB5, "àảãáạ");
        Run(0xBB, "ằẳẵắ");
        Run(0xC6, "ặầẩẫấậè");
        Run(0xCE, "ẻẽéẹềểễếệìỉ");
        Run(0xDC, "ĩíịò");
        Run(0xE1, "ỏõóọồổỗốộờởỡớợù");
        Run(0xF1, "ủũúụừửữứựỳỷỹýỵ");
        return table.ToFrozenDictionary();

        void Run(int first, string letters)
        {
            for (var i = 0; i < letters.Length; i++)
                table.Add((char)(first + i), letters[i]);
        }
    }

    private static FrozenDictionary<string, char> VniTable()
    {
        var table = new Dictionary<string, char>();
        const string Tones = "ùøûõï";
        Row('a', Tones + "êéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ");
        Row('e', Tones + "âáàåãä", "éèẻẽẹêếềểễệ");
        Row('o', Tones + "âáàåãä", "óòỏõọôốồổỗộ");
        Row('ô', Tones, "ớờởỡợ");
        Row('u', Tones, "úùủũụ");
        Row('ö', Tones, "ứừửữự");
        Row('y', "ùøûõ", "ýỳỷỹ");
        return table.ToFrozenDictionary();

        void Row(char letter, string marks, string letters)
        {
            for (var i = 0; i < marks.Length; i++)
            {
                table.Add($"{letter}{marks[i]}", letters[i]);
                table.Add($"{char.ToUpperInvariant(letter)}{marks[i]}", char.ToUpperInvariant(letters[i]));
            }
        }
    }

    private static FrozenDictionary<char, char> VniSingleTable()
    {
        var table = new Dictionary<char, char>();
        foreach (var (code, letter) in "ôöñíìæóòî".Zip("ơưđíìỉĩịỵ"))
        {
            table.Add(code, letter);
            table.Add(char.ToUpperInvariant(code), char.ToUpperInvariant(letter));
        }

        return table.ToFrozenDictionary();
    }
}
