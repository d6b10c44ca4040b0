using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys.Collection;
using static ChiSo.Application.Surveys.Collection.PrintedTexts;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>Numbered paper forms to print on A4: what the first page of the survey tells, then every question with the codes its answers are keyed by. The number stands on every page of a form.</summary>
public static class PaperSheets
{
    private const string Styles = """
        @page { size: A4; margin: 12mm 14mm; }
        * { box-sizing: border-box; margin: 0; }
        body { font: 10.5pt/1.4 "Noto Sans", "Noto Sans Khmer", "Be Vietnam Pro", "DejaVu Sans", sans-serif; color: #000; background: #fff; }
        table.form { width: 100%; border-collapse: collapse; break-after: page; }
        table.form > thead td { padding-bottom: 4mm; text-align: right; font-size: 9pt; }
        .number { font: bold 11pt "Noto Sans Mono", "DejaVu Sans Mono", monospace; }
        h1 { font-size: 14pt; line-height: 1.3; padding-bottom: 1mm; }
        h2 { font-size: 11.5pt; padding: 4mm 0 1mm; border-bottom: 1px solid #000; break-inside: avoid; break-after: avoid; }
        .facts { padding: 2mm 0 3mm; border-bottom: 1px solid #000; }
        .also { font-size: 0.9em; display: block; font-weight: normal; }
        .question { padding: 2.4mm 0 0; break-inside: avoid; }
        .asked { font-weight: 600; }
        .hint { display: block; font-size: 0.9em; }
        .only { font-style: italic; font-size: 0.9em; }
        .choices { display: flex; flex-wrap: wrap; gap: 1mm 7mm; padding: 1mm 0 0 6mm; }
        .code { display: inline-block; min-width: 5.2mm; border: 1px solid #000; border-radius: 2.6mm; text-align: center; font-size: 9pt; line-height: 4.6mm; margin-right: 1.2mm; }
        .line { border-bottom: 1px dotted #000; height: 8mm; margin-left: 6mm; }
        .short { width: 60mm; }
        table.grid { width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: 2.4mm; font-size: 9.5pt; }
        table.grid th, table.grid td { border: 1px solid #777; padding: 1mm 1.4mm; text-align: left; vertical-align: top; font-weight: normal; }
        table.grid thead th { font-size: 8.5pt; text-align: center; vertical-align: bottom; }
        table.grid td { text-align: center; vertical-align: middle; white-space: nowrap; }
        table.grid thead th:first-child { width: 38%; }
        table.grid tr { break-inside: avoid; }
        """;

    /// <param name="languages">One or two of vi, en and km, none twice.</param>
    public static string Html(LiveSurvey survey, PaperOrder order, ImmutableArray<string> languages)
    {
        var words = languages.Select(PaperWords.In).OfType<PaperWords>().ToImmutableArray();
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words[0].Code}\"><meta charset=\"utf-8\"><title>{Encode(In(survey.Form, survey.Form.Title, words[0].Code))}</title><style>{Styles}</style>\n");
        foreach (var number in order.Numbers)
            new PaperSheet(survey, order.About, number, words, html).Write();
        return html.ToString();
    }
}
