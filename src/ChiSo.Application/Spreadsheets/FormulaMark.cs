using System.Buffers;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The apostrophe before text that a spreadsheet would run as a formula. Text that bears one of its own before such a sign gets a second, so that taking one away gives back any text exactly.</summary>
internal static class FormulaMark
{
    private const char Mark = '\'';

    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.,");

    /// <summary>Text as a file people open holds it: nothing in it is run.</summary>
    public static string Protected(string text) => IsRun(text.AsSpan().TrimStart(Mark)) ? Mark + text : text;

    /// <summary>Text as a file of ours alone holds it: a formula stays bare, and what only looks protected is told apart.</summary>
    public static string Told(string text) => text.StartsWith(Mark) ? Protected(text) : text;

    /// <summary>What was written by either.</summary>
    public static string Removed(string text) => text.StartsWith(Mark) && IsRun(text.AsSpan().TrimStart(Mark)) ? text[1..] : text;

    /// <summary>A number below zero is no more than that.</summary>
    private static bool IsRun(ReadOnlySpan<char> text) => text switch
    {
        ['-', >= '0' and <= '9', ..] => text[1..].ContainsAnyExcept(Numeric),
        ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] => true,
        _ => false,
    };
}
