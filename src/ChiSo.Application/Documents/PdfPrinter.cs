using System.ComponentModel;
using System.Diagnostics;
using ChiSo.Engine;

namespace ChiSo.Application.Documents;

/// <summary>A page made into a PDF by the system's Chromium, which shapes every script.</summary>
public static class PdfPrinter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Browsers = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <param name="html">A whole page with its styles; nothing in it is fetched from elsewhere.</param>
    /// <param name="languages">Whose letters must not come out as boxes.</param>
    /// <param name="to">The PDF; replaced when it is there, by a whole one or not at all.</param>
    /// <returns>The path; or that no browser or font is there, or that it failed.</returns>
    public static async Task<Result<string>> WriteAsync(string html, IEnumerable<string> languages, string to, CancellationToken cancel)
    {
        foreach (var language in languages)
        {
            if (await HasFontAsync(language, cancel) == false)
                return NoFont(language);
        }

        var folder = Directory.CreateTempSubdirectory("chiso-print-").FullName; // the owner's alone: pages may hold secrets
        try
        {
            var (page, made) = (Path.Combine(folder, "page.html"), Path.Combine(folder, "page.pdf"));
            await File.WriteAllTextAsync(page, html, cancel);
            string[] options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={made}", .. RootOptions(), new Uri(page).AbsoluteUri];
            foreach (var browser in Browsers)
            {
                if (await RunAsync(browser, options, cancel) is not { } run)
                    continue;
                if (run.Code != 0 || !File.Exists(made))
                    return Failed(to);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite); // links on slips are secrets
                File.Move(made, to, overwrite: true);
                return to;
            }

            return NoBrowser(to);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Chromium refuses to shut root into its sandbox; it opens nothing here but our own page.</summary>
    private static string[] RootOptions() => Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];

    /// <returns><c>null</c> where fonts can't be listed.</returns>
    private static async Task<bool?> HasFontAsync(string language, CancellationToken cancel) =>
        await RunAsync("fc-list", [$":lang={language}", "family"], cancel) is { Code: 0 } run ? run.Said.Trim().Length > 0 : null;

    /// <returns><c>null</c> when there is no such program.</returns>
    private static async Task<(int Code, string Said)?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token)); // the latter is dropped: it names the page
            await process.WaitForExitAsync(patience.Token);
            await complained;
            return (process.ExitCode, await said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Problem NoBrowser(string to) => new("print.no-browser", to,
        new("Máy này không có Chromium để in ra PDF.", "There is no Chromium on this machine to print a PDF with."), new("Cài gói chromium của hệ thống rồi chạy lại.", "Install the system's package chromium and run this again."));

    private static Problem NoFont(string language) => new("print.no-font", language,
        new($"Máy này không có phông chữ cho ngôn ngữ “{language}”: chữ sẽ thành ô vuông.", $"There is no font for the language “{language}” on this machine: its letters would come out as boxes."), new("Cài gói fonts-noto-core của hệ thống rồi chạy lại.", "Install the system's package fonts-noto-core and run this again."));

    private static Problem Failed(string to) => new("print.failed", to,
        new("Chromium không in được tệp PDF này.", "Chromium could not print this PDF."), new("Kiểm tra dung lượng đĩa và thử lại.", "Check the free space of the disk and try again."));
}
