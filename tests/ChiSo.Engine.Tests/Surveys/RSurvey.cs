using System.Diagnostics;
using System.Globalization;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Runs a script of <c>tests/r</c> in R and reads the figures it tells. A test that needs it is skipped, with the reason, where R or its package survey is missing.</summary>
internal static class RSurvey
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        try
        {
            return Run("-e", "library(survey)").Code == 0 ? null : "R's package survey is missing: install r-cran-survey.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "R is missing: install r-cran-survey.";
        }
    });

    /// <summary>The folder is the script's own and is removed afterwards.</summary>
    /// <param name="script">A file name in <c>tests/r</c>, called with the paths of the input and of the result.</param>
    /// <param name="readFolder">What else the script wrote, read before the folder goes.</param>
    public static Dictionary<string, double> Figures(string script, Action<string> writeInput, Action<string>? readFolder = null)
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");
        var folder = Directory.CreateTempSubdirectory("chiso-r-");
        try
        {
            writeInput(folder.FullName);
            var result = Path.Combine(folder.FullName, "results.txt");
            var (code, errors) = Run(Path.Combine(AppContext.BaseDirectory, "r", script), Path.Combine(folder.FullName, "answers.csv"), result);
            code.ShouldBe(0, errors);
            readFolder?.Invoke(folder.FullName);
            return File.ReadLines(result).Select(line => line.Split(','))
                .ToDictionary(cells => cells[0], cells => cells[1] is "NA" or "NaN" ? double.NaN : double.Parse(cells[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, errors);
    }
}
