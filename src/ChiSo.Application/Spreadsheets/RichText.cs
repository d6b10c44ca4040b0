using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Joins the runs of a text; leaves out readings written above it.</summary>
internal sealed partial class RichText
{
    private readonly StringBuilder text = new();
    private bool inReading;
    private string? font;

    /// <summary>Takes the element the reader stands on, if it is part of a text.</summary>
    public void Take(OpenXmlReader reader)
    {
        if (reader.ElementType == typeof(PhoneticRun))
            inReading = reader.IsStartElement;
        else if (!reader.IsStartElement || inReading)
            return;
        else if (reader.ElementType == typeof(Text))
            text.Append(reader.GetText());
        else if (reader.ElementType == typeof(RunFont))
            font ??= reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "val").Value;
    }

    /// <summary>The text so far and the font of its first run that names one; then starts anew.</summary>
    public (string Text, string? Font) Finish()
    {
        var result = (Unescaped(text.ToString()), font);
        text.Clear();
        (font, inReading) = (null, false);
        return result;
    }

    /// <summary>Characters XML has no place for are written _x000D_.</summary>
    public static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, match => ((char)Convert.ToUInt16(match.Groups["code"].Value, 16)).ToString())
        : text;

    /// <summary>The other way, so that every text can be written and read back.</summary>
    public static string Escaped(string text) =>
        Unwritable().Replace(text, match => $"_x{(int)match.Value[0]:X4}_{match.Value[1..]}");

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    [GeneratedRegex("[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unwritable();
}
