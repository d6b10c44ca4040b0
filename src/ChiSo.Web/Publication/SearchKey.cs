using System.Globalization;
using System.Text;

namespace ChiSo.Web.Publication;

/// <summary>The form in which names are searched: no tone marks, no case, đ as d.</summary>
public static class SearchKey
{
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                key.Append(letter is 'đ' or 'Đ' or '\u00D0' ? 'd' : char.ToLowerInvariant(letter));
        }

        return key.ToString();
    }
}
