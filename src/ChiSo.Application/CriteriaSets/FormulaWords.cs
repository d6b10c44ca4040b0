using System.Globalization;
using System.Text.RegularExpressions;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A formula as people write it: signs of arithmetic instead of those of files, numbers in the reader's language.</summary>
internal static partial class FormulaWords
{
    public static Words Of(Formula formula) => new(
        Token().Replace(formula.Text, match => Vietnamese(match.Value)),
        Token().Replace(formula.Text, match => English(match.Value)));

    private static string Vietnamese(string token) => token switch
    {
        "min" => "số nhỏ nhất của ",
        "max" => "số lớn nhất của ",
        "if" => "nếu ",
        "and" => "và",
        "or" => "hoặc",
        "not" => "không",
        "," => ";",
        _ when char.IsAsciiDigit(token[0]) => VietnameseNumbers.ToText(decimal.Parse(token, CultureInfo.InvariantCulture)),
        _ => Sign(token),
    };

    private static string English(string token) => token switch
    {
        "min" => "the smallest of ",
        "max" => "the largest of ",
        "if" => "if ",
        "," => ";",
        _ => Sign(token),
    };

    private static string Sign(string token) => token switch
    {
        "*" => " × ",
        "/" => " ÷ ",
        "+" => " + ",
        "-" => " − ",
        ">=" => " ≥ ",
        "<=" => " ≤ ",
        "!=" => " ≠ ",
        _ => token,
    };

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)?|\p{L}[\p{L}0-9_]*|>=|<=|!=|[*/+,-]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
