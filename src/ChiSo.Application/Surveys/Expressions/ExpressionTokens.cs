using System.Globalization;

namespace ChiSo.Application.Surveys.Expressions;

internal enum TokenKind
{
    Number,
    Text,
    Reference,
    Name,
    Sign,
    End,
}

/// <param name="At">Position of its first letter, from 1.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text, int At);

/// <summary>What a letter of an expression can't be part of.</summary>
internal sealed class ExpressionFault(int at, ChiSo.Engine.Words what) : FormatException(what.En)
{
    public int At => at;

    public ChiSo.Engine.Words What => what;
}

/// <summary>Cuts an expression into numbers, quoted texts, <c>${names}</c>, words and signs.</summary>
internal static class ExpressionTokens
{
    private static readonly string[] Signs = ["!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "(", ")", ",", "."];

    public static List<ExpressionToken> Of(string text)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
                break;
            var token = Next(text, at, out var end);
            tokens.Add(token);
            at = end;
        }

        tokens.Add(new(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    /// <summary>Whether a letter may stand in a name; the first may be no digit, hyphen or point.</summary>
    public static bool IsNameLetter(char letter, bool isFirst) => char.IsAsciiLetter(letter) || letter == '_' || (!isFirst && (char.IsAsciiDigit(letter) || letter is '-' or '.'));

    private static ExpressionToken Next(string text, int at, out int end)
    {
        var letter = text[at];
        if (letter is '\'' or '"' or '‘' or '“')
            return Quoted(text, at, out end);
        if (letter == '$')
            return Reference(text, at, out end);
        if (char.IsAsciiDigit(letter) || (letter == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number(text, at, out end);
        if (IsNameLetter(letter, isFirst: true))
        {
            end = at + 1;
            while (end < text.Length && (IsNameLetter(text[end], isFirst: false) || (text[end] == ':' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]))))
                end++;
            return new(TokenKind.Name, text[at..end], at + 1);
        }

        foreach (var sign in Signs)
        {
            if (!text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                continue;
            end = at + sign.Length;
            return new(TokenKind.Sign, sign, at + 1);
        }

        throw new ExpressionFault(at + 1, new($"ký tự “{letter}” không dùng được ở đây", $"“{letter}” can't stand here"));
    }

    private static ExpressionToken Quoted(string text, int at, out int end)
    {
        // Word processors turn quotes into typographic ones: both are read.
        var close = text[at] switch { '‘' => '’', '“' => '”', var same => same };
        var found = text.IndexOf(close, at + 1);
        if (found < 0)
            throw new ExpressionFault(at + 1, new("dấu nháy mở mà không đóng", "a quote opens and is never closed"));
        end = found + 1;
        return new(TokenKind.Text, text[(at + 1)..found], at + 1);
    }

    private static ExpressionToken Reference(string text, int at, out int end)
    {
        var close = text.IndexOf('}', at);
        if (at + 1 >= text.Length || text[at + 1] != '{' || close < 0)
            throw new ExpressionFault(at + 1, new("tên câu hỏi phải viết dạng ${tên}", "a question is written ${name}"));
        end = close + 1;
        return new(TokenKind.Reference, text[(at + 2)..close].Trim(), at + 1);
    }

    private static ExpressionToken Number(string text, int at, out int end)
    {
        end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        var written = text[at..end];
        if (!double.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            throw new ExpressionFault(at + 1, new($"“{written}” không phải là số", $"“{written}” is no number"));
        return new(TokenKind.Number, written, at + 1);
    }
}
