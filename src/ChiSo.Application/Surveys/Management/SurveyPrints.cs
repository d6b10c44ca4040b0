using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>Slips and paper forms as PDF, made and handed over at once: nothing of them stays on the server.</summary>
public static class SurveyPrints
{
    /// <param name="languages">One or two of vi, en and km, none twice.</param>
    public static Task<Result<byte[]>> SlipsAsync(LiveSurvey survey, ImmutableArray<Slip> slips, ImmutableArray<string> languages, CancellationToken cancel) =>
        PdfAsync(survey, SlipSheets.Html(survey, slips, languages), languages, cancel);

    /// <param name="languages">As above.</param>
    public static Task<Result<byte[]>> FormsAsync(LiveSurvey survey, PaperOrder order, ImmutableArray<string> languages, CancellationToken cancel) =>
        PdfAsync(survey, PaperSheets.Html(survey, order, languages), languages, cancel);

    private static async Task<Result<byte[]>> PdfAsync(LiveSurvey survey, string html, ImmutableArray<string> languages, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-print-").FullName; // the owner's alone
        try
        {
            var printed = await PdfPrinter.WriteAsync(html, languages, Path.Combine(folder, $"{survey.Code}.pdf"), cancel);
            return printed.TryGet(out var path) ? await File.ReadAllBytesAsync(path, cancel) : printed.Problems;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
