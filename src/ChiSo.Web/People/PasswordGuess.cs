using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Web.Publication;

namespace ChiSo.Web.People;

/// <summary>Whether a password is one that guessers try first (NIST SP 800-63B-4, section 3.1.1.2): made of common words, what is known of the person, runs, years and repetitions, and hardly anything else.</summary>
/// <remarks>Lists of leaked passwords hold few of fifteen letters; what people make to reach that length are such pieces in a row, so the pieces are listed and their rows follow. Marks, case, spaces and signs are passed over, and signs that stand for letters are read both ways.</remarks>
internal static partial class PasswordGuess
{
    /// <summary>Letters and digits that must be left when all guessable pieces are taken out.</summary>
    public const int LeastOwn = 6;

    /// <summary>Letters that are looked at: every piece of them is, so that a longer text would keep the server busy.</summary>
    public const int Longest = 256;

    private const int ShortestWord = 3;
    private const int ShortestRun = 3;
    private const int ShortestOnKeyboard = 4;

    private static readonly ImmutableArray<string> Keyboard =
        [.. new[] { "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1234567890" }.SelectMany(row => new[] { row, new string([.. row.Reverse()]) })];

    /// <param name="known">What is known of the person and the place: user name, full name, unit, product. Each as people write it.</param>
    public static bool IsExpected(string password, IEnumerable<string> known)
    {
        var words = known.SelectMany(Pieces).Concat(CommonPasswordWords.All).Where(word => word.Length >= ShortestWord).ToHashSet(StringComparer.Ordinal);
        var read = password.Length > Longest ? password[..Longest] : password;
        return new[] { Plain(read), Plain(Letters(read)) }.Any(text => Own(text, words) < LeastOwn);
    }

    /// <summary>How many letters and digits no guessable piece covers, at best for the guesser.</summary>
    private static int Own(string text, HashSet<string> words)
    {
        var own = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            own[end] = own[end - 1] + 1;
            for (var start = end - ShortestRun; start >= 0; start--)
            {
                if (own[start] < own[end] && IsGuessable(text, start, end, words))
                    own[end] = own[start];
            }
        }

        return own[^1];
    }

    private static bool IsGuessable(string text, int start, int end, HashSet<string> words)
    {
        var piece = text[start..end];
        return words.Contains(piece) || IsRun(piece) || (piece.Length >= ShortestOnKeyboard && Keyboard.Any(row => row.Contains(piece, StringComparison.Ordinal))) || Date().IsMatch(piece)
            || text[..start].Contains(piece, StringComparison.Ordinal); // said before
    }

    /// <summary>"aaaa", "abcd", "4321", "2468".</summary>
    private static bool IsRun(string piece)
    {
        var step = piece[1] - piece[0];
        return Math.Abs(step) <= 2 && piece.Zip(piece.Skip(1)).All(pair => pair.Second - pair.First == step);
    }

    /// <summary>A name's words, and its words in a row.</summary>
    private static IEnumerable<string> Pieces(string name)
    {
        var words = Words().Matches(SearchKey.Of(name)).Select(word => word.Value).ToList();
        for (var first = 0; first < words.Count; first++)
        {
            for (var count = 1; count <= words.Count - first; count++)
                yield return string.Concat(words.Skip(first).Take(count));
        }

        if (words.Count > 1)
            yield return string.Concat(words.Select(word => word[0])); // initials
    }

    private static string Plain(string text) => string.Concat(SearchKey.Of(text).Where(letter => char.IsLetterOrDigit(letter)));

    /// <summary>"p@ssw0rd" as "password".</summary>
    private static string Letters(string text) => string.Concat(text.Select(letter => letter switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '5' or '$' => 's',
        '7' => 't',
        _ => letter,
    }));

    [GeneratedRegex("[a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Words();

    /// <summary>A year, a day with its month, or a whole date in the order people write it.</summary>
    [GeneratedRegex("^((19|20)[0-9]{2}|(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])((19|20)?[0-9]{2})?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();
}
