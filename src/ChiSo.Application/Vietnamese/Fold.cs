using System.Globalization;
using System.Text;

namespace ChiSo.Application.Vietnamese;

/// <summary>The key by which two spellings of one name are the same name.</summary>
public static class Fold
{
    /// <summary>
    /// Cleans the text, strips tone marks and hyphens, collapses spaces and lowers the case. Marks that make another letter (ă â ê ô ơ ư đ) stay.
    /// "Bình Thuỷ" equals "Bình Thủy", "Bà Rịa-Vũng Tàu" equals "BÀ RỊA – VŨNG TÀU".
    /// </summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in NfcText.Clean(name).Normalize(NormalizationForm.FormD))
        {
            if (Tones.Of(letter) != Tone.Level)
                continue;

            if (!IsGap(letter))
                key.Append(letter);
            else if (key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        }

        return key.ToString().TrimEnd().Normalize(NormalizationForm.FormC).ToLowerInvariant();
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

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || letter is '-' or (>= '\u2010' and <= '\u2015') or '\u2212';
}
