using System.Text.RegularExpressions;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>What a file's text says of its secrecy.</summary>
public enum SecrecyFinding
{
    /// <summary>All of it was read, and no mark stands in it.</summary>
    None,

    /// <summary>Not all of it can be read, or words stand alone that may be a mark or a heading: a person must say.</summary>
    Unclear,

    /// <summary>A secrecy stamp stands in a line of its own.</summary>
    Marked,
}

/// <summary>Looks for the stamps MẬT, TỐI MẬT and TUYỆT MẬT in the text of a file. A stamp stands alone in its line, in capitals, and a document bears one level: words inside sentences are none, and several levels side by side are the heads of a table.</summary>
public static partial class SecrecyMarks
{
    /// <summary>A longer line is prose.</summary>
    private const int MostLetters = 100;

    /// <param name="content">Can seek.</param>
    /// <returns>With where the stamp stands, and how it reads.</returns>
    public static (SecrecyFinding Finding, Words Place, string Mark) Find(Stream content, FileKind kind)
    {
        var stamps = new Dictionary<string, TextLine>(StringComparer.Ordinal);
        var maybe = false;
        var whole = FileText.Read(content, kind, line =>
        {
            if (Stamp().Match(Tight(line.Text)) is not { Success: true } found)
                return;
            var level = found.Groups["level"].Value;
            if (found.Groups["label"].Length == 0 && level.Any(char.IsLower))
                maybe = true;
            else
                stamps.TryAdd(level.ToUpperInvariant(), line);
        });
        if (stamps.Count == 1)
            return (SecrecyFinding.Marked, stamps.Values.First().Place, Spelt(stamps.Keys.First()));
        return (!whole || maybe || stamps.Count > 1 ? SecrecyFinding.Unclear : SecrecyFinding.None, Words.Same(""), "");
    }

    /// <summary>Without spaces, which stamps are spread with.</summary>
    private static string Tight(string line) => line.Length > MostLetters ? "" : string.Concat(line.Normalize().Where(letter => !char.IsWhiteSpace(letter)));

    private static string Spelt(string level) => level switch { "TỐIMẬT" => "TỐI MẬT", "TUYỆTMẬT" => "TUYỆT MẬT", _ => level };

    /// <remarks>A line that ends as a sentence does is the last of a paragraph.</remarks>
    [GeneratedRegex(@"^[^\p{L}\p{N}]*(?<label>((mức)?độmật|dấu(chỉ)?độmật):)?[^\p{L}\p{N}]*(?<level>tuyệtmật|tốimật|mật)[^\p{L}\p{N}.,;:!?]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stamp();
}
