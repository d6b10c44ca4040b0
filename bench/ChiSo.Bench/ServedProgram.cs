using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChiSo.Bench;

/// <summary><c>chiso serve</c> as a process of its own on a free port of loopback.</summary>
internal sealed partial class ServedProgram : IDisposable
{
    private readonly Process process;

    private ServedProgram(Process process) => this.process = process;

    /// <summary>User and system time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="server">A PostgreSQL connection string; <c>null</c> for the embedded database in <paramref name="folder"/>.</param>
    public static ServedProgram Start(string program, string? server, string folder) => new(Process.Start(
        new ProcessStartInfo(program, ["serve", "--urls", "http://127.0.0.1:0", "--database", server ?? $"Data Source={Path.Combine(folder, "chiso.db")}"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false,
        }) ?? throw new InvalidOperationException("chiso did not start."));

    /// <exception cref="InvalidOperationException">The program ended before it served.</exception>
    public async Task<int> PortAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Serving().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("chiso serve ended.");
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    [GeneratedRegex(@"Đang phục vụ tại http://[^:]+:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Serving();
}
