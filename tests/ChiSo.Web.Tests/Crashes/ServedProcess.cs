using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Crashes;

/// <summary><c>chiso serve</c> as a process of its own, as people start it: it can be stopped, or killed where it stands.</summary>
internal sealed partial class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServedProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>All it has printed so far, both streams.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Waits until the program says where it serves.</summary>
    /// <param name="folder">Where it is started: holds <c>samples</c>, and the data folder of a server's database.</param>
    /// <param name="database">A connection string.</param>
    public static Task<ServedProcess> StartAsync(string folder, string database, params string[] options) => StartAsync(Chiso(folder, ["serve", "--urls", "http://127.0.0.1:0", "--database", database, .. options]));

    /// <param name="start">Of a program whose standard output and error are redirected.</param>
    public static async Task<ServedProcess> StartAsync(ProcessStartInfo start)
    {
        var served = new ServedProcess(start);
        served.process.Start();
        served.process.BeginOutputReadLine();
        served.process.BeginErrorReadLine();
        var ended = served.process.WaitForExitAsync();
        if (await Task.WhenAny(served.serving.Task, ended).WaitAsync(Patience) == ended)
            throw new InvalidOperationException($"chiso serve ended with {served.process.ExitCode}: {served.Said}");
        served.Address = await served.serving.Task;
        return served;
    }

    /// <summary>The program as its own project builds it, in the configuration of this run.</summary>
    public static ProcessStartInfo Chiso(string folder, params IEnumerable<string> arguments) =>
        new(House.Repository.PathOf($"artifacts/bin/ChiSo.Cli/{new DirectoryInfo(AppContext.BaseDirectory).Name}/chiso"), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Asks it to stop, as Ctrl+C and the system's service manager do; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var ask = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await ask.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>Ends it at once: nothing of it runs any more, as when the power fails.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (said)
            said.AppendLine(line);
        if (line is not null && Serving().Match(line) is { Success: true } match)
            serving.TrySetResult(new(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Đang phục vụ tại (?<address>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Serving();
}
