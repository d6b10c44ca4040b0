using System.Globalization;
using System.Text;

namespace ChiSo.Web.Publication;

/// <summary>The form in which names are searched: no marks at all, no case, đ as d, hyphens as spaces, because people search without a Vietnamese keyboard.</summary>
public static class SearchKey
{
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                key.Append(letter is '-' or '\u2013' ? ' ' : letter is 'đ' or 'Đ' or '\u00D0' ? 'd' : char.ToLowerInvariant(letter));
        }

        return key.ToString();
    }
}
