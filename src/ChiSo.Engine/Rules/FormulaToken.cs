using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Engine;

/// <summary>A word of a formula.</summary>
/// <param name="At">Its place in the text, from 1.</param>
internal readonly record struct FormulaToken(FormulaSign Sign, string Text, decimal Number, int At);

/// <summary>What a token is.</summary>
internal enum FormulaSign
{
    Number,
    Name,
    Operator,
    End,
    Unreadable,
}

/// <summary>Splits a formula into words.</summary>
internal static class FormulaTokens
{
    /// <summary>Words end with <see cref="FormulaSign.End"/>, or with the first one that can't be read.</summary>
    public static ImmutableArray<FormulaToken> Of(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<FormulaToken>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            if (token.Sign == FormulaSign.Unreadable)
                return tokens.ToImmutable();
            at += token.Text.Length;
        }

        tokens.Add(new(FormulaSign.End, "", 0, text.Length + 1));
        return tokens.ToImmutable();
    }

    private static FormulaToken Next(string text, int at)
    {
        if (char.IsAsciiDigit(text[at]))
            return Number(text, at);
        if (char.IsLetter(text[at]) || text[at] == '_')
            return new(FormulaSign.Name, Run(text, at, c => char.IsLetterOrDigit(c) || c == '_'), 0, at + 1);
        if (at + 1 < text.Length && text.Substring(at, 2) is ">=" or "<=" or "<>")
            return new(FormulaSign.Operator, text.Substring(at, 2), 0, at + 1);
        return new("+-−*×/÷(),<>=≥≤≠".Contains(text[at], StringComparison.Ordinal) ? FormulaSign.Operator : FormulaSign.Unreadable, text[at].ToString(), 0, at + 1);
    }

    private static FormulaToken Number(string text, int at)
    {
        var digits = Run(text, at, c => char.IsAsciiDigit(c) || c == '.');
        var read = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && !digits.EndsWith('.');
        return new(read ? FormulaSign.Number : FormulaSign.Unreadable, digits, value, at + 1);
    }

    private static string Run(string text, int at, Predicate<char> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end]))
            end++;
        return text[at..end];
    }
}
