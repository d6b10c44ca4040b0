using System.Diagnostics;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>The system's LibreOffice, with a profile of its own and bounded in time.</summary>
internal static class LibreOffice
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static bool IsInstalled => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "soffice"))); // PATH is set wherever tests run

    public static void SkipWithout() => Xunit.Assert.SkipUnless(IsInstalled, "LibreOffice (soffice) is not installed.");

    /// <param name="kind">As <c>--convert-to</c> takes it.</param>
    /// <param name="folder">The test's own; the made file lies in its folder <c>out</c>.</param>
    /// <returns>The path of the one file that was made.</returns>
    public static async Task<string> ConvertAsync(string source, string kind, string folder, CancellationToken cancel) =>
        await ConvertAllAsync([source], kind, folder, cancel) is [var made] ? made : throw new InvalidOperationException($"soffice made more than one file of {source}.");

    /// <inheritdoc cref="ConvertAsync"/>
    /// <param name="sources">No two with the same name, endings apart.</param>
    /// <returns>The paths of what was made, in the order of names.</returns>
    public static async Task<string[]> ConvertAllAsync(IReadOnlyList<string> sources, string kind, string folder, CancellationToken cancel)
    {
        var target = Path.Combine(folder, "out");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(Longest);
        using var office = Process.Start(new ProcessStartInfo("soffice", [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", target, .. sources])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // a program on the path starts
        try
        {
            var said = Task.WhenAll(office.StandardOutput.ReadToEndAsync(bound.Token), office.StandardError.ReadToEndAsync(bound.Token));
            await office.WaitForExitAsync(bound.Token);
            var told = string.Concat(await said);
            var made = Directory.Exists(target) ? Directory.GetFiles(target) : [];
            return made.Length == sources.Count ? [.. made.Order(StringComparer.Ordinal)] : throw new InvalidOperationException($"soffice made {made.Length} files of {sources.Count}: {told}");
        }
        finally
        {
            if (!office.HasExited)
                office.Kill(entireProcessTree: true);
        }
    }
}
