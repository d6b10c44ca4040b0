using System.Text;
using System.Text.RegularExpressions;

namespace ChiSo.Application.Vietnamese;

/// <summary>Whether words have the shape of Vietnamese syllables.</summary>
internal static partial class Syllables
{
    /// <summary>How many words of the text are well-formed syllables.</summary>
    public static int Count(string text)
    {
        var count = 0;
        foreach (Match word in Word().Matches(text))
        {
            if (IsSyllable(word.Value))
                count++;
        }

        return count;
    }

    private static bool IsSyllable(string word)
    {
        var decomposed = word.ToLowerInvariant().Normalize(NormalizationForm.FormD);
        var tones = decomposed.Count(letter => Tones.Of(letter) != Tone.Level);
        var letters = string.Concat(decomposed.Where(letter => Tones.Of(letter) == Tone.Level)).Normalize(NormalizationForm.FormC);
        return tones <= 1 && Shape().IsMatch(letters);
    }

    [GeneratedRegex(@"[^\s\d!-/:-@\[-`{-~]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        "^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
        + "(?:iê|iêu|yê|yêu|uô|uôi|ươ|ươi|ươu|uyê|oai|oay|oeo|uây|uya|uyu|oao|ia|ua|ưa|oa|oe|uê|uy|uơ|oă|uâ|oo"
        + "|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
