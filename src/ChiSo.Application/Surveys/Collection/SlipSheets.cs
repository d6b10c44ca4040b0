using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using QRCoder;
using static ChiSo.Application.Surveys.Collection.PrintedTexts;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Links that work once as slips of paper: a page to print on A4, eight slips a sheet, to be cut along the dashed lines.</summary>
public static class SlipSheets
{
    private const int ASheet = 8;

    private const string Styles = """
        @page { size: A4; margin: 8mm; }
        * { box-sizing: border-box; margin: 0; }
        body { font: 9pt/1.35 "Noto Sans", "Noto Sans Khmer", "Be Vietnam Pro", "DejaVu Sans", sans-serif; color: #000; background: #fff; }
        .sheet { display: grid; grid-template-columns: 1fr 1fr; grid-template-rows: repeat(4, 1fr); width: 194mm; height: 280mm; break-after: page; }
        .slip { border: 1px dashed #777; padding: 3mm; display: grid; grid-template-columns: 34mm 1fr; grid-template-rows: auto auto 1fr; column-gap: 3mm; overflow: hidden; break-inside: avoid; }
        h1 { font-size: 9.5pt; line-height: 1.25; grid-column: 1 / 3; padding-bottom: 1.5mm; }
        h1 + h1 { font-size: 8.5pt; }
        svg { width: 34mm; height: 34mm; }
        .side { grid-column: 1; }
        .text { grid-column: 2; }
        .text p { padding-bottom: 1mm; }
        b { font-size: 0.93em; overflow-wrap: anywhere; }
        .key { font: bold 8.3pt/1.5 "Noto Sans Mono", "DejaVu Sans Mono", monospace; white-space: nowrap; }
        .small { font-size: 8.2pt; line-height: 1.3; }
        .dense .text, .dense .small { font-size: 6.8pt; line-height: 1.22; }
        .dense .key { font-size: 8.3pt; }
        """;

    /// <param name="slips">In the order they are printed, row by row.</param>
    /// <param name="languages">One or two of vi, en and km.</param>
    public static string Html(LiveSurvey survey, ImmutableArray<Slip> slips, ImmutableArray<string> languages)
    {
        var words = languages.Select(SlipWords.In).OfType<SlipWords>().ToImmutableArray();
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words[0].Code}\"><meta charset=\"utf-8\"><title>{Encode(Title(survey, words[0].Code))}</title><style>{Styles}</style>\n");
        foreach (var sheet in slips.Chunk(ASheet))
        {
            html.Append("<div class=\"sheet\">\n");
            foreach (var slip in sheet)
                Write(html, survey, slip, words);
            html.Append("</div>\n");
        }

        return html.ToString();
    }

    private static void Write(StringBuilder html, LiveSurvey survey, Slip slip, ImmutableArray<SlipWords> words)
    {
        var declared = survey.Declaration;
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"slip{(words.Length > 1 ? " dense" : "")}\">");
        foreach (var (code, title) in words.Select(word => (word.Code, Title(survey, word.Code))).DistinctBy(pair => pair.Item2)) // once where it is not translated
            html.Append(CultureInfo.InvariantCulture, $"<h1 lang=\"{code}\">{Encode(title)}</h1>");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"side\">{Picture(slip.Link)}</div><div class=\"text\">");
        foreach (var (at, word) in words.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<div lang=\"{word.Code}\">{(at == 0 ? $"<p>{word.About}: <b>{Encode(slip.Unit.Name)}</b></p>" : "")}<p>{word.Asks}: {Encode(In(declared.Asker, word.Code))}</p>");
            html.Append(CultureInfo.InvariantCulture, $"<p>{word.Scan} {string.Format(CultureInfo.InvariantCulture, word.Type, $"<b>{Encode(slip.Page).Replace("-", "\u2011", StringComparison.Ordinal)}</b>")}</p></div>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<p class=\"key\">{slip.SpacedKey}</p>");
        foreach (var word in words)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"small\" lang=\"{word.Code}\">{word.Promise} {word.Telephone}: {Encode(declared.Telephone)}</p>");
        html.Append("</div></section>\n");
    }

    /// <summary>A QR code that is still read with a seventh of it soiled.</summary>
    private static string Picture(string link)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {data.ModuleMatrix.Count} {data.ModuleMatrix.Count}\" shape-rendering=\"crispEdges\"><path d=\"");
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Length; x++)
            {
                var from = x;
                while (x < row.Length && row[x])
                    x++;
                if (x > from)
                    svg.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h{from - x}z");
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }

    private static string Title(LiveSurvey survey, string code) => In(survey.Form, survey.Form.Title, code);
}

/// <summary>One slip.</summary>
/// <param name="Unit">Whom it asks about.</param>
/// <param name="Link">As written when people were invited.</param>
/// <param name="Key">Of the link.</param>
public sealed record Slip(RatedUnit Unit, string Link, string Key)
{
    /// <summary>The address to type, without what every browser adds.</summary>
    public string Page => Link[..Link.IndexOf('?', StringComparison.Ordinal)].Replace("https://", "", StringComparison.Ordinal);

    /// <summary>In groups of four.</summary>
    public string SpacedKey => string.Join('-', Key.Chunk(4).Select(four => new string(four)));
}
