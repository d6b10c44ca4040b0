using System.Globalization;
using System.Text;

namespace ChiSo.Application.Vietnamese;

/// <summary>The key by which two spellings of one name are the same name.</summary>
public static class Fold
{
    /// <summary>
    /// Cleans the text, moves the tone of each word to its end, makes hyphens spaces, collapses spaces and lowers the case. Every other mark stays where it is, and so does the tone itself.
    /// "Bình Thuỷ" equals "Bình Thủy", "Bà Rịa-Vũng Tàu" equals "BÀ RỊA – VŨNG TÀU"; "Cẩm Giang" and "Cẩm Giàng", two communes of one province, differ.
    /// </summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        var tones = new StringBuilder();
        foreach (var letter in NfcText.Clean(name).Normalize(NormalizationForm.FormD))
        {
            if (Tones.Of(letter) != Tone.Level)
            {
                tones.Append(letter);
            }
            else
            {
                if (!IsOfWord(letter))
                    EndWord(key, tones);
                if (!IsGap(letter))
                    key.Append(letter);
                else if (key.Length > 0 && key[^1] != ' ')
                    key.Append(' ');
            }
        }

        EndWord(key, tones);
        return key.ToString().TrimEnd().Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    private static void EndWord(StringBuilder key, StringBuilder tones)
    {
        if (key.Length > 0 && key[^1] != ' ')
            key.Append(tones);
        tones.Clear();
    }

    /// <summary>The key of a name typed without any marks, as on a keyboard that has none: "huyen phong dien" for "Huyện Phong Điền". Different names may share it.</summary>
    public static string Loose(string name)
    {
        var loose = new StringBuilder(name.Length);
        foreach (var letter in Key(name).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                loose.Append(letter == 'đ' ? 'd' : letter);
        }

        return loose.ToString();
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || letter is '-' or (>= '\u2010' and <= '\u2015') or '\u2212';
}
