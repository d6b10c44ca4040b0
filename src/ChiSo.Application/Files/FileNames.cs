using System.Text;

namespace ChiSo.Application.Files;

/// <summary>Names of files as people gave them, made safe to show and to send.</summary>
public static class FileNames
{
    private const int Longest = 120;

    /// <summary>The last part of the name, without control or directing characters, with the ending of its real kind.</summary>
    public static string Shown(string name, FileKind kind)
    {
        var stem = Cleaned(name);
        if (kind != FileKinds.OldOffice)
            stem = Path.GetFileNameWithoutExtension(stem);
        if (stem.Length == 0)
            stem = "tai-lieu";
        return (stem.Length > Longest ? stem[..Longest] : stem) + (kind == FileKinds.OldOffice ? "" : kind.Ending);
    }

    /// <summary>The last part of the name with the ending it was given.</summary>
    public static string AsGiven(string name)
    {
        var cleaned = Cleaned(name);
        return cleaned.Length > Longest ? cleaned[^Longest..] : cleaned;
    }

    private static string Cleaned(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Normalize();
        var kept = new StringBuilder(last.Length);
        foreach (var letter in last.EnumerateRunes())
        {
            if (!Rune.IsControl(letter) && Rune.GetUnicodeCategory(letter) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse) && letter.Value is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))
                kept.Append(letter);
        }

        return kept.ToString().Trim().Trim('.');
    }
}
