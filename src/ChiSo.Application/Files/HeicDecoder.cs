using System.Diagnostics;

namespace ChiSo.Application.Files;

/// <summary>Photographs of phones in HEIC, turned into JPEG by libheif's own program where it is installed; the picture library has no decoder for them.</summary>
internal static class HeicDecoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string? Program = Find("heif-dec", "heif-convert");

    public static bool IsThere => Program is not null;

    /// <returns><c>null</c> when the program can't decode it, or takes too long.</returns>
    public static async Task<byte[]?> ToJpegAsync(Stream content, CancellationToken cancel)
    {
        if (Program is null)
            return null;
        var folder = Directory.CreateTempSubdirectory("chiso-heic-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "photo.heic"), Path.Combine(folder.FullName, "photo.jpg"));
            await using (var file = File.Create(from))
                await content.CopyToAsync(file, cancel);
            await RunAsync(Program, from, to, cancel);
            var made = folder.EnumerateFiles("photo*.jpg").OrderBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault(); // one each where the file holds several
            return made is null ? null : await File.ReadAllBytesAsync(made.FullName, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string program, string from, string to, CancellationToken cancel)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patient.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(program, ["-q", "92", from, to]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(patient.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Too slow: what it made so far is not whole, and is thrown away with its folder.
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string? Find(params string[] names) =>
        (from name in names
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         let program = Path.Combine(folder, name)
         where File.Exists(program)
         select program).FirstOrDefault();
}
