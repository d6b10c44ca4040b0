using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>The language of help, messages and tables. Vietnamese unless asked otherwise.</summary>
internal enum Language
{
    Vi,
    En,
}

/// <summary>How the language of one call is found.</summary>
internal static class Languages
{
    /// <summary>Looks for <c>--lang</c> before anything is parsed, because help and usage errors need it too. The last one counts; anything but <c>en</c> is Vietnamese.</summary>
    public static Language From(IReadOnlyList<string> args)
    {
        var asked = "vi";
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--lang" && i + 1 < args.Count)
                asked = args[i + 1];
            else if (args[i].StartsWith("--lang=", StringComparison.Ordinal))
                asked = args[i]["--lang=".Length..];
        }

        return asked == "en" ? Language.En : Language.Vi;
    }

    public static string In(this Words words, Language language) => language == Language.En ? words.En : words.Vi;
}
