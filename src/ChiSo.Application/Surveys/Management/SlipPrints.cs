using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>Slips made and handed over at once: nothing of them stays on the server.</summary>
public static class SlipPrints
{
    /// <param name="languages">One or two of vi, en and km, none twice.</param>
    /// <returns>A PDF; or what stands in its way.</returns>
    public static async Task<Result<byte[]>> PdfAsync(LiveSurvey survey, ImmutableArray<Slip> slips, ImmutableArray<string> languages, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-slips-").FullName; // the owner's alone
        try
        {
            var printed = await PdfPrinter.WriteAsync(SlipSheets.Html(survey, slips, languages), languages, Path.Combine(folder, $"{survey.Code}.pdf"), cancel);
            return printed.TryGet(out var path) ? await File.ReadAllBytesAsync(path, cancel) : printed.Problems;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
