namespace ChiSo.Cli.Terminal;

/// <summary>Where one call of the program writes to.</summary>
/// <param name="Out">Results, and nothing but results, so that they can be piped.</param>
/// <param name="Error">Problems, progress and remarks.</param>
/// <param name="Width">Columns of the terminal, or of the text when it goes to a file.</param>
/// <param name="OutIsTerminal">Whether a person watches <paramref name="Out"/>: colours.</param>
/// <param name="ErrorIsTerminal">Whether a person watches <paramref name="Error"/>: colours and progress bars.</param>
internal sealed record Streams(TextWriter Out, TextWriter Error, int Width, bool OutIsTerminal, bool ErrorIsTerminal)
{
    private const int WidthOfFiles = 120;

    /// <summary>The console of this process. Always UTF-8, whatever the system says: Vietnamese has no other safe form.</summary>
    public static Streams OfConsole()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var width = Console.IsOutputRedirected ? WidthOfFiles : Math.Max(Console.WindowWidth, 40);
        return new(Console.Out, Console.Error, width, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
    }
}
